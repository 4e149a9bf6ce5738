"""A night is rehearsed in fast time: the engine decides it, no case is touched, nobody is woken."""

import re
from datetime import date, datetime, timedelta
from html import unescape
from urllib.parse import unquote

import pytest

from charterdesk.cases.models import Case, CaseEvent
from charterdesk.incidents.models import Rehearsal
from charterdesk.kit.wallclock import now
from charterdesk.notifications.models import Means, Notice
from charterdesk.visit import asking
from charterdesk.worker.loops import work_off
from tests.apps.cast import ada, ben
from tests.faces.desk_scene import case_of, eve, staffed
from tests.faces.test_escalating import production_case
from tests.faces.visiting import Answer, Visit

URL = "/desk/rehearsals/"


def saturday() -> str:
    """Three in the morning of a Saturday in this year's June, as a browser sends it."""
    june = date(now().year, 6, 15)
    return f"{june + timedelta(days=(5 - june.weekday()) % 7)}T03:00"


def begun(visit: Visit, **fields: object) -> Answer:
    """A night under Voxeo's charter; Ben is everybody of it."""
    production_case()
    return visit.fill(URL, URL, **{"begins": saturday(), **fields})


def later(monkeypatch: pytest.MonkeyPatch, **length: float) -> datetime:
    """The reader's clock stands so long after the night was begun."""
    moment = Rehearsal.objects.get().started_at + timedelta(**length)
    monkeypatch.setattr(asking, "now", lambda: moment)
    return moment


def test_the_form_proposes_the_next_saturday_night_in_the_charters_zone(visit: Visit) -> None:
    staffed("voxeo")
    form = visit.get(URL).form.to(URL)
    begins = datetime.fromisoformat(form.values["begins"])
    assert (begins.weekday(), begins.hour, begins.minute) == (5, 3, 0)
    assert form.values["ladder"] == "voxeo/formal"


def test_the_form_says_whose_clock_it_is_and_asks_about_those_whom_the_ladder_may_call(
    visit: Visit,
) -> None:
    production_case()
    eve()
    page = visit.get(f"{URL}?ladder=voxeo/formal")
    assert page.says("What the clock shows in America/New_York.", 'value="ben"')
    assert 'value="eve"' not in page.text


def test_another_ladder_is_chosen_by_its_link(visit: Visit) -> None:
    staffed("voxeo")
    staffed("bicom")
    page = visit.get(URL)
    other = next(url for url in re.findall(r'href="([^"]+)"', page.text) if "ladder=bicom/" in
                 unquote(url))  # fmt: skip
    chosen = visit.get(unescape(other))
    assert chosen.form.to(URL).values["ladder"].startswith("bicom/")
    assert chosen.says("What the clock shows in Europe/Paris.")


def test_a_ladder_that_is_gone_begins_no_night_and_keeps_what_was_chosen(visit: Visit) -> None:
    page = begun(visit, ladder="voxeo/gone", speed=300)
    assert page.status == 422
    assert page.says("The ladder is no longer in force", saturday(), 'value="300" selected')
    assert not Rehearsal.objects.exists()


def test_the_first_step_calls_at_once_and_the_next_one_is_foretold(visit: Visit) -> None:
    page = begun(visit)
    assert page.says("Rehearsal of formal", "Ben Dahl", "What comes next", "Step ceo", "reached")
    assert page.says("nobody is woken")


def test_no_case_is_touched_and_no_notice_is_made(visit: Visit) -> None:
    production_case()
    before = (Case.objects.count(), CaseEvent.objects.count(), Notice.objects.count())
    visit.fill(URL, URL, begins=saturday())
    assert (Case.objects.count(), CaseEvent.objects.count(), Notice.objects.count()) == before


def test_the_night_goes_on_by_the_clock_alone_and_ends_by_itself(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = begun(visit, speed=60, fixed_after=45).url
    later(monkeypatch, seconds=31)
    assert visit.get(url).says("Step ceo: Ben Dahl", "times as fast")
    later(monkeypatch, minutes=2)
    page = visit.get(url)
    assert page.says("It is over.", "Nobody ever said that they have it.", "all clear")
    assert "data-fresh" not in page.text
    assert "/stop/" not in page.text


def test_the_first_who_is_called_answers_as_it_was_said(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = begun(visit, speed=60, answering="first", after=2).url
    later(monkeypatch, seconds=3)
    assert visit.get(url).says("They have it: Ben Dahl.")


def test_means_that_fail_give_the_next_its_turn_and_nobody_is_reached(visit: Visit) -> None:
    for place, kind in enumerate(("sms", "mail")):
        Means.objects.create(
            person=ben(), kind=kind, address="x", urgent_after=timedelta(minutes=place),
            position=place, made_at=now(),
        )  # fmt: skip
    page = begun(visit, failing=["sms", "mail"], every_means="on")
    assert page.says("text message: refused", "mail: refused", 'data-standing="failed"')
    assert page.says("Means that fail: mail, text message.")


def test_who_cannot_is_not_called_and_the_last_resort_is(visit: Visit) -> None:
    page = begun(visit, away=["ben"])
    assert page.says("Who can&#39;t: Ben Dahl.") or page.says("Who can't: Ben Dahl.")
    assert page.says("Ada Ek")


def test_people_on_the_page_have_it_and_fix_it_within_the_night(visit: Visit) -> None:
    url = begun(visit).url
    assert visit.fill(url, "/have/").says("They have it: Ben Dahl.")
    row = Rehearsal.objects.get()
    assert [one["what"] for one in row.acts] == ["have"]
    page = visit.fill(url, "/fixed/")
    assert page.says("It ended", "all clear")


def test_pressing_on_passes_over_the_quiet_time(visit: Visit) -> None:
    url = begun(visit, speed=1).url
    page = visit.fill(url, "/on/")
    assert Rehearsal.objects.get().skipped > timedelta(minutes=1)
    assert page.status == 200


def test_a_night_ends_however_often_one_presses_on(visit: Visit) -> None:
    url = begun(visit, speed=1).url
    for _ in range(200):
        page = visit.get(url)
        if "/on/" not in page.text:
            break
        visit.fill(url, "/on/")
    assert page.says("It is over.")


def test_what_is_over_takes_no_more_acts(visit: Visit) -> None:
    url = begun(visit).url
    visit.fill(url, "/stop/")
    assert visit.get(url).says("It was stopped.")
    refused = visit.post(f"{url}have/", who="ben")
    assert refused.status == 422
    assert refused.says("This rehearsal is over")


def test_nobody_has_it_who_was_not_called(visit: Visit) -> None:
    url = begun(visit).url
    assert visit.post(f"{url}have/", who="ada").says("Nobody has called them yet")
    assert visit.post(f"{url}nonsense/").status == 404


def test_a_charter_without_a_ladder_is_not_offered(visit: Visit) -> None:
    page = visit.get(URL)
    assert page.says("No charter in force has a ladder to rehearse.")
    staffed("terrasoft")
    staffed("voxeo")
    page = visit.get(URL)
    assert page.says('value="voxeo/formal"')
    assert not page.says('value="terrasoft/')


def test_a_night_as_for_a_case_asks_for_its_customer(visit: Visit) -> None:
    case = production_case()
    assert visit.get(f"{URL}?case={case.number}").says(f'value="{case.number}"')
    visit.fill(f"{URL}?case={case.number}", URL, begins=saturday())
    row = Rehearsal.objects.get()
    assert (row.case, row.asker) == (case, case.asker)


def test_a_case_of_another_charter_is_refused_and_nothing_is_lost(visit: Visit) -> None:
    other = case_of("roxen")
    page = begun(visit, number=other.number, ladder="voxeo/formal")
    assert page.status == 422
    assert page.says("is under the charter roxen", saturday())
    assert visit.fill(URL, URL, number="NO1").says("You see no case NO1.")


@pytest.mark.parametrize("begins", ["", "soon", "2026-13-01T00:00", "9999-12-31T23:59"])
def test_a_moment_that_is_none_is_refused_in_words(visit: Visit, begins: str) -> None:
    page = begun(visit, begins=begins)
    assert page.status == 422
    assert not Rehearsal.objects.exists()


def test_notices_for_real_go_to_the_one_who_rehearses_alone(visit: Visit) -> None:
    page = begun(visit, for_real="on", answering="first")
    rows = Notice.objects.filter(scope__startswith="rehearsal/")
    assert rows
    assert {one.person for one in rows} == {ada()}
    assert all(one.text.startswith("REHEARSAL") for one in rows)
    assert rows.order_by("-send_at")[0].send_at > now()
    work_off(now())
    assert rows.filter(state="sent").exists()
    visit.fill(page.url, "/stop/")
    assert not rows.filter(state="queued").exists()


def test_a_rehearsal_of_years_ago_still_opens(visit: Visit) -> None:
    url = begun(visit, speed=300).url
    Rehearsal.objects.update(started_at="1970-01-01T00:00:00Z")
    assert visit.get(url).says("It is over.")
    assert visit.get(URL).says("over")


def test_who_cannot_take_it_gives_the_call_to_the_next(visit: Visit) -> None:
    url = begun(visit).url
    page = visit.fill(url, "/pass/")
    assert page.says("can&#39;t take it", 'data-standing="passed"')
    assert [one["what"] for one in Rehearsal.objects.get().acts] == ["pass"]


def test_a_night_as_for_a_case_is_seen_by_who_sees_the_case(visit: Visit) -> None:
    case = production_case()
    url = visit.fill(f"{URL}?case={case.number}", URL, begins=saturday()).url
    assert visit.as_(eve()).get(url).status == 404
    assert "the night of" not in visit.get(URL).text

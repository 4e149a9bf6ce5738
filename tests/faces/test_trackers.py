"""Bugs in trackers on their pages: raised and linked from a case, and waiting ones shown."""

from datetime import timedelta

import pytest

from charterdesk.kit.wallclock import now
from charterdesk.trackers.models import BugLink, TrackedBug, TrackerAsk
from tests.apps.cast import CLEO_ADDRESS, ada
from tests.apps.trackers.desk import asked, settings_for
from tests.faces.desk_scene import case_of, eve
from tests.faces.visiting import Visit


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch) -> None:
    settings_for(monkeypatch, kind="trac", url="http://127.0.0.1:9", user="desk", secret="hush")


def test_a_bug_is_raised_with_the_customers_words_and_without_the_customer(visit: Visit) -> None:
    """R-TER-15, R-BIC-6: the tracker is outside, so no name of the customer goes there."""
    text = f"Cleo Lind of Customer Ltd here, {CLEO_ADDRESS}: the trunk falls over."
    case = case_of("terrasoft", subject="Trunk of Customer Ltd", text=text)
    page = visit.fill(f"/desk/c/{case.number}/bugs/", "/bugs/raise/")
    assert page.says("The tracker is asked for a new bug.", "It is on its way.")
    ask = TrackerAsk.objects.get()
    assert "the trunk falls over" in ask.text
    for name in ("Cleo", "Lind", "Customer", CLEO_ADDRESS):
        assert name not in ask.text + ask.title


def test_pressed_twice_it_is_one_bug(visit: Visit) -> None:
    case = case_of("terrasoft")
    form = visit.get(f"/desk/c/{case.number}/bugs/").form.to("/bugs/raise/")
    for _ in range(2):
        visit.post(form.action, **form.values)
    assert TrackerAsk.objects.count() == 1


def test_what_is_no_number_is_refused_and_what_was_typed_stands(visit: Visit) -> None:
    case = case_of("terrasoft")
    page = visit.fill(f"/desk/c/{case.number}/bugs/", "/bugs/link/", **{"link-number": "soon"})
    assert page.status == 422
    assert page.says("is no number of a bug in bugs", 'value="soon"')
    assert not TrackerAsk.objects.exists()


def test_a_tracker_that_is_down_is_told_on_the_case_and_in_the_list(visit: Visit) -> None:
    case = case_of("terrasoft")
    ask = asked(case)
    TrackerAsk.objects.filter(pk=ask.pk).update(fault="127.0.0.1 did not answer.", attempts=1)
    part = visit.get(f"/desk/c/{case.number}/bugs/part/")
    assert part.says("A new bug in bugs: It falls over", "did not answer", "It is tried again")
    assert visit.get("/desk/bugs/?show=waiting").says("did not answer", case.number)
    assert visit.get("/desk/bugs/").says("1 ask has not reached its tracker yet.")


def test_an_ask_is_tried_again_or_withdrawn_by_who_sees_the_case(visit: Visit) -> None:
    case = case_of("terrasoft")
    ask = asked(case)
    TrackerAsk.objects.filter(pk=ask.pk).update(stuck=True, fault="bugs answered 404.")
    url = f"/desk/c/{case.number}/bugs/"
    assert visit.get(url).says("It is refused, and not tried again by itself.")
    visit.fill(url, "/again/")
    ask.refresh_from_db()
    assert not ask.stuck
    assert visit.fill(url, "/withdraw/").says("It is withdrawn.")
    ask.refresh_from_db()
    assert ask.withdrawn_at is not None


def test_a_bug_is_read_again_at_one_press_by_who_sees_the_case(visit: Visit) -> None:
    case = case_of("terrasoft")
    later = now() + timedelta(hours=1)
    bug = TrackedBug.objects.create(tracker="bugs", number="7", next_read_at=later)
    link = BugLink.objects.create(bug=bug, case=case, label="bugs#7", at=now(), by=ada())
    page = visit.fill(f"/desk/c/{case.number}/bugs/", "/look/")
    assert page.says("The bug is read again now.")
    bug.refresh_from_db()
    assert bug.next_read_at is not None
    assert bug.next_read_at <= now()
    assert visit.post(f"/desk/c/{case.number}/bugs/{link.pk + 1}/look/").status == 404


def test_the_list_has_bugs_with_their_cases_and_next_promises(visit: Visit) -> None:
    """R-BIC-7: who looks at a bug sees what was promised about it."""
    case = case_of("bicom", subject="Crash")
    linked(case.pk)
    page = visit.get("/desk/bugs/")
    assert page.says("bugs#12", "http://127.0.0.1:9/ticket/12", "assigned", case.number, "due ")
    assert visit.get("/desk/bugs/?show=closed").says("No bug of a case is closed yet.")


def test_who_may_not_see_the_case_sees_neither_bug_nor_ask(visit: Visit) -> None:
    case = case_of("terrasoft")
    linked(case.pk)
    ask = asked(case)
    visit.as_(eve())
    assert not visit.get("/desk/bugs/").says("bugs#12")
    assert not visit.get("/desk/bugs/?show=waiting").says("It falls over")
    base = f"/desk/c/{case.number}/bugs/"
    assert visit.get(base).status == 404
    for path in (
        "raise/",
        "link/",
        f"{BugLink.objects.get().pk}/write/",
        f"ask/{ask.pk}/withdraw/",
    ):
        assert visit.post(f"{base}{path}").status == 404


def test_without_trackers_the_page_says_who_names_them(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CHARTERDESK_TRACKERS")
    case = case_of("terrasoft")
    assert visit.get(f"/desk/c/{case.number}/bugs/").says("CHARTERDESK_TRACKERS")


def linked(case_pk: int) -> BugLink:
    """Bug 12 is on the case."""
    bug = TrackedBug.objects.create(
        tracker="bugs", number="12", title="Crash <b>", status="assigned", read_at=now()
    )
    return BugLink.objects.create(bug=bug, case_id=case_pk, label="bugs#12", at=now(), by=ada())

"""Every "why?" of the web: a clock, now and at a past moment, a notice, an act that must wait."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import DESK
from charterdesk.cases.commands import set_priority
from charterdesk.cases.models import Case, CaseEvent
from charterdesk.charters.shipped import shipped_text
from charterdesk.kit.wallclock import now
from charterdesk.oncall.commands import assign_role, override_role, unassign_role
from charterdesk.oncall.models import Override
from charterdesk.visit import asking
from tests.apps.cast import ada, ben, charter
from tests.faces.desk_scene import ago, case_of, replied
from tests.faces.visiting import Answer, Visit

TAGS = re.compile(r"<(style|script|svg|kbd)\b.*?</\1>|<[^>]+>", re.DOTALL)


def typed(at: datetime) -> str:
    """A moment as the page's field sends it, in Ada's zone."""
    return at.astimezone(ZoneInfo(ada().zone)).strftime("%Y-%m-%dT%H:%M")


def main_of(page: Answer) -> str:
    """The words of the page's panel."""
    panel = page.text.partition('id="panel"')[2].partition(">")[2].partition("</section>")[0]
    return " ".join(TAGS.sub(" ", panel).split())


def told_of(case: Case, person: str) -> CaseEvent:
    """The first notice of the case to a person."""
    return next(e for e in CaseEvent.objects.filter(case=case, kind="told").order_by("seq")
                if e.data["person"] == person)  # fmt: skip


def url(case: Case, rest: str) -> str:
    return f"/desk/c/{case.number}/{rest}"


def test_a_clock_is_explained_clause_by_clause(visit: Visit) -> None:
    case = case_of(priority="critical")
    page = visit.get(url(case, "clock/response/why/"))
    assert page.says("Clause", "promises.critical", "It counts from the contact", "Arithmetic")
    assert page.says("day and night, every day of the year", "As it was known at")


def test_a_clock_is_explained_as_it_was_known_then(visit: Visit) -> None:
    case = replied(case_of(minutes_ago=20, priority="critical"), ada())
    before = typed(now() - ago(10))
    page = visit.get(url(case, f"clock/response/why/?at={before}"))
    assert page.says("As it was known", f'value="{before}"', "It is due")
    assert not page.says("our answer to the customer")
    assert visit.get(url(case, "clock/response/why/")).says("our answer to the customer")


def test_what_is_no_moment_is_said_and_kept(visit: Visit) -> None:
    case = case_of()
    page = visit.get(url(case, "clock/response/why/?at=yesterday"))
    assert page.says("“yesterday” is no moment", "Clause")


def test_before_the_case_there_is_nothing_to_look_back_at(visit: Visit) -> None:
    case = case_of(minutes_ago=5)
    page = visit.get(url(case, f"clock/response/why/?at={typed(now() - ago(60 * 24))}"))
    assert page.says("There was no case yet", "Clause")


def test_in_the_night_whose_hour_comes_twice_it_is_the_one_just_now(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = datetime(2025, 10, 26, 1, 20, tzinfo=UTC)  # 02:20 in Stockholm, for the second time.
    monkeypatch.setattr(asking, "now", lambda: at)
    case = case_of(minutes_ago=(now() - at) / ago(1) + 30)
    asked = url(case, "clock/response/why/?at=2025-10-26T02:10")
    assert not visit.get(asked).says("There was no case yet")
    for said in (" first", ":00+02:00"):
        assert visit.get(asked + quote(said)).says("There was no case yet")


def test_a_change_of_priority_is_explained(visit: Visit) -> None:
    case = case_of(minutes_ago=30)
    set_priority(case=case, to="critical", reason="All is down", by=ada(), at=now())
    page = visit.get(url(case, "clock/response/why/"))
    assert page.says("The priority became critical at", "the sooner holds")


def test_the_whole_case_is_explained_now_and_then(visit: Visit) -> None:
    case = case_of(minutes_ago=30)
    set_priority(case=case, to="critical", reason="All is down", by=ada(), at=now())
    link = url(case, "why/")
    assert link in visit.get(url(case, "clock/response/why/")).text
    page = visit.get(link)
    assert page.says("The default priority is normal.", "by Ada Ek: All is down.", "Ladder")
    then = visit.get(f"{link}?at={typed(now() - ago(10))}&from=/desk/q/mine/")
    assert then.says("As it was known", 'name="from" value="/desk/q/mine/"')
    assert not then.says("All is down")


def test_a_notice_says_by_which_rule_and_role(visit: Visit) -> None:
    case = case_of(priority="critical")
    told = told_of(case, "ben")
    page = visit.get(url(case, f"notice/{told.seq}/why/"))
    assert page.says("A rule of the charter: when opened", "Ben Dahl", "who is assigned to it")
    assert f"/notice/{told.seq}/why/" in visit.get(url(case, "")).text


def test_a_notice_says_that_the_rotas_were_changed_since(visit: Visit) -> None:
    case = case_of(priority="critical")
    told = told_of(case, "ben")
    role, served = told.data["via"][0], charter()
    unassign_role(charter=served, role=role, person=ben(), by=DESK, at=now())
    assign_role(charter=served, role=role, person=ada(), by=DESK, at=now())
    page = visit.get(url(case, f"notice/{told.seq}/why/"))
    assert page.says("At that moment it was Ben Dahl; the rotas have been changed since")
    assert page.says("name Ada Ek for it now")


def test_a_notice_by_an_override_names_its_ends(visit: Visit) -> None:
    case = case_of(minutes_ago=-1, priority="critical")
    told = told_of(case, "ben")
    made = override_role(
        charter=charter(), role=told.data["via"][0], person=ben(),
        since=_wall(told.at - ago(60 * 24)), until=_wall(told.at + ago(60 * 24)),
        by=DESK, at=now() - timedelta(hours=1),
    )  # fmt: skip
    assert isinstance(made, Override), made
    page = visit.get(url(case, f"notice/{told.seq}/why/"))
    assert page.says("Ben Dahl, by an override from")


def _wall(at: datetime) -> datetime:
    """The wall time of the charter's zone."""
    return at.astimezone(ZoneInfo(charter().zone)).replace(tzinfo=None, microsecond=0)


def test_a_refused_act_leads_to_what_is_missing(visit: Visit) -> None:
    case = replied(case_of("handsfree"), ada())
    refused = visit.fill(url(case, "act/do/"), "/act/do/", act="view the PC")
    assert refused.status == 422, refused.text[:200]
    link = re.search(r'href="([^"]+/gate/[^"]+/why/[^"]*)"', refused.text)
    assert link is not None
    page = visit.get(link[1].replace("&amp;", "&"))
    assert page.says("Not on the case:", "waits for 1 thing", "line ")


def test_there_is_no_why_of_what_is_not_there(visit: Visit) -> None:
    case = case_of()
    assert visit.get(url(case, "notice/1/why/")).status == 404
    assert visit.get(url(case, "notice/999/why/")).status == 404
    assert visit.get(url(case, "gate/juggle/why/")).status == 404


def test_no_english_is_left_in_a_russian_why(visit: Visit) -> None:
    person: Person = ada()
    person.language = "ru"
    person.save(update_fields=["language"])
    case = replied(case_of("terrasoft", minutes_ago=90), person)
    set_priority(case=case, to="critical", reason="Всё стоит", by=person, at=now())
    whys = ["why/", *(f"clock/{clock}/why/" for clock in ("response", "resolution"))]
    whys += ["gate/close/why/", f"notice/{told_of(case, 'contact').seq}/why/"]
    for why in whys:
        page = visit.as_(person).get(url(case, why))
        assert page.status == 200, why
        assert _latin(main_of(page)) == set(), why


def _latin(text: str) -> set[str]:
    """The Latin words of a text that are none of the charter's, of a name or of a zone."""
    own = charter("terrasoft")
    source = _text_of_charter()
    known = {"Ben", "Dahl", "Ada", "Ek", "CET", "CEST", "UTC", "MSK", own.name, "promises"}
    words = set(re.findall(r"[A-Za-z][A-Za-z-]+", text))
    return {word for word in words - known if word.lower() not in source.lower()}


def _text_of_charter() -> str:
    return shipped_text("terrasoft")

"""The page of a case: timeline, clocks, rail, acts with their reasons, within its queries."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from charterdesk.cases.commands import add_note, begin_waiting, record_facts
from charterdesk.cases.messages import Written
from charterdesk.cases.queries import state_of
from charterdesk.cases.store import decide_on
from charterdesk.charters.keeping import _uncommitted
from charterdesk.desk.pages.sentences import SENTENCES
from charterdesk.engine.codec import BY_KIND
from charterdesk.engine.commands import Tick
from charterdesk.kit.wallclock import now
from tests.apps.cast import ada, ben
from tests.faces.desk_scene import case_of, cleo_writes, owned, replied, staffed
from tests.faces.visiting import Visit


def entries(text: str) -> list[str]:
    """The kinds of the timeline's entries, from the top."""
    return re.findall(r'class="entry" data-kind="(\w+)"', text)


def test_every_event_has_a_sentence_of_the_desk() -> None:
    assert set(SENTENCES) == set(BY_KIND.values())


def test_the_timeline_tells_messages_replies_notes_and_events_apart(visit: Visit) -> None:
    case = replied(case_of(text="Nothing works since noon."), ada())
    add_note(case=case, written=Written(text="It is the disk."), by=ada(), at=now())
    page = visit.get(f"/desk/c/{case.number}/")
    assert page.says("Nothing works since noon.", "We look at it.", "It is the disk.")
    kinds = entries(page.text)
    assert kinds[0] == "in"
    assert [kind for kind in kinds if kind != "event"] == ["in", "out", "note"]


@pytest.mark.parametrize(
    ("shown", "kinds"), [("messages", {"in", "out"}), ("notes", {"note"}), ("events", {"event"})]
)
def test_a_filter_shows_one_kind(visit: Visit, shown: str, kinds: set[str]) -> None:
    case = replied(case_of(), ada())
    add_note(case=case, written=Written(text="It is the disk."), by=ada(), at=now())
    page = visit.get(f"/desk/c/{case.number}/?show={shown}")
    assert set(entries(page.text)) == kinds


def test_earlier_entries_are_one_link_away(visit: Visit) -> None:
    case = case_of(text="The very first words.")
    facts = tuple((f"fact {number}", "yes") for number in range(60))
    record_facts(case=case, facts=facts, by=ada(), at=now())
    page = visit.get(f"/desk/c/{case.number}/")
    assert "The very first words." not in page.text
    earlier = re.search(r'timeline__earlier"><a [^>]*href="([^"]+)">Show (\d+) earlier', page.text)
    assert earlier
    assert visit.get(earlier[1].replace("&amp;", "&")).says("The very first words.")


def test_a_case_takes_fifteen_queries(visit: Visit) -> None:
    arrival = staffed("roxen")
    case = cleo_writes(replied(case_of(priority="critical", arrival=arrival), ada()))
    case_of(subject="Another", arrival=arrival)
    _uncommitted.clear()  # As after a commit: the process keeps the charter.
    visit.get(f"/desk/c/{case.number}/?from=/desk/q/open/")
    with CaptureQueriesContext(connection) as asked:
        page = visit.get(f"/desk/c/{case.number}/?from=/desk/q/open/")
    assert len(asked) <= 15, [one["sql"][:90] for one in asked]
    assert page.says("Another")


def test_the_neighbours_of_the_list_are_linked(visit: Visit) -> None:
    arrival = staffed("roxen")
    first, middle, last = (
        case_of(subject=f"No {n}", minutes_ago=60 - n, arrival=arrival) for n in range(3)
    )
    page = visit.get(f"/desk/c/{middle.number}/?from=/desk/q/open/")
    before = re.search(r'href="([^"]+)" data-key="KeyK"', page.text)
    after = re.search(r'href="([^"]+)" data-key="KeyJ"', page.text)
    assert before
    assert after
    assert first.number in before[1]
    assert last.number in after[1]


@pytest.mark.parametrize(
    ("minutes_ago", "state"), [(5, "ok"), (50, "soon"), (57, "critical"), (75, "breached")]
)
def test_a_clock_shows_how_near_its_promise_is(visit: Visit, minutes_ago: int, state: str) -> None:
    case = case_of(priority="critical", minutes_ago=minutes_ago)
    decide_on(case.pk, Tick(), now())
    page = visit.get(f"/desk/c/{case.number}/")
    assert f'data-state="{state}" data-kind="response"' in page.text


def test_a_paused_clock_says_since_when_and_for_whom(visit: Visit) -> None:
    case = replied(case_of(priority="critical"), ada())
    begin_waiting(case=case, on="customer", what="logs", by=ada(), at=now())
    page = visit.get(f"/desk/c/{case.number}/")
    assert 'data-state="paused" data-kind="update"' in page.text
    assert page.says("Waiting for the customer since")


def test_every_clock_leads_to_its_why(visit: Visit) -> None:
    case = replied(case_of(priority="critical"), ada())
    page = visit.get(f"/desk/c/{case.number}/")
    links = re.findall(r'class="clock__why" href="([^"]+/clock/[^"]+)"', page.text)
    assert len(links) >= 2
    for link in links:
        assert visit.get(link).says("Step by step", "promises.critical"), link


def test_a_why_of_no_clock_is_not_there(visit: Visit) -> None:
    case = case_of()
    assert visit.get(f"/desk/c/{case.number}/clock/patch/why/").status == 404


def test_a_forbidden_act_is_shown_with_its_reason(visit: Visit) -> None:
    page = visit.get(f"/desk/c/{case_of().number}/")
    assert page.says("Reopen…", "The case is open.", "Close…", "The case is not resolved yet")


def test_the_owner_and_those_on_duty_are_named(visit: Visit) -> None:
    case = owned(case_of(), ben())
    page = visit.get(f"/desk/c/{case.number}/")
    assert page.says("Ben Dahl", "On duty", "Ada Ek")


def test_the_short_address_leads_to_the_case(visit: Visit) -> None:
    case = case_of()
    assert visit.get(f"/c/{case.number}").url == f"/desk/c/{case.number}/"


def test_a_checklist_is_ticked_at_one_press_and_taken_back(visit: Visit) -> None:
    """R-TER-18: the ten steps of the instruction, in their order."""
    case = case_of("terrasoft")
    url = f"/desk/c/{case.number}/"
    steps = re.findall(r'name="word" value="([^"]+)"', visit.get(url).text)
    assert steps == [
        "contact", "identify", "take information", "classify", "register", "tell number",
        "diagnose", "bug ticket if needed", "do the work", "close",
    ]  # fmt: skip
    ticked = visit.post(f"{url}act/tick/", word="identify", value="yes", key="k1")
    assert 'data-done="yes"' in ticked.text
    assert 'data-done="yes"' not in visit.post(f"{url}act/tick/", word="identify", value="no").text


def test_a_case_is_handed_to_the_tier_that_its_charter_names_next(visit: Visit) -> None:
    """R-HFN-11: the review first, then the service desk, which hands on by choice."""
    case = case_of("handsfree")
    url = f"/desk/c/{case.number}/act/transfer/"
    chosen = visit.get(url).form.to(url).values
    assert chosen["tier"] == "service desk"
    visit.post(url, **chosen)
    assert state_of(case).state.tier == "service desk"
    assert "tier" not in visit.get(url).form.to(url).values


def test_the_page_speaks_the_readers_language(visit: Visit) -> None:
    case = case_of()
    person = ada()
    person.language = "ru"
    person.save(update_fields=["language"])
    page = visit.as_(person).get(f"/desk/c/{case.number}/")
    assert page.says('lang="ru"', "Ответ заказчику", "Эскалировать…")
    assert page.headers["Content-Language"] == "ru"

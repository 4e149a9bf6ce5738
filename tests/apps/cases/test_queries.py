"""Lists and pages: in the queue's order, page by page, and only what the asker may see."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from charterdesk.accounts.models import Person
from charterdesk.cases.answers import Done
from charterdesk.cases.commands import (
    begin_waiting,
    open_case,
    save_draft,
    send_reply,
    set_owner,
)
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case
from charterdesk.cases.projection import queue_key
from charterdesk.cases.queries import (
    Filters,
    case_for,
    mark_of,
    queue_of,
    state_of,
)
from charterdesk.cases.queries.dossier import Dossier, Look, dossier_of
from charterdesk.cases.queries.queue import tally_of
from charterdesk.cases.store import decide_on
from charterdesk.engine.commands import Tick
from tests.apps.cases.desk_work import arrival, cleos_letter, minutes, opened, outsider
from tests.apps.cast import CLEO_ADDRESS, MONDAY, ada, admin, ben, charter

pytestmark = pytest.mark.django_db

HELLO = Written(text="Hello.")


def numbers(view: str = "all", **filters: Any) -> list[str]:
    return [row.number for row in queue_of(ada(), view, Filters(**filters)).rows]


def dossier(case: Case, person: Person, **look: Any) -> Dossier:
    found = dossier_of(person, case.number, Look(**look))
    assert found is not None
    return found


def test_missed_promises_come_first_then_the_soonest_due() -> None:
    low = opened(priority="low")
    later = opened(minutes(30))
    critical = opened(minutes(20), priority="critical")
    missed = opened(MONDAY - timedelta(days=5))
    decide_on(missed.pk, Tick(), minutes(30))
    assert numbers() == [missed.number, critical.number, later.number, low.number]
    page = queue_of(ada(), "all")
    assert page.missed == 1
    assert page.rows[0].next_due_state == "missed"


def asked_of_terrasoft(row: str, at: datetime, contact_at: datetime | None = None) -> str:
    """The number of a call that was written down at `at`."""
    answer = open_case(
        arrival=arrival("terrasoft"), channel="phone", by=ada(), at=at, contact_at=contact_at,
        asker=CLEO_ADDRESS, axes=(("criticality", row),), written=cleos_letter(),
    )  # fmt: skip
    assert isinstance(answer, Done)
    return answer.case.number


def test_first_come_is_first_served_within_a_priority_by_the_time_of_contact() -> None:
    """R-TER-4: also where a norm is stated, and the later one would be due sooner."""
    early = asked_of_terrasoft("question", minutes(1))
    earlier = asked_of_terrasoft("question", minutes(9), contact_at=MONDAY)
    severe = asked_of_terrasoft("stopped", minutes(10))
    assert [row.number for row in queue_of(ben(), "all").rows] == [severe, earlier, early]
    owed = state_of(opened()).state.promise("response")
    rules = charter("terrasoft")
    assert queue_key(rules, None, 1, MONDAY) < queue_key(rules, owed, 1, minutes(1))
    rules = charter("roxen")
    assert queue_key(rules, None, 1, MONDAY) > queue_key(rules, owed, 1, minutes(1))


def test_pages_go_on_where_the_last_one_ended_also_among_equals() -> None:
    wanted = [opened().number for _ in range(5)]
    found: list[str] = []
    after = ""
    for _ in range(3):
        page = queue_of(ada(), "all", after=after, size=2)
        found += [row.number for row in page.rows]
        after = page.after
    assert found == wanted
    assert after == ""


@pytest.mark.parametrize("mark", ["", "nonsense", "1-x", "-", "9" * 400, "1-" + "9" * 40])
def test_a_mark_that_is_none_begins_at_the_start(mark: str) -> None:
    case = opened()
    assert [row.pk for row in queue_of(ada(), "all", after=mark).rows] in ([case.pk], [])


def test_views_hold_what_they_are_named_for() -> None:
    mine, waiting, free = opened(), opened(), opened()
    send_reply(case=mine, written=HELLO, by=ada(), at=minutes(1))
    begin_waiting(case=waiting, on="customer", what="a log", by=ben(), at=minutes(2))
    assert numbers("mine") == [mine.number]
    assert numbers("waiting") == [waiting.number]
    assert free.number in numbers("unassigned")
    assert mine.number not in numbers("unassigned")
    assert tally_of(ada()).counts["all"] == 3
    assert tally_of(ada()).counts["mine"] == 1


def test_an_escalated_case_is_in_its_view() -> None:
    opened()
    high = opened(priority="high")
    assert Case.objects.get(pk=high.pk).escalation
    assert numbers("escalated") == [high.number]


def test_filters_narrow_the_list() -> None:
    opened()
    critical = opened(priority="critical")
    set_owner(case=critical, to=ben(), by=ada(), at=minutes(1))
    assert numbers(priority="critical") == numbers(owner="ben") == [critical.number]
    assert numbers(status="waiting") == numbers(charter="voxeo") == []


def test_a_queue_page_takes_four_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(3):
        opened()
    asker = ada()
    queue_of(asker, "all")
    with django_assert_max_num_queries(4):
        page = queue_of(asker, "all")
        assert [row.organisation for row in page.rows] == [page.rows[0].organisation] * 3


def test_somebody_without_a_role_sees_only_the_cases_they_own() -> None:
    case, other = opened(), opened()
    eva = outsider()
    assert case_for(eva, case.number) is None
    assert queue_of(eva, "all").rows == ()
    assert tally_of(eva).counts["all"] == 0
    Case.objects.filter(pk=case.pk).update(owner=eva)
    assert case_for(eva, case.number) == case
    assert case_for(eva, other.number) is None


def test_an_administrator_sees_every_case() -> None:
    assert case_for(admin(), opened().number) is not None


def test_a_number_is_found_in_any_case_of_letters() -> None:
    case = opened()
    assert case_for(ada(), case.number.lower()) == case
    assert case_for(ada(), "RX9") is None


def test_the_timeline_shows_the_last_events_with_their_messages_and_notices() -> None:
    case = opened()
    send_reply(case=case, written=HELLO, by=ada(), at=minutes(5))
    shown = dossier(case, ada())
    assert [entry.event.kind for entry in shown.entries][:3] == ["opened", "told", "reply_sent"]
    assert shown.entries[0].message is not None
    assert shown.entries[1].notice is not None
    assert shown.entries[2].message is not None
    assert shown.entries[2].message.text == "Hello."
    assert shown.earlier == 0


def test_of_a_long_timeline_the_last_is_shown() -> None:
    case = opened()
    send_reply(case=case, written=HELLO, by=ada(), at=minutes(5))
    case.refresh_from_db()
    last = dossier(case, ada(), size=2)
    assert [entry.event.seq for entry in last.entries] == [case.version - 1, case.version]
    assert last.earlier == case.version - 2


def test_the_state_of_a_case_is_folded_from_its_events() -> None:
    case = opened()
    assert state_of(case).state.priority == "normal"


def test_drafts_are_ones_own() -> None:
    case = opened()
    save_draft(case=case, mode="note", text="odd", by=ada(), at=MONDAY)
    assert dossier(case, ada()).drafts["note"].text == "odd"
    assert dossier(case, ben()).drafts == {}


def test_a_mark_names_the_row_it_stands_behind() -> None:
    case = opened()
    assert mark_of(case).endswith(f"-{case.pk}")

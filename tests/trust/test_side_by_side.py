"""Several at one case at once: nothing is lost, nothing done twice (R12)."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection, transaction

from charterdesk.cases.answers import Conflict, Done
from charterdesk.cases.commands import (
    Form,
    add_note,
    merge_case,
    send_reply,
    set_owner,
    set_priority,
)
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case, Message
from charterdesk.cases.store import load
from charterdesk.cases.verifying import differences
from charterdesk.notifications.models import Notice
from charterdesk.worker.ticking import tick_due
from tests.apps.cases.desk_work import arrival, minutes, opened
from tests.apps.cast import ada, ben

pytestmark = pytest.mark.django_db(transaction=True)

AGENTS = 6


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each of the acts answered, all done at the same time on connections of their own."""

    def on_its_own(act: Callable[[], object]) -> object:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(on_its_own, acts))


def test_no_note_of_many_agents_is_lost() -> None:
    case = opened()
    people = [ada(), ben()]

    def write(who: int) -> None:
        for count in range(5):
            note = Written(text=f"{who} {count}")
            add_note(case=case, written=note, by=people[who % 2], at=minutes(count))

    at_once(*(lambda who=who: write(who) for who in range(AGENTS)))
    assert Message.objects.filter(public=False).count() == 5 * AGENTS
    assert case.events.filter(kind="note_added").count() == 5 * AGENTS
    assert list(differences()) == []


def test_of_two_replies_written_from_the_same_page_one_is_stopped() -> None:
    case = opened()
    seen = Form(seen=case.version)
    people = [ada(), ben()]

    def reply(who: int) -> object:
        written = Written(text=f"I am {who}")
        return send_reply(case=case, written=written, by=people[who], at=minutes(1), form=seen)

    answers = at_once(lambda: reply(0), lambda: reply(1))
    assert sorted(type(answer).__name__ for answer in answers) == ["Conflict", "Done"]
    assert any(isinstance(answer, Conflict) for answer in answers)
    assert Notice.objects.filter(kind="reply").count() == 1


def test_a_case_that_was_waited_for_comes_with_what_belongs_to_it_now() -> None:
    by = ada()

    def own(case: Case) -> bool:
        return isinstance(set_owner(case=case, to=by, by=by, at=minutes(1)), Done)

    def read(case: Case) -> bool:
        with transaction.atomic():
            row = load(case.pk, for_update=True).row
            return (row.owner is None) == (row.owner_id is None)

    for _ in range(6):
        case = opened()
        acts = [partial(own, case), *(partial(read, case) for _ in range(3))]
        assert at_once(*acts) == [True, True, True, True]


def test_one_form_pressed_on_many_connections_is_taken_once() -> None:
    case, by = opened(), ada()

    def press() -> object:
        return send_reply(
            case=case, written=Written(text="Hello."), by=by, at=minutes(1), form=Form(key="k")
        )

    answers = at_once(*(press for _ in range(AGENTS)))
    assert Counter(isinstance(a, Done) and a.repeated for a in answers) == {
        True: AGENTS - 1,
        False: 1,
    }
    assert Notice.objects.filter(kind="reply").count() == 1


def test_one_form_that_opens_a_case_opens_one_on_many_connections() -> None:
    arrival()
    answers = at_once(*(lambda: opened(key="k") for _ in range(AGENTS)))
    assert len({answer.pk for answer in answers if isinstance(answer, Case)}) == 1
    assert Case.objects.count() == Message.objects.count() == 1


def test_cases_opened_at_once_have_numbers_of_their_own() -> None:
    arrival()
    cases = at_once(*(opened for _ in range(AGENTS)))
    assert len({case.number for case in cases if isinstance(case, Case)}) == AGENTS


def test_two_mergings_in_a_circle_end_in_one_case() -> None:
    one, other, by = opened(), opened(), ada()
    at_once(
        lambda: merge_case(case=one, into=other, by=by, at=minutes(1)),
        lambda: merge_case(case=other, into=one, by=by, at=minutes(1)),
    )
    assert Case.objects.filter(status="merged").count() == 1
    assert list(differences()) == []


def test_two_workers_and_an_agent_tell_everybody_once() -> None:
    cases = [opened(priority="critical") for _ in range(8)]
    by, late = ada(), minutes(120)

    def tick() -> None:
        while tick_due(late, batch=2):
            pass

    def lower() -> None:
        for case in cases:
            set_priority(case=case, to="normal", reason="not so bad", by=by, at=late)

    at_once(tick, tick, lower)
    tick()
    told = [event.data["key"] for case in cases for event in case.events.filter(kind="told")]
    assert Notice.objects.filter(case__in=cases).count() == len(told)
    assert list(differences()) == []

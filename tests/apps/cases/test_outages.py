"""Several cases of one outage: one ladder, few notices, everybody's own promises (2.10)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from charterdesk.accounts.rights import DESK
from charterdesk.cases.answers import Conflict, Done
from charterdesk.cases.bundling import WAITS, WITH_OTHERS
from charterdesk.cases.calls import answer_call
from charterdesk.cases.commands import (
    Form,
    attach_case,
    detach_case,
    escalate_case,
    open_outage,
    resolve_children,
    update_children,
)
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case
from charterdesk.cases.queries.outages import cases_of_outage, children_of
from charterdesk.cases.receipts import no_longer_wanted
from charterdesk.cases.store import decide_on, load
from charterdesk.cases.verifying import differences
from charterdesk.engine.commands import Tick
from charterdesk.engine.decide import Refusal
from charterdesk.notifications.models import Notice
from charterdesk.notifications.rendering import bundled_lines
from tests.apps.cases.desk_work import minutes, opened, voxeo_case
from tests.apps.cast import MONDAY, ada, ben

pytestmark = pytest.mark.django_db
UPDATE = Written(text="We have found the cause.", subject="")


def outage_of(cases: list[Case], at: int = 5) -> Case:
    """A new outage with all of these cases."""
    said = Written(text="The switch in Malmö is down.", subject="Malmö is down")
    answer, rows = open_outage(cases=cases, written=said, by=ada(), at=minutes(at))
    assert isinstance(answer, Done)
    assert all(isinstance(one, Done) for _, one in rows)
    return answer.case


def calls(case: Case) -> int:
    return Notice.objects.filter(case=case, about__startswith="step ").count()


def test_an_outage_of_nobodys_asking_owes_no_response_and_has_its_cases() -> None:
    cases = [voxeo_case(MONDAY) for _ in range(3)]
    parent = outage_of(cases)
    assert [one.number for one in children_of(parent)] == [one.number for one in cases]
    assert list(cases_of_outage(DESK, parent)) == cases
    response = load(parent.pk).state.promise("response")
    assert response is not None
    assert response.verdict == "not needed"
    assert list(differences()) == []


def test_forty_cases_of_one_outage_call_each_person_as_often_as_one_case() -> None:
    cases = [voxeo_case(MONDAY) for _ in range(40)]
    parent = outage_of(cases)
    alone = voxeo_case(MONDAY)
    for case in (*cases, alone):
        escalate_case(case=case, by=ada(), at=minutes(10), reason="no calls")
    assert sum(calls(case) for case in cases) == 0
    assert calls(parent) == calls(alone)
    staff = Notice.objects.exclude(person=None).filter(
        case__in=[*cases, parent], queued_at__gte=minutes(10)
    )
    going_out = staff.exclude(state=Notice.State.WITHHELD).count()
    assert going_out <= calls(alone) + 4
    assert load(cases[0].pk).state.runs[0].carried_by == parent.number
    assert list(differences()) == []


def test_notices_of_forty_cases_to_one_person_within_two_minutes_are_two_that_name_them() -> None:
    cases = [opened(priority="normal") for _ in range(40)]
    outage_of(cases)
    missed = minutes(3 * 24 * 60)
    for case in cases:
        decide_on(case.pk, Tick(), missed)
    told = Notice.objects.filter(case__in=cases, person=ben(), queued_at=missed)
    assert told.filter(about="breach").count() == len(cases)
    going_out = list(told.exclude(state=Notice.State.WITHHELD).order_by("pk"))
    assert len(going_out) <= 2
    with_others = told.filter(state=Notice.State.WITHHELD).values_list("trouble", flat=True)
    assert set(with_others) == {WITH_OTHERS}
    said = "\n".join(bundled_lines(going_out[-1], "en"))
    assert all(case.number in said for case in cases[len(going_out) :])
    assert going_out[-1].send_at == missed + WAITS


def test_who_has_a_notice_of_several_cases_has_all_of_them() -> None:
    cases = [opened(priority="critical") for _ in range(3)]
    outage_of(cases)
    for case in cases:
        decide_on(case.pk, Tick(), minutes(61))
    bundled = [n for n in Notice.objects.filter(person=ben()) if n.words.get("bundled")]
    answer_call(notice=bundled[0], at=minutes(62))
    named = {bundled[0].case, *(c for c in cases if c.number in str(bundled[0].words["bundled"]))}
    assert len(named) > 1
    assert all(c and c.events.filter(kind="acknowledged").exists() for c in named)


def test_a_case_joined_twice_is_joined_once_and_one_of_another_charter_is_refused() -> None:
    cases = [voxeo_case(MONDAY)]
    parent = outage_of(cases)
    again = attach_case(case=cases[0], parent=parent, by=ada(), at=minutes(6))
    assert isinstance(again, Done)
    assert cases[0].events.filter(kind="parent_set").count() == 1
    other = attach_case(case=opened(), parent=parent, by=ada(), at=minutes(6))
    assert isinstance(other, Refusal)
    assert "another charter" in other.text
    itself = attach_case(case=parent, parent=parent, by=ada(), at=minutes(6))
    assert isinstance(itself, Refusal)


def test_a_refused_attachment_changes_neither_case() -> None:
    case, first, second = (voxeo_case(MONDAY) for _ in range(3))
    attach_case(case=case, parent=first, by=ada(), at=minutes(1))
    refused = attach_case(case=case, parent=second, by=ada(), at=minutes(2))
    assert isinstance(refused, Refusal)
    assert first.number in refused.text
    assert load(second.pk).state.children == ()


def test_a_case_taken_out_calls_by_its_own_ladder_again() -> None:
    cases = [voxeo_case(MONDAY)]
    parent = outage_of(cases)
    escalate_case(case=cases[0], by=ada(), at=minutes(10), reason="no calls")
    cases[0].refresh_from_db()
    assert calls(cases[0]) == 0
    detach_case(case=cases[0], by=ada(), at=minutes(20), reason="another cause")
    cases[0].refresh_from_db()
    assert cases[0].parent is None
    assert calls(cases[0]) == 2
    assert load(parent.pk).state.children == ()
    assert list(differences()) == []


def test_calls_that_wait_for_their_turn_are_not_made_once_the_case_is_of_an_outage() -> None:
    case = voxeo_case(MONDAY)
    escalate_case(case=case, by=ada(), at=minutes(1), reason="no calls")
    call = Notice.objects.filter(case=case, about__startswith="step ").first()
    assert call is not None
    assert no_longer_wanted(call) == ""
    outage_of([case])
    assert "outage" in no_longer_wanted(call)


def test_an_update_reaches_every_customer_in_their_own_thread_and_keeps_their_promises() -> None:
    cases = [voxeo_case(MONDAY) for _ in range(3)]
    parent = outage_of(cases)
    form = Form(key="press")
    for _ in range(2):
        whole, rows = update_children(
            parent=parent, written=UPDATE, by=ada(), at=minutes(9), form=form
        )
        assert isinstance(whole, Done)
        assert all(isinstance(one, Done) for _, one in rows)
    for case in cases:
        state = load(case.pk).state
        assert state.responded_at == minutes(9)
        reply = Notice.objects.get(case=case, kind=Notice.Kind.REPLY)
        assert (reply.text, reply.in_reply_to) == (UPDATE.text, "first@customer.example")
    assert load(parent.pk).state.responded_at == minutes(9)
    assert not Notice.objects.filter(case=parent, kind=Notice.Kind.REPLY).exists()


def test_resolving_the_cases_names_what_each_of_them_lacks() -> None:
    cases = [voxeo_case(MONDAY) for _ in range(2)]
    parent = outage_of(cases)
    rows = resolve_children(parent=parent, outcome="", written=None, by=ada(), at=minutes(9))
    assert all(isinstance(answer, Refusal) for _, answer in rows)
    rows = resolve_children(parent=parent, outcome="", written=UPDATE, by=ada(), at=minutes(9))
    assert [isinstance(answer, Done) for _, answer in rows] == [True, True]
    assert list(children_of(parent)) == []
    assert not any(isinstance(answer, Conflict) for _, answer in rows)


def test_the_cases_of_an_outage_are_found_by_as_many_queries_as_one() -> None:
    counts = []
    for size in (1, 30):
        parent = outage_of([voxeo_case(MONDAY) for _ in range(size)])
        with CaptureQueriesContext(
            connection,
        ) as seen:
            for one in cases_of_outage(DESK, parent):
                assert one.owner is None or one.owner.name
        counts.append(len(seen))
    assert counts[0] == counts[1]

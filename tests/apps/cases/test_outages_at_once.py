"""Cases of one outage, put together and escalated by several at once: the ladder runs once."""

import pytest

from charterdesk.cases.commands import attach_case, detach_case, escalate_case
from charterdesk.cases.models import Case
from charterdesk.cases.store import load
from charterdesk.cases.verifying import differences
from charterdesk.notifications.models import Notice
from tests.apps.cases.desk_work import minutes, voxeo_case
from tests.apps.cast import ada
from tests.trust.test_side_by_side import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_escalating_many_cases_of_an_outage_at_once_calls_each_person_once() -> None:
    # Some of the cases are older than the outage and some younger: both orders of locking.
    cases = [voxeo_case() for _ in range(6)]
    parent, by = cases[3], ada()
    children = [case for case in cases if case != parent]

    def join_and_escalate(case: Case) -> None:
        attach_case(case=case, parent=parent, by=by, at=minutes(1))
        escalate_case(case=case, by=by, at=minutes(2), reason="no calls")

    at_once(*(lambda case=case: join_and_escalate(case) for case in children))
    state = load(parent.pk).state
    assert sorted(state.children) == sorted(case.number for case in children)
    assert len(state.runs) == 1
    assert not Notice.objects.filter(case__in=children, about__startswith="step ").exists()
    called = Notice.objects.filter(case=parent, about="step management")
    assert called.count() == len(set(called.values_list("person", flat=True)))
    assert list(differences()) == []


def test_joining_and_leaving_at_once_ends_in_one_of_both() -> None:
    case, parent = voxeo_case(), voxeo_case()
    by = ada()
    attach_case(case=case, parent=parent, by=by, at=minutes(1))
    at_once(
        lambda: detach_case(case=case, by=by, at=minutes(2)),
        lambda: escalate_case(case=case, by=by, at=minutes(2), reason="no calls"),
    )
    child, above = load(case.pk).state, load(parent.pk).state
    assert (child.parent, above.children) == ("", ())
    assert len(child.runs) == 1
    assert child.runs[0].carried_by == ""
    assert list(differences()) == []

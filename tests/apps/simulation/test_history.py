"""The desk's own history: what people did on its cases, for those who may see them."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django.fixtures import DjangoAssertNumQueries

from charterdesk.accounts.rights import DESK
from charterdesk.cases.commands import begin_waiting, send_reply
from charterdesk.cases.messages import Written
from charterdesk.engine.simulate.replay import replay
from charterdesk.engine.simulate.values import Waited
from charterdesk.engine.story.cast import Cast
from charterdesk.simulation.history import recorded_history
from tests.apps.cases.desk_work import minutes, opened, outsider
from tests.apps.cast import MONDAY, ada, charter

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)


def test_a_case_is_told_as_people_worked_on_it() -> None:
    case = opened()
    send_reply(case=case, written=Written(text="Hello."), by=ada(), at=minutes(20))
    case.refresh_from_db()
    begin_waiting(case=case, on="customer", what="", by=ada(), at=minutes(30))
    (told,) = recorded_history(DESK, "roxen", MONDAY, MONDAY + WEEK)
    assert (told.ref, told.priority, told.opened_at) == (case.number, "normal", MONDAY)
    assert told.answered_at == minutes(20)
    assert told.waits == (Waited(minutes(30), None, "customer"),)


def test_what_was_told_comes_out_as_it_did_under_the_same_charter() -> None:
    kept, late = opened(), opened()
    send_reply(case=kept, written=Written(text="Hello."), by=ada(), at=minutes(20))
    send_reply(case=late, written=Written(text="Hello."), by=ada(), at=MONDAY + timedelta(days=3))
    past = recorded_history(DESK, "roxen", MONDAY, MONDAY + WEEK)
    served = charter()
    outcomes = replay(served, past, Cast(served, {}), until=MONDAY + WEEK)
    verdicts = {
        one.ref: [p.verdict for p in one.promises if p.kind == "response"] for one in outcomes
    }
    assert verdicts == {kept.number: ["met"], late.number: ["breached"]}


def test_only_cases_of_the_charter_and_of_the_time_are_told() -> None:
    opened()
    assert recorded_history(DESK, "voxeo", MONDAY, MONDAY + WEEK) == []
    assert recorded_history(DESK, "roxen", MONDAY - WEEK, MONDAY) == []


def test_who_may_see_no_case_is_told_none() -> None:
    opened()
    assert recorded_history(outsider(), "roxen", MONDAY, MONDAY + WEEK) == []
    gone = ada()
    gone.is_active = False
    with pytest.raises(PermissionDenied):
        recorded_history(gone, "roxen", MONDAY, MONDAY + WEEK)


def test_many_cases_cost_two_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(4):
        opened(minutes(number))
    with django_assert_num_queries(2):
        assert len(recorded_history(DESK, "roxen", MONDAY, MONDAY + WEEK)) == 4

"""Who is called if nobody does anything, found by the engine that would call them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from charterdesk.engine.commands import OpenCase
from charterdesk.engine.decide import Decision, decide
from charterdesk.engine.events import PromiseBreached
from charterdesk.engine.explain.unanswered import Call, unanswered
from charterdesk.engine.story.cast import Cast
from tests.engine.drawn_histories import LIBRARY

AT = datetime(2026, 6, 15, 22, tzinfo=UTC)


def opened(name: str, **asked: Any) -> tuple[Decision, tuple[Call, ...]]:
    """A case that is opened late on a Monday, and who is called if nobody does anything."""
    charter = LIBRARY.find(name)
    rota = Cast(charter, {})
    decision = decide(charter, None, OpenCase(**asked), AT, rota)
    return decision, unanswered(charter, decision, rota, AT)


def test_the_steps_of_a_ladder_call_in_their_order() -> None:
    _decision, calls = opened(
        "voxeo", by="desk", channel="phone", priority="critical", contract="production"
    )
    steps = {one.step: one.at - AT for one in calls if one.step and not one.instead}
    assert list(steps) == ["desk", "management", "ceo"]
    assert steps["management"] == timedelta()
    assert timedelta(minutes=20) <= steps["ceo"] <= timedelta(minutes=30)
    assert [one.at for one in calls] == sorted(one.at for one in calls)


def test_a_miss_calls_whom_the_charter_names_and_is_the_end() -> None:
    _decision, calls = opened("roxen", by="customer", channel="voicemail", priority="critical")
    missed = next(one for one in calls if one.about == "breach")
    assert missed.at == AT + timedelta(hours=1) == calls[-1].at
    assert [person for person, _roles in missed.people] == ["engineer", "support-manager"]
    assert missed.place.line > 1


def test_repeats_are_one_call_and_stand_ins_say_that_they_are() -> None:
    _decision, calls = opened("roxen", by="customer", channel="voicemail", priority="critical")
    duty = [one for one in calls if one.about == "opened"]
    assert [one.instead for one in duty] == [False, True]
    assert duty[0].place == duty[1].place


def test_nobody_is_called_where_nothing_is_promised_with_a_time() -> None:
    _decision, calls = opened("roxen", by="customer", channel="mail", priority="low")
    assert calls == ()


@pytest.mark.parametrize("priority", ["critical", "normal", "low"])
def test_a_miss_that_is_past_already_is_the_end(priority: str) -> None:
    contact = AT - timedelta(hours=23)
    decision, calls = opened(
        "roxen", by="customer", channel="voicemail", priority=priority, contact=contact
    )
    missed = any(isinstance(one, PromiseBreached) for one in decision.events)
    assert missed == (priority == "critical")
    assert not missed or all(one.at <= AT for one in calls)

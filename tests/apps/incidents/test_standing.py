"""What became of each call of a ladder: reached by it, by another one, or not at all (R-VOX-8)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from charterdesk.accounts.rights import DESK
from charterdesk.cases.commands import escalate_case
from charterdesk.cases.store import Loaded, decide_on, load
from charterdesk.engine.commands import ConfirmReached, DeEscalate
from charterdesk.engine.events import Told
from charterdesk.incidents.queries.calls import Call
from charterdesk.incidents.queries.standing import standing_in
from charterdesk.notifications.models import Attempt, Notice
from tests.apps.cases.desk_work import voxeo_case
from tests.apps.cast import MONDAY

pytestmark = pytest.mark.django_db
What = Attempt.What


def night() -> Loaded:
    """A ladder that calls Ben since Monday; nothing was sent yet."""
    case = voxeo_case(MONDAY)
    escalate_case(case=case, by=DESK, at=MONDAY, reason="Down")
    return load(case.pk)


def call(loaded: Loaded, *receipts: tuple[str, What], minutes: int = 0) -> Call:
    """A call of the management's step to Ben with these receipts, so long after Monday."""
    at = MONDAY + timedelta(minutes=minutes)
    told = next(
        one
        for one in loaded.state.history
        if isinstance(one, Told) and one.about == "step management" and one.person == "ben"
    )
    said = replace(told, at=at, key=f"run1/management/ben/{minutes}")
    return Call(minutes, said, None, tuple(_attempts(said, at, receipts)))


def _attempts(told: Told, at: datetime, receipts: tuple[tuple[str, What], ...]) -> list[Attempt]:
    notice = Notice(key=told.key)
    return [
        Attempt(notice=notice, number=1, what=what, carrier=carrier, at=at)
        for carrier, what in receipts
    ]


def test_a_call_by_voice_reaches_nobody_before_it_is_answered() -> None:
    loaded = night()
    rings = call(loaded, ("voice", What.ACCEPTED))
    assert standing_in(rings, [rings], loaded.state) == "accepted"
    mailbox = call(loaded, ("voice", What.ACCEPTED), ("voice", What.DELIVERED))
    assert standing_in(mailbox, [mailbox], loaded.state) == "accepted"
    answered = call(loaded, ("voice", What.ACCEPTED), ("voice", What.ANSWERED))
    assert standing_in(answered, [answered], loaded.state) == "reached"


def test_a_repeat_that_rings_in_vain_says_that_another_call_has_reached_them() -> None:
    loaded = night()
    first = call(loaded, ("mail", What.ACCEPTED))
    again = call(loaded, ("voice", What.ACCEPTED), minutes=3)
    calls = [first, again]
    assert [standing_in(one, calls, loaded.state) for one in calls] == ["reached", "elsewhere"]


def test_what_a_person_records_belongs_to_the_call_before_it() -> None:
    loaded = night()
    at = MONDAY + timedelta(minutes=4)
    decide_on(loaded.row.pk, ConfirmReached(who=("ben",)), at)
    state = load(loaded.row.pk).state
    calls = [call(loaded, ("voice", What.ACCEPTED), minutes=n) for n in (0, 3, 6)]
    found = [standing_in(one, calls, state) for one in calls]
    assert found == ["elsewhere", "reached", "elsewhere"]


def test_a_message_that_came_back_has_reached_nobody() -> None:
    loaded = night()
    lost = call(loaded, ("sms", What.ACCEPTED), ("sms", What.LOST))
    assert standing_in(lost, [lost], loaded.state) == "waiting"
    refused = call(loaded, ("sms", What.FOR_GOOD))
    assert standing_in(refused, [refused], loaded.state) == "failed"


def test_what_nobody_has_answered_when_the_ladder_ends_was_not_reached() -> None:
    loaded = night()
    rings = call(loaded, ("voice", What.ACCEPTED))
    end = DeEscalate(by="ben", reason="fixed", customer_agrees=True)
    decide_on(loaded.row.pk, end, MONDAY + timedelta(minutes=5))
    assert standing_in(rings, [rings], load(loaded.row.pk).state) == "failed"

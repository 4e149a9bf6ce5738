"""A rehearsed night is what a lived one comes to: the same steps, calls and answers, in time."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from charterdesk.accounts.rights import DESK
from charterdesk.cases.commands import acknowledge_call, escalate_case
from charterdesk.cases.models import Case
from charterdesk.cases.receipts import next_owed, settle
from charterdesk.cases.store import load
from charterdesk.channels.mail.carriage import PermanentFailure, Receipt
from charterdesk.engine import events as ev
from charterdesk.incidents.rehearsing.people import ways_to_people
from charterdesk.incidents.rehearsing.playing import play
from charterdesk.incidents.rehearsing.values import Doing, Manners, Played, Script
from charterdesk.notifications.delivery import Carriers, claim_next, next_send_at
from charterdesk.notifications.models import Means
from charterdesk.notifications.outcomes import carry
from charterdesk.notifications.routes import MAIL
from charterdesk.oncall.queries import rota_for
from charterdesk.worker.ticking import next_wake, tick_due
from tests.apps.cases.desk_work import voxeo_case
from tests.apps.cast import CLEO_ADDRESS, MONDAY, ben, charter

pytestmark = pytest.mark.django_db
LONG = timedelta(hours=2)
OF_LADDER = (
    ev.LadderStarted, ev.StepFired, ev.StepTaken, ev.PersonReached, ev.Acknowledged, ev.CallPassed,
)  # fmt: skip


@dataclass
class Post:
    """A carrier that takes every mail, or refuses each."""

    refuses: bool = False
    taken: int = field(default=0)

    def send(self, envelope_sender: str, recipients: tuple[str, ...], raw: bytes) -> Receipt:
        """Take one mail, or refuse it for good."""
        if self.refuses:
            raise PermanentFailure("no such person")
        self.taken += 1
        return Receipt("taken")


def script(**changes: object) -> Script:
    """A night under Voxeo's charter from Monday at ten; nobody answers, nothing is fixed."""
    served = charter("voxeo")
    plain = Script(
        charter=served, rota=rota_for(served), ladder="formal", subject="Down", begins_at=MONDAY,
        manners=Manners(), ways=ways_to_people({MAIL}), asker=CLEO_ADDRESS,
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]  # names of its fields


def lived(carrier: Post, case: Case, until: datetime) -> None:
    """What the worker does up to a moment, each thing at its own time."""
    carriers: Carriers = {MAIL: carrier}
    while (due := min(filter(None, (next_wake(), next_send_at())), default=None)) is not None:
        if due > until:
            return
        tick_due(due)
        while (claim := claim_next(carriers, due)) is not None:
            carry(claim, carriers, due)
        while (owed := next_owed()) is not None:
            settle(owed, due)


def steps_of(events: tuple[ev.Event, ...]) -> list[tuple[datetime, str, str]]:
    """What a ladder did: when, what, and to whom or which step."""
    return sorted(
        (one.at, one.kind, str(getattr(one, "step", "") or getattr(one, "who", "")))
        for one in events
        if isinstance(one, OF_LADDER) and one.at <= MONDAY + LONG
    )


def calls_of(events: tuple[ev.Event, ...]) -> list[tuple[datetime, str]]:
    """Who was called when, by the key of each notice."""
    return sorted(
        (one.at, one.key)
        for one in events
        if isinstance(one, ev.Told) and one.key.startswith("run1/") and one.at <= MONDAY + LONG
    )


def history(case: Case) -> tuple[ev.Event, ...]:
    """All that is in the log of a case."""
    return tuple(load(case.pk).state.history)


def same(played: Played, case: Case) -> None:
    """Both nights went alike."""
    assert steps_of(played.events) == steps_of(history(case))
    assert calls_of(played.events) == calls_of(history(case))


def test_where_nobody_answers_it_is_the_night_that_the_worker_makes() -> None:
    case = voxeo_case(MONDAY)
    escalate_case(case=case, by=DESK, at=MONDAY, reason="Down")
    lived(Post(), case, MONDAY + LONG)
    played = play(script())
    assert any(one[1] == "step_reached" for one in steps_of(played.events))
    same(played, case)


def test_where_every_mail_is_refused_nobody_is_reached_in_either() -> None:
    case = voxeo_case(MONDAY)
    escalate_case(case=case, by=DESK, at=MONDAY, reason="Down")
    lived(Post(refuses=True), case, MONDAY + timedelta(minutes=40))
    played = play(script(manners=Manners(failing=frozenset({MAIL}))))
    assert not any(isinstance(one, ev.PersonReached) for one in played.events)
    same(played, case)


def test_an_answer_ends_the_calling_of_that_person_in_both() -> None:
    case = voxeo_case(MONDAY)
    escalate_case(case=case, by=DESK, at=MONDAY, reason="Down")
    answered = MONDAY + timedelta(minutes=2)
    lived(Post(), case, answered - timedelta(seconds=1))
    acknowledge_call(case=case, who=("ben",), by=ben(), at=answered)
    lived(Post(), case, MONDAY + LONG)
    same(play(script(doings=(Doing(answered, "have", "ben"),))), case)


def test_a_call_by_voice_reaches_only_who_picks_up_and_mail_comes_a_minute_later() -> None:
    charter("voxeo")
    voxeo_case(MONDAY)
    for place, kind in enumerate(("voice", "mail")):
        Means.objects.create(
            person=ben(), kind=kind, address="x", urgent_after=timedelta(), position=place,
            made_at=MONDAY,
        )  # fmt: skip
    played = play(script(ways=ways_to_people({"voice", "mail"})))
    first = next(one for one in played.receipts if one.means == "voice")
    mails = [one.at for one in played.receipts if one.key == first.key and one.means == "mail"]
    assert mails == [first.at + timedelta(minutes=1)]
    picked = play(
        script(ways=ways_to_people({"voice", "mail"}), manners=Manners(answering="first"))
    )
    assert any(one.what == "answered" for one in picked.receipts)


def test_what_is_fixed_ends_the_ladder_and_everybody_reached_gets_the_all_clear() -> None:
    voxeo_case(MONDAY)
    played = play(script(manners=Manners(fixed_after=timedelta(minutes=15))))
    ended = next(one for one in played.events if isinstance(one, ev.LadderEnded))
    assert ended.at == MONDAY + timedelta(minutes=15)
    assert any(isinstance(one, ev.Told) and one.about == "all-clear" for one in played.events)
    assert played.over_at > ended.at


@pytest.mark.parametrize("name", ["roxen", "bicom", "voxeo", "handsfree"])
def test_every_shipped_ladder_can_be_rehearsed_and_ends(name: str) -> None:
    voxeo_case(MONDAY)
    served = charter(name)
    for ladder in served.ladders:
        night = script(
            charter=served, rota=rota_for(served), ladder=ladder,
            manners=Manners(fixed_after=timedelta(hours=2)),
        )  # fmt: skip
        played = play(night)
        assert played.refused is None, played.refused
        assert any(isinstance(one, ev.LadderEnded) for one in played.events)

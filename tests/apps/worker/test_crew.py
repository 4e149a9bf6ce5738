"""The crew: many at once, nobody held up by a carrier that hangs, nothing sent twice."""

import threading
from datetime import timedelta

import pytest

from charterdesk.channels.mail.carriage import Receipt, TemporaryFailure
from charterdesk.channels.short import ShortMessage
from charterdesk.kit.wallclock import now
from charterdesk.notifications import outcomes
from charterdesk.notifications.delivery import Carriers
from charterdesk.notifications.models import Attempt, Notice
from charterdesk.worker import crew as crew_module
from charterdesk.worker.crew import LEFT_ALONE, Crew, Silence
from tests.apps.cast import MONDAY, ada

pytestmark = pytest.mark.django_db(transaction=True)
COUNT = 40


class Waiting:
    """A carrier in which everybody waits for the others: it only ends if all are there at once."""

    def __init__(self, together: int) -> None:
        self.gate = threading.Barrier(together, timeout=20)
        self.keys: list[str] = []

    def bring(self, message: ShortMessage) -> Receipt:
        self.gate.wait()
        self.keys.append(message.key)
        return Receipt("202 taken")


class Silent:
    """A carrier that gives no answer; it counts how often it was asked."""

    asked = 0

    def bring(self, message: ShortMessage) -> Receipt:
        self.asked += 1
        raise TemporaryFailure("The gateway took longer than 10 seconds.")


class Taking:
    """A carrier that takes everything."""

    def __init__(self) -> None:
        self.keys: list[str] = []

    def bring(self, message: ShortMessage) -> Receipt:
        self.keys.append(message.key)
        return Receipt("202 taken")


@pytest.fixture
def owed() -> None:
    """Urgent notices by phone, else by text, all due now."""
    person = ada()
    Notice.objects.bulk_create(
        Notice(
            scope="RX1", key=f"{n}", kind=Notice.Kind.NOTICE, about="warning", person=person,
            address=person.email, means=["phone", "sms"], text="Soon.", words={}, urgent=True,
            message_id=f"{n}@x.example", due_at=MONDAY, queued_at=now(), send_at=MONDAY,
        )
        for n in range(COUNT)
    )  # fmt: skip


def work(crew: Crew) -> None:
    while crew.step(now() + timedelta(seconds=1)):
        pass
    crew.close()


def made(carriers: Carriers, senders: int = 8) -> Crew:
    return Crew(senders, lambda: carriers)


def test_so_many_are_carried_at_once_and_each_once(owed: None) -> None:
    together = Waiting(8)
    work(made({"voice": together}))
    assert sorted(together.keys) == sorted(f"RX1/{n}" for n in range(COUNT))
    assert Notice.objects.filter(state="sent", carried_by="voice").count() == COUNT
    assert Attempt.objects.filter(what="accepted").count() == COUNT


def test_a_carrier_without_an_answer_is_left_alone_and_the_next_means_goes_at_once(
    owed: None,
) -> None:
    silent, taking = Silent(), Taking()
    work(made({"voice": silent, "sms": taking}, senders=2))
    assert len(taking.keys) == COUNT
    assert silent.asked < COUNT / 2
    waited = Attempt.objects.filter(carrier="voice", answer__contains="a moment ago").count()
    assert waited + silent.asked == COUNT


def test_silence_ends_and_one_more_failure_begins_it_again() -> None:
    silence, way, gone = Silence(), ("sms", ""), TemporaryFailure("no answer")
    for _ in range(3):
        silence.note(way, gone, MONDAY)
    assert silence.holds(way, MONDAY)
    assert not silence.holds(way, MONDAY + LEFT_ALONE)
    silence.note(way, gone, MONDAY + LEFT_ALONE)
    assert silence.holds(way, MONDAY + LEFT_ALONE)
    silence.note(way, Receipt("200"), MONDAY + 2 * LEFT_ALONE)
    silence.note(way, gone, MONDAY + 2 * LEFT_ALONE)
    assert not silence.holds(way, MONDAY + 2 * LEFT_ALONE)


def test_an_answer_of_no_is_an_answer() -> None:
    silence = Silence()
    for _ in range(9):
        silence.note(("sms", ""), TemporaryFailure("503", code=503), MONDAY)
    assert not silence.holds(("sms", ""), MONDAY)


def test_one_outcome_that_can_not_be_written_does_not_hold_up_the_others(
    owed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(found: list[outcomes.Outcome]) -> None:
        if any(one.claim.notice.key == "7" for one in found):
            raise ValueError("out of order")
        outcomes.write(found)

    monkeypatch.setattr(crew_module, "write", faulty)
    work(made({"sms": Taking()}))
    assert Notice.objects.filter(state="sent").count() == COUNT - 1
    assert Notice.objects.get(key="7").state == "sending"

"""The outbox: one claim at a time, retries with patience, dead letters, never a second answer."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from charterdesk.accounts.models import Person
from charterdesk.channels.mail.carriage import (
    PermanentFailure,
    Receipt,
    Refusal,
    TemporaryFailure,
)
from charterdesk.notifications.commands import send_again
from charterdesk.notifications.delivery import LEASE, Claim, claim_next, next_send_at
from charterdesk.notifications.models import Attempt, Notice
from charterdesk.notifications.outcomes import carry
from tests.apps.cases.desk_work import opened
from tests.apps.cast import MONDAY, ada

pytestmark = pytest.mark.django_db


@dataclass
class Letterbox:
    """A carrier that keeps what it takes, or fails as it is told to."""

    taken: list[bytes] = field(default_factory=list)
    fail: Callable[[], Receipt] | None = None

    def send(self, envelope_sender: str, recipients: Sequence[str], raw: bytes) -> Receipt:
        if self.fail:
            return self.fail()
        self.taken.append(raw)
        return Receipt("250 taken")


def owed(key: str = "one", *, to: Person | None = None, **columns: object) -> Notice:
    """A notice that is due now."""
    values: dict[str, object] = {
        "scope": "RX1", "key": key, "kind": Notice.Kind.NOTICE, "about": "warning",
        "address": "ada@desk.example", "sender": "support@roxen.example", "text": "Soon.",
        "words": {"case": "RX1"}, "message_id": f"{key}@roxen.example", "due_at": MONDAY,
        "queued_at": MONDAY, "send_at": MONDAY, "person": to,
    }  # fmt: skip
    return Notice.objects.create(**{**values, **columns})


def claimed(box: Letterbox, at: datetime = MONDAY) -> Claim:
    claim = claim_next({"mail": box}, at)
    assert claim is not None
    return claim


def deliver(box: Letterbox, at: datetime = MONDAY) -> Notice:
    claim = claimed(box, at)
    carry(claim, {"mail": box}, at)
    return Notice.objects.get(pk=claim.notice.pk)


@contextmanager
def failing(box: Letterbox, failure: Exception) -> Iterator[None]:
    def fail() -> Receipt:
        raise failure

    box.fail = fail
    yield
    box.fail = None


def test_a_notice_is_taken_once_and_says_when_and_by_whom() -> None:
    owed()
    box = Letterbox()
    notice = deliver(box)
    assert (notice.state, notice.sent_at, notice.carried_by) == ("sent", MONDAY, "mail")
    assert len(box.taken) == 1
    assert claim_next({"mail": box}, MONDAY + timedelta(days=9)) is None
    assert [a.what for a in notice.attempts.order_by("pk")] == ["begun", "accepted"]


def test_what_is_claimed_is_nobody_elses_until_the_lease_ends() -> None:
    owed()
    box = Letterbox()
    claimed(box)
    assert claim_next({"mail": box}, MONDAY + LEASE - timedelta(seconds=1)) is None
    again = claimed(box, MONDAY + LEASE)
    assert again.again


def test_a_second_delivery_has_the_same_message_id_and_is_marked() -> None:
    owed()
    box = Letterbox()
    carry(claimed(box), {"mail": box}, MONDAY)
    Notice.objects.update(state="sending", send_at=MONDAY)
    carry(claimed(box, MONDAY + LEASE), {"mail": box}, MONDAY)
    first, second = box.taken
    names = [line for line in first.splitlines() if line.startswith(b"Message-ID")]
    assert names == [line for line in second.splitlines() if line.startswith(b"Message-ID")]
    assert b"reached you before" not in first
    assert b"reached you before" in second.replace(b"=\r\n", b"")


def test_a_worker_that_lost_its_lease_does_not_undo_the_newer_answer() -> None:
    owed()
    box = Letterbox()
    slow = claimed(box)
    quick = claimed(box, MONDAY + LEASE)
    carry(quick, {"mail": box}, MONDAY + LEASE)
    with failing(box, PermanentFailure("550 no")):
        carry(slow, {"mail": box}, MONDAY + LEASE)
    notice = Notice.objects.get()
    assert notice.state == "sent"
    assert Attempt.objects.filter(what="refused for good").count() == 1


def test_a_temporary_failure_waits_twice_as_long_each_time() -> None:
    owed()
    box = Letterbox()
    at, waits = MONDAY, []
    with failing(box, TemporaryFailure("451 later")):
        for _ in range(4):
            notice = deliver(box, at)
            waits.append(int((notice.send_at - at).total_seconds()))
            at = notice.send_at
    assert waits == [30, 60, 120, 240]
    assert (notice.state, notice.trouble) == ("failed", "451 later")
    assert deliver(box, at).state == "sent"


def test_an_urgent_notice_is_tried_again_within_a_minute_for_ever() -> None:
    owed(urgent=True)
    box = Letterbox()
    at = MONDAY
    with failing(box, TemporaryFailure("451 later")):
        for _ in range(20):
            notice = deliver(box, at)
            assert notice.send_at - at <= timedelta(minutes=1)
            at = notice.send_at


def test_patience_ends_in_a_dead_letter() -> None:
    owed()
    box = Letterbox()
    with failing(box, TemporaryFailure("451 later")):
        notice = deliver(box, MONDAY + timedelta(days=3))
    assert (notice.state, notice.owed) == ("dead", "")


def test_a_permanent_failure_is_a_dead_letter_at_once_and_can_be_sent_again() -> None:
    owed()
    box = Letterbox()
    with failing(box, PermanentFailure("550 no such user")):
        notice = deliver(box)
    assert (notice.state, notice.trouble) == ("dead", "550 no such user")
    case = opened()
    Notice.objects.filter(case=case).delete()
    Notice.objects.update(case=case)
    assert send_again(case=case.number, at=MONDAY) == 1
    assert send_again(case=case.number, at=MONDAY) == 0
    assert deliver(box).state == "sent"


def test_an_address_that_can_not_be_written_is_a_dead_letter_with_its_reason() -> None:
    owed(address="no address at all")
    notice = deliver(Letterbox())
    assert notice.state == "dead"
    assert "no address" in notice.trouble


def test_a_recipient_that_was_refused_among_others_is_shown() -> None:
    owed()
    box = Letterbox()
    refused = Receipt("250 ok", (Refusal("x@y.example", 550, "gone"),))
    box.fail = lambda: refused
    assert deliver(box).trouble == "x@y.example: 550 gone"


def test_urgent_notices_go_before_older_ones() -> None:
    owed("old", send_at=MONDAY - timedelta(hours=1))
    owed("urgent", urgent=True)
    assert claimed(Letterbox()).notice.key == "urgent"


def test_nothing_is_sent_before_its_time() -> None:
    owed(send_at=MONDAY + timedelta(minutes=1))
    assert claim_next({"mail": Letterbox()}, MONDAY) is None
    assert next_send_at() == MONDAY + timedelta(minutes=1)


def test_an_empty_outbox_has_no_next_moment() -> None:
    owed(state="sent")
    owed("two", state="withheld")
    owed("three", state="dead")
    assert next_send_at() is None


def test_a_ladders_call_owes_the_case_that_the_person_was_reached() -> None:
    owed(to=ada(), about="step management", urgent=True)
    assert deliver(Letterbox()).owed == "reached"


def test_means_that_no_carrier_has_go_by_mail() -> None:
    owed(means=["phone", "sms"])
    assert deliver(Letterbox()).carried_by == "mail"

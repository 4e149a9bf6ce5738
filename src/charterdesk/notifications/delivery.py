"""Delivering the outbox: claim notices under a lease, hand them to carriers, write the answers.

At least once, under one key: a worker that dies in between leaves an attempt without an answer,
and after the lease another worker sends it again, marked. A way that fails gives the next one its
turn at once; a refusal for good on all of them makes a dead letter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

from django.db import transaction
from django.db.models import F, QuerySet

from charterdesk.channels.mail.carriage import PermanentFailure, Receipt, TemporaryFailure
from charterdesk.channels.short import ShortMessage
from charterdesk.notifications.models import Attempt, Means, Notice
from charterdesk.notifications.rendering import Letter, letter_of
from charterdesk.notifications.routes import MAIL, Way, means_of, route_of
from charterdesk.notifications.shortening import short_of

LEASE = timedelta(seconds=90)
TO_SEND = (Notice.State.QUEUED, Notice.State.FAILED, Notice.State.SENDING)


@runtime_checkable
class Carrier(Protocol):
    """A way out for mail. Raises TemporaryFailure or PermanentFailure with the server's words."""

    def send(self, envelope_sender: str, recipients: tuple[str, ...], raw: bytes) -> Receipt:
        """Hand over one mail; on return the carrier has taken it."""
        ...


@runtime_checkable
class Messenger(Protocol):
    """A way out for short messages; raises as a Carrier does."""

    def bring(self, message: ShortMessage) -> Receipt:
        """Hand over one message; on return the carrier has taken it."""
        ...


Carriers = Mapping[str, Carrier | Messenger]
Parcel = Letter | ShortMessage


@dataclass(frozen=True, slots=True)
class Claim:
    """A notice that is ours to send until its lease ends. `again`: it may have gone out before.

    `route` are all the ways to the person, of which `turn` is the one to take now.
    """

    notice: Notice
    route: tuple[Way, ...]
    turn: int
    again: bool

    @property
    def way(self) -> Way:
        """The way that is taken now."""
        return self.route[self.turn]

    def next_turn(self) -> int | None:
        """The next way that has not refused for good; None after the last."""
        return _first_open(self.route, self.turn + 1, self.notice.given_up)


def claim_next(carriers: Carriers, at: datetime) -> Claim | None:
    """The next notice to send at `at`, urgent ones first; None when nothing is due."""
    return next(iter(claim_due(carriers, at, most=1)), None)


def claim_due(carriers: Carriers, at: datetime, *, most: int) -> list[Claim]:
    """Up to `most` notices to send at `at` in one transaction, urgent ones first."""
    for urgent in (True, False):
        if not _due(urgent, at).exists():
            # An idle outbox is looked at without taking a lock.
            continue
        with transaction.atomic():
            due = _due(urgent, at).select_related("person", "follows", "case", "reply__person")
            notices = list(due.select_for_update(skip_locked=True, of=("self",))[:most])
            if notices:
                return _claimed(notices, carriers, at)
    return []


def next_send_at() -> datetime | None:
    """When the next notice may be sent; None for an empty outbox."""
    firsts = [
        Notice.objects.filter(state__in=TO_SEND, urgent=urgent)
        .order_by("send_at", "id")
        .values_list("send_at", flat=True)
        .first()
        for urgent in (True, False)
    ]
    return min((at for at in firsts if at is not None), default=None)


def parcel_of(claim: Claim) -> Parcel:
    """What the carrier of the claim's way is handed.

    Raises PermanentFailure for an address that nothing can be sent to, TemporaryFailure for a
    file that can't be read now.
    """
    try:
        if claim.way.kind == MAIL:
            return letter_of(claim.notice, to=claim.way.address, again=claim.again)
        return short_of(claim.notice, claim.way, again=claim.again)
    except ValueError as fault:
        raise PermanentFailure(str(fault)) from fault
    except OSError as fault:
        reason = f"A file of the message can't be read: {fault.strerror}."
        raise TemporaryFailure(reason) from fault


def hand_over(parcel: Parcel, kind: str, carriers: Carriers) -> Receipt:
    """Let the carrier of that kind take it; touches no row, so that any thread may do it.

    Raises TemporaryFailure or PermanentFailure with the carrier's words.
    """
    match parcel, carriers.get(kind):
        case Letter(), Carrier() as carrier:
            return carrier.send(parcel.envelope_sender, parcel.recipients, parcel.raw)
        case ShortMessage(), Messenger() as messenger:
            return messenger.bring(parcel)
        case _:
            raise PermanentFailure(f"Nothing is set up at this desk for {kind}.")


def _due(urgent: bool, at: datetime) -> QuerySet[Notice]:
    due = Notice.objects.filter(state__in=TO_SEND, urgent=urgent, send_at__lte=at)
    return due.order_by("send_at", "id")


def _claimed(notices: list[Notice], carriers: Carriers, at: datetime) -> list[Claim]:
    own = means_of({one.person_id for one in notices if one.person_id is not None})
    claims = [_claim(one, own.get(one.person_id or 0, []), carriers) for one in notices]
    Notice.objects.filter(pk__in=[one.pk for one in notices]).update(
        state=Notice.State.SENDING, send_at=at + LEASE, fence=F("fence") + 1,
        attempts_made=F("attempts_made") + 1,
    )  # fmt: skip
    for claim in claims:
        _mark_claimed(claim, at)
    begun = Attempt.What.BEGUN
    Attempt.objects.bulk_create(
        Attempt(
            notice=one.notice, number=one.notice.attempts_made, what=begun, carrier=one.way.kind,
            at=at,
        )
        for one in claims
    )  # fmt: skip
    return claims


def _mark_claimed(claim: Claim, at: datetime) -> None:
    """The same on the value in hand; the way that is taken is stored only where it changed."""
    notice = claim.notice
    if notice.turn != claim.turn:
        Notice.objects.filter(pk=notice.pk).update(turn=claim.turn)
    notice.state, notice.send_at, notice.turn = Notice.State.SENDING, at + LEASE, claim.turn
    notice.fence += 1
    notice.attempts_made += 1


def _claim(notice: Notice, own: list[Means], carriers: Carriers) -> Claim:
    route = route_of(notice, own, carriers.keys())
    turn = _first_open(route, min(notice.turn, len(route) - 1), notice.given_up)
    again = notice.state == Notice.State.SENDING
    # A person may have fewer means by now than when the last one failed.
    return Claim(notice, route, turn if turn is not None else 0, again)


def _first_open(route: tuple[Way, ...], since: int, given_up: list[str]) -> int | None:
    return next((n for n in range(since, len(route)) if route[n].id not in given_up), None)

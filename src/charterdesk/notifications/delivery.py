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
from django.db.models import QuerySet

from charterdesk.channels.mail.carriage import PermanentFailure, Receipt, TemporaryFailure
from charterdesk.channels.short import ShortMessage
from charterdesk.notifications.models import Attempt, Means, Notice
from charterdesk.notifications.rendering import letter_of
from charterdesk.notifications.routes import Way, means_of, route_of
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
            due = _due(urgent, at).select_related("person", "follows")
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


def hand_over(claim: Claim, carriers: Carriers) -> Receipt:
    """Send what was claimed over its way; touches no row that others write.

    Raises TemporaryFailure or PermanentFailure with the carrier's words.
    """
    notice, way = claim.notice, claim.way
    carrier = carriers.get(way.kind)
    try:
        if isinstance(carrier, Carrier):
            letter = letter_of(notice, to=way.address, again=claim.again)
            return carrier.send(letter.envelope_sender, letter.recipients, letter.raw)
        if isinstance(carrier, Messenger):
            return carrier.bring(short_of(notice, way, again=claim.again))
    except ValueError as fault:
        raise PermanentFailure(str(fault)) from fault
    except OSError as fault:
        reason = f"A file of the message can't be read: {fault.strerror}."
        raise TemporaryFailure(reason) from fault
    raise PermanentFailure(f"Nothing is set up at this desk for {way.kind}.")


def _due(urgent: bool, at: datetime) -> QuerySet[Notice]:
    due = Notice.objects.filter(state__in=TO_SEND, urgent=urgent, send_at__lte=at)
    return due.order_by("send_at", "id")


def _claimed(notices: list[Notice], carriers: Carriers, at: datetime) -> list[Claim]:
    own = means_of({one.person_id for one in notices if one.person_id is not None})
    claims = [_claim(one, own.get(one.person_id or 0, []), carriers) for one in notices]
    for claim in claims:
        notice = claim.notice
        notice.state, notice.send_at = Notice.State.SENDING, at + LEASE
        notice.fence += 1
        notice.attempts_made += 1
        notice.turn = claim.turn
    columns = ["state", "send_at", "fence", "attempts_made", "turn"]
    if len(notices) == 1:
        notices[0].save(update_fields=columns)
    else:
        Notice.objects.bulk_update(notices, columns)
    begun = Attempt.What.BEGUN
    Attempt.objects.bulk_create(
        Attempt(
            notice=one.notice, number=one.notice.attempts_made, what=begun, carrier=one.way.kind,
            at=at,
        )
        for one in claims
    )  # fmt: skip
    return claims


def _claim(notice: Notice, own: list[Means], carriers: Carriers) -> Claim:
    route = route_of(notice, own, carriers.keys())
    turn = _first_open(route, min(notice.turn, len(route) - 1), notice.given_up)
    again = notice.state == Notice.State.SENDING
    # A person may have fewer means by now than when the last one failed.
    return Claim(notice, route, turn if turn is not None else 0, again)


def _first_open(route: tuple[Way, ...], since: int, given_up: list[str]) -> int | None:
    return next((n for n in range(since, len(route)) if route[n].id not in given_up), None)

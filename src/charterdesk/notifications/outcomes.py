"""What became of a claimed notice, written down: the attempt always, the notice only while its
lease was ours, and in the same transaction the turn of the next way.

An accepted call counts as reached (R-VOX-8), one by voice only when it is answered; a ladder's
call goes on along the person's own delays until somebody says that they have it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from charterdesk.channels.mail.carriage import (
    PermanentFailure,
    Receipt,
    SendingFailed,
)
from charterdesk.engine.ladder import calling_step
from charterdesk.notifications.delivery import Carriers, Claim, hand_over, parcel_of
from charterdesk.notifications.models import Attempt, Notice
from charterdesk.notifications.naming import message_id_of
from charterdesk.notifications.routes import TEST, VOICE

# How long a call may ring, and its report may take, before the next means has its turn.
RINGS = timedelta(minutes=1)
# A word of a notice that is there only for the case that nobody picks up.
UNLESS_ANSWERED = "unless_answered"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a claim came to: a receipt, or why there is none."""

    claim: Claim
    said: Receipt | SendingFailed
    at: datetime


def carry(claim: Claim, carriers: Carriers, at: datetime) -> bool:
    """Send what was claimed and write down what became of it; True where a carrier took it."""
    said = said_to(claim, carriers)
    write([Outcome(claim, said, at)])
    return isinstance(said, Receipt)


def said_to(claim: Claim, carriers: Carriers) -> Receipt | SendingFailed:
    """What the carrier says to a claim."""
    try:
        return hand_over(parcel_of(claim), claim.way.kind, carriers)
    except SendingFailed as failure:
        return failure


@transaction.atomic
def write(outcomes: Iterable[Outcome]) -> None:
    """Write down these outcomes in one transaction."""
    taken: list[Outcome] = []
    for one in outcomes:
        match one.said:
            case Receipt():
                taken.append(one)
            case PermanentFailure():
                _refuse(one.claim, str(one.said), one.at)
            case failure:
                put_back(one.claim, str(failure), one.at)
    _accept(taken)


def put_back(claim: Claim, reason: str, at: datetime) -> None:
    """Not taken for now: the next way at once; after the last it waits, twice as long each time.

    It is dead after its patience.
    """
    turn, wait = claim.next_turn(), timedelta()
    if turn is None:
        wait, patience = _patience(claim)
        turn = 0
        if at - claim.notice.queued_at >= patience:
            _bury(claim, reason, at)
            return
    _finish(
        claim, Attempt.What.FOR_NOW, reason, at, state=Notice.State.FAILED, send_at=at + wait,
        trouble=reason, turn=turn,
    )  # fmt: skip


def withhold(claim: Claim, reason: str) -> None:
    """Nobody need be told any more; nothing was sent."""
    notice = claim.notice
    mine = Notice.objects.filter(pk=notice.pk, fence=notice.fence, state=Notice.State.SENDING)
    mine.update(state=Notice.State.WITHHELD, trouble=reason)


def is_call(notice: Notice) -> bool:
    """Whether it is a ladder's call to a person, whose reaching is owed to the step (L2)."""
    return notice.person_id is not None and bool(calling_step(notice.about))


def is_later(notice: Notice) -> bool:
    """Whether it goes on with a call, or asks again, so that an answer may have come before it."""
    return notice.follows_id is not None or bool(notice.words.get("minutes"))


def _accept(outcomes: Sequence[Outcome]) -> None:
    """Carriers took these: three statements for all that are alike, and the turn of the next."""
    Attempt.objects.bulk_create(
        _attempt(one.claim, Attempt.What.ACCEPTED, _words(one), one.at) for one in outcomes
    )
    ours = Notice.objects.select_for_update().filter(
        pk__in=[one.claim.notice.pk for one in outcomes], state=Notice.State.SENDING
    )
    fences = dict(ours.order_by("pk").values_list("pk", "fence")) if outcomes else {}
    mine = [one for one in outcomes if fences.get(one.claim.notice.pk) == one.claim.notice.fence]
    alike: dict[tuple[str, str, str, datetime], list[int]] = defaultdict(list)
    for one in mine:
        kind, owed = one.claim.way.kind, _owed(one.claim)
        alike[kind, owed, _not_taken(one), one.at].append(one.claim.notice.pk)
    for (kind, owed, trouble, at), notices in alike.items():
        Notice.objects.filter(pk__in=notices).update(
            state=Notice.State.SENT, sent_at=at, carried_by=kind, trouble=trouble, owed=owed
        )
    for one in mine:
        _go_on(one.claim, one.at)


def _owed(claim: Claim) -> str:
    """Whether the case must hear of it; by voice nobody is reached before it is answered."""
    reached = is_call(claim.notice) and claim.way.kind != VOICE
    return Notice.Owed.REACHED if reached else Notice.Owed.NOTHING


def _words(outcome: Outcome) -> str:
    return outcome.said.words if isinstance(outcome.said, Receipt) else str(outcome.said)


def _not_taken(outcome: Outcome) -> str:
    """The recipients that were refused among others, with the server's words."""
    refused = outcome.said.refused
    return "; ".join(f"{one.recipient}: {one.code} {one.words}" for one in refused)


def _refuse(claim: Claim, reason: str, at: datetime) -> None:
    """Not taken for good: this way is given up, and the next has its turn."""
    notice, given_up = claim.notice, [*claim.notice.given_up, claim.way.id]
    still_open = [n for n, way in enumerate(claim.route) if way.id not in given_up]
    if not still_open:
        _bury(claim, reason, at)
        return
    later = [n for n in still_open if n > claim.turn]
    wait = timedelta() if later else _patience(claim)[0]
    _finish(
        claim, Attempt.What.FOR_GOOD, reason, at, state=Notice.State.FAILED, send_at=at + wait,
        trouble=reason, turn=(later or still_open)[0], given_up=given_up,
    )  # fmt: skip
    notice.given_up = given_up


def _bury(claim: Claim, reason: str, at: datetime) -> None:
    """No way is left. A reply that never went out is undelivered for the case (2.6 C)."""
    owed = Notice.Owed.BOUNCED if claim.notice.reply_id else Notice.Owed.NOTHING
    _finish(
        claim, Attempt.What.FOR_GOOD, reason, at, state=Notice.State.DEAD, trouble=reason,
        owed=owed, given_up=[], turn=0,
    )  # fmt: skip


def _go_on(claim: Claim, at: datetime) -> None:
    """The next way gets a notice of its own where this one may not be enough."""
    notice, turn = claim.notice, claim.next_turn()
    if turn is None or notice.about == TEST:
        return
    after = claim.route[turn].after
    rings = claim.way.kind == VOICE
    if not rings and (after is None or not is_call(notice)):
        return
    root = notice.follows or notice
    due = max(root.queued_at + (after or timedelta()), at + (RINGS if rings else timedelta()))
    # A worker that died after this row was made makes it once more.
    follower = _follower(root, turn, due, at)
    follower.words = {**root.words, UNLESS_ANSWERED: after is None}
    Notice.objects.bulk_create([follower], ignore_conflicts=True)


def _follower(root: Notice, turn: int, due: datetime, at: datetime) -> Notice:
    key = f"{root.key}/way {turn + 1}"
    same = {
        name: getattr(root, name)
        for name in (
            "scope", "case", "kind", "person", "address", "language", "zone", "about", "means",
            "sender", "text", "in_reply_to", "references", "urgent", "late", "due_at",
        )
    }  # fmt: skip
    return Notice(
        **same, key=key, follows=root, turn=turn, queued_at=at, send_at=due,
        message_id=message_id_of(root.scope, key, root.sender),
    )  # fmt: skip


def _patience(claim: Claim) -> tuple[timedelta, timedelta]:
    """How long to wait after so many rounds over all ways, and when to give up; a test at once."""
    if claim.notice.about == TEST:
        return timedelta(), timedelta()
    rounds = -(-claim.notice.attempts_made // len(claim.route))
    doubled = 2 ** min(rounds - 1, 12)
    if claim.notice.urgent:
        return min(timedelta(seconds=5) * doubled, timedelta(minutes=1)), timedelta(days=1)
    return min(timedelta(seconds=30) * doubled, timedelta(hours=1)), timedelta(days=3)


@transaction.atomic
def _finish(claim: Claim, what: Attempt.What, answer: str, at: datetime, **columns: object) -> bool:
    """The attempt is always written down; the notice only while the lease was ours."""
    notice = claim.notice
    _attempt(claim, what, answer, at).save()
    mine = Notice.objects.filter(pk=notice.pk, fence=notice.fence, state=Notice.State.SENDING)
    return bool(mine.update(**columns))


def _attempt(claim: Claim, what: Attempt.What, answer: str, at: datetime) -> Attempt:
    return Attempt(
        notice=claim.notice, number=claim.notice.attempts_made, what=what,
        carrier=claim.way.kind, answer=answer, at=at,
    )  # fmt: skip

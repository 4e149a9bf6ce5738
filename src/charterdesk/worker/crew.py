"""Many notices at once: one loop claims and writes, several threads wait for carriers.

Only the loop touches the database, in few transactions. A way whose carrier does not answer is
left alone for a while, so that it holds up neither its own next means nor anybody else's.
"""

import logging
import threading
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from charterdesk.cases.receipts import no_longer_wanted
from charterdesk.channels.mail.carriage import Receipt, SendingFailed, TemporaryFailure
from charterdesk.kit.wallclock import now
from charterdesk.notifications.delivery import (
    Carriers,
    Claim,
    Parcel,
    claim_due,
    hand_over,
    parcel_of,
)
from charterdesk.notifications.outcomes import Outcome, is_later, withhold, write
from charterdesk.worker.ticking import GONE

Way = tuple[str, str]
FAILURES = 3
LEFT_ALONE = timedelta(seconds=30)
AT_ONCE = 100
# How long the loop waits for carriers where it can't do anything else.
GLANCE = 0.05

log = logging.getLogger(__name__)


class LeftAlone(TemporaryFailure):
    """The carrier was not asked, as it gave others no answer a moment ago."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"{kind} has not answered a moment ago.")


@dataclass
class Silence:
    """The ways whose carriers gave no answer several times in a row, and until when they rest.

    Senders note in their own threads.
    """

    failures: dict[Way, int] = field(default_factory=lambda: defaultdict(int))
    until: dict[Way, datetime] = field(default_factory=dict)
    _one: threading.Lock = field(default_factory=threading.Lock)

    def note(self, way: Way, said: Receipt | SendingFailed, at: datetime) -> None:
        """What a carrier said; after a rest one more failure is enough."""
        with self._one:
            self._note(way, said, at)

    def _note(self, way: Way, said: Receipt | SendingFailed, at: datetime) -> None:
        if not isinstance(said, TemporaryFailure) or said.code:
            self.failures.pop(way, None)
            return
        self.failures[way] += 1
        if self.failures[way] >= FAILURES:
            self.until[way] = at + LEFT_ALONE
            self.failures[way] = FAILURES - 1

    def holds(self, way: Way, at: datetime) -> bool:
        """Whether the way is left alone now."""
        return self.until.get(way, at) > at

    def doubts(self, way: Way) -> bool:
        """Whether one more failure is enough, so that one message must do for a trial."""
        return self.failures.get(way, 0) >= FAILURES - 1


@dataclass(frozen=True, slots=True)
class Carried:
    """A claim that is on its way."""

    claim: Claim
    said: "Future[Receipt | SendingFailed]"


class Crew:
    """So many senders, each with carriers of its own."""

    def __init__(self, senders: int, make_carriers: Callable[[], Carriers]) -> None:
        self._carriers = make_carriers()
        self._make_carriers = make_carriers
        self._own = threading.local()
        self._pool = ThreadPoolExecutor(senders, thread_name_prefix="sender")
        # Enough that no sender waits while the loop writes, few enough for their lease.
        self._most = senders * 4
        self._silence = Silence()
        self._under_way: list[Carried] = []
        self._unwritten: list[Outcome] = []

    def step(self, at: datetime) -> bool:
        """Write what carriers have said, send what is due; False where there is nothing to do."""
        self._gather()
        room = self._most - len(self._under_way)
        # Many at a time, as each round costs the same few statements; no sender waits meanwhile.
        enough = room >= self._most // 2
        claims = claim_due(self._carriers, at, most=min(room, AT_ONCE)) if enough else []
        for claim in claims:
            self._begin(claim, now())
        if not claims and self._under_way:
            wait([one.said for one in self._under_way], GLANCE)
        return bool(claims or self._under_way or self._unwritten)

    def close(self) -> None:
        """What has begun is brought to its end."""
        self._pool.shutdown(wait=True)
        self._gather()

    def _begin(self, claim: Claim, at: datetime) -> None:
        try:
            reason = no_longer_wanted(claim.notice) if is_later(claim.notice) else ""
            if reason:
                withhold(claim, reason)
                return
            if self._silence.holds(_way(claim), at) or self._is_tried(_way(claim)):
                raise LeftAlone(claim.way.kind)
            parcel = parcel_of(claim)
        except SendingFailed as failure:
            self._unwritten.append(Outcome(claim, failure, at))
            return
        except Exception as fault:
            log.exception("Notice %s could not be prepared", claim.notice)
            self._unwritten.append(Outcome(claim, _broken(fault), at))
            return
        self._under_way.append(Carried(claim, self._pool.submit(self._hand_over, claim, parcel)))

    def _hand_over(self, claim: Claim, parcel: Parcel) -> Receipt | SendingFailed:
        """In a sender's thread, which notes a silence before it takes its next message."""
        if self._silence.holds(_way(claim), now()):
            return LeftAlone(claim.way.kind)
        said = self._said(claim, parcel)
        self._silence.note(_way(claim), said, now())
        return said

    def _said(self, claim: Claim, parcel: Parcel) -> Receipt | SendingFailed:
        """What the carrier says; whatever happens is an outcome."""
        try:
            if not hasattr(self._own, "carriers"):
                self._own.carriers = self._make_carriers()
            return hand_over(parcel, claim.way.kind, self._own.carriers)
        except SendingFailed as failure:
            return failure
        except Exception as fault:
            log.exception("Notice %s could not be carried", claim.notice)
            return _broken(fault)

    def _is_tried(self, way: Way) -> bool:
        """Whether a message is under way to find out whether the carrier answers again."""
        return self._silence.doubts(way) and any(
            _way(one.claim) == way and not one.said.done() for one in self._under_way
        )

    def _gather(self) -> None:
        """Take in what carriers have said, and write it down."""
        at = now()
        for one in [one for one in self._under_way if one.said.done()]:
            self._under_way.remove(one)
            said = one.said.result()
            self._unwritten.append(Outcome(one.claim, said, at))
        self._write_down()

    def _write_down(self) -> None:
        """All at once; where one can't be written the others are, and its lease runs out.

        Raises one of GONE, and nothing is forgotten.
        """
        try:
            if self._unwritten:
                write(self._unwritten)
        except GONE:
            raise
        except Exception:
            for one in self._unwritten:
                _write_alone(one)
        self._unwritten.clear()


def _write_alone(outcome: Outcome) -> None:
    try:
        write([outcome])
    except GONE:
        raise
    except Exception:
        log.exception("What became of notice %s could not be written", outcome.claim.notice)


def _way(claim: Claim) -> Way:
    return claim.way.kind, claim.way.service


def _broken(fault: Exception) -> TemporaryFailure:
    return TemporaryFailure(f"{type(fault).__name__}: {fault}", code=1)

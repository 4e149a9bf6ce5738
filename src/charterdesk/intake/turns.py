"""Whose mail is taken next: senders take turns, so that one with thousands holds up nobody.

A mail that depends on one before it waits until those being taken are done, and comes again.
"""

import threading
from collections import OrderedDict, deque
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Turn:
    """A mail to be taken. `may_wait` False: it has waited for those before it already."""

    mail: int
    may_wait: bool = True


class Turns:
    """The mails that wait, for several threads; each is given out to one at a time."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._queues: OrderedDict[str, deque[int]] = OrderedDict()
        self._known: set[int] = set()
        self._out: set[int] = set()
        self._deferred: list[int] = []
        self._stopped = False

    def put(self, mails: Iterable[tuple[int, str]]) -> None:
        """Add mails with their senders; those that are known already stay where they are."""
        with self._news:
            for mail, sender in mails:
                if mail not in self._known:
                    self._known.add(mail)
                    self._queues.setdefault(sender, deque()).append(mail)
            self._news.notify_all()

    def next(self, patience: float) -> Turn | None:
        """The next mail; None where none came within `patience` seconds, or at the end."""
        with self._news:
            self._news.wait_for(self._has_turn, patience)
            if self._stopped:
                return None
            turn = self._deferred_turn() or self._queued_turn()
            if turn is not None:
                self._out.add(turn.mail)
            return turn

    def done(self, turn: Turn, *, later: bool = False) -> None:
        """The mail is settled; or `later`, it is to come again after those before it."""
        with self._news:
            self._out.discard(turn.mail)
            if later and turn.may_wait:
                self._deferred.append(turn.mail)
            else:
                self._known.discard(turn.mail)
            self._news.notify_all()

    def stop(self) -> None:
        """Give out nothing more."""
        with self._news:
            self._stopped = True
            self._news.notify_all()

    @property
    def stopped(self) -> bool:
        """Whether `stop` was called."""
        return self._stopped

    def _has_turn(self) -> bool:
        return self._stopped or bool(self._queues) or self._ready() is not None

    def _ready(self) -> int | None:
        """A deferred mail before which none is being taken."""
        return next(
            (mail for mail in self._deferred if not self._out or mail < min(self._out)), None
        )

    def _deferred_turn(self) -> Turn | None:
        mail = self._ready()
        if mail is None:
            return None
        self._deferred.remove(mail)
        return Turn(mail, may_wait=False)

    def _queued_turn(self) -> Turn | None:
        if not self._queues:
            return None
        sender, queue = self._queues.popitem(last=False)
        mail = queue.popleft()
        if queue:
            self._queues[sender] = queue
        return Turn(mail)

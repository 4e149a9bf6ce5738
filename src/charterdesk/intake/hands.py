"""The hands that take mails, each a process beside this one, watched, stopped and replaced.

A mail that takes too long, or over which its process dies again and again, is quarantined; the
next one goes to a new process (trust.md R9).
"""

import json
import logging
import os
import select
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping
from datetime import timedelta
from time import monotonic
from typing import Any

from charterdesk.intake.turns import Turn, Turns

log = logging.getLogger(__name__)

LONGEST = timedelta(seconds=10)
STARTING = timedelta(seconds=60)
LOOK_AGAIN = timedelta(seconds=15)


class HandDied(Exception):
    """The process ended, or answered with something that is no answer."""


class HandTooSlow(Exception):
    """No answer in time."""


class Hand:
    """One process, started when it is first asked for something."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, order: Mapping[str, Any], patience: timedelta) -> Any:
        """What came of the order. Raises HandDied or HandTooSlow; the process is gone then."""
        try:
            return self._answer(order, patience)
        except (OSError, ValueError) as error:
            self.end()
            raise HandDied(str(error)) from error
        except HandTooSlow:
            self.end()
            raise

    def end(self) -> None:
        """End the process, whatever it is at."""
        process, self._process = self._process, None
        if process is not None and process.stdin and process.stdout:
            process.kill()
            process.stdin.close()
            process.stdout.close()
            process.wait()

    def _answer(self, order: Mapping[str, Any], patience: timedelta) -> Any:
        # A new process has its libraries to load first.
        until = monotonic() + (patience if self._process else patience + STARTING).total_seconds()
        self._process = self._process or _started()
        if self._process.stdin is None or self._process.stdout is None:
            raise OSError("The process has no pipes.")
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        return json.loads(_line(self._process.stdout.fileno(), until))


class Hands:
    """Several hands, and the mails that wait for them."""

    def __init__(self, count: int, *, longest: timedelta = LONGEST) -> None:
        self._turns = Turns()
        self._longest = longest
        self._looked_at = -LOOK_AGAIN.total_seconds()
        self._threads = [
            threading.Thread(target=self._work, name=f"hand-{number}", daemon=True)
            for number in range(count)
        ]

    def start(self) -> None:
        """Begin; what waits from earlier is taken first."""
        for thread in self._threads:
            thread.start()

    def put(self, mails: Iterable[tuple[int, str]]) -> None:
        """Have these mails taken: their keys and envelope senders."""
        if self._threads:
            self._turns.put(mails)

    def stop(self) -> None:
        """Finish the mails that are being taken, and end; what waits, waits in the database."""
        self._turns.stop()
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        hand = Hand()
        try:
            while not self._turns.stopped:
                self._look_again(hand)
                turn = self._turns.next(LOOK_AGAIN.total_seconds())
                if turn is not None:
                    self._take(hand, turn)
        finally:
            hand.end()

    def _look_again(self, hand: Hand) -> None:
        """Find what nobody is at: left by a process that died, or by a failure that is over."""
        if monotonic() - self._looked_at < LOOK_AGAIN.total_seconds():
            return
        first, self._looked_at = self._looked_at < 0, monotonic()
        seconds = 0 if first else int(LOOK_AGAIN.total_seconds())
        try:
            self._turns.put(
                (int(mail), str(sender))
                for mail, sender in hand.ask({"do": "list", "older than": seconds}, self._longest)
            )
        except (HandDied, HandTooSlow) as error:
            log.warning("What mail waits can't be seen now: %s", error)

    def _take(self, hand: Hand, turn: Turn) -> None:
        later = False
        try:
            order = {"do": "take", "mail": turn.mail, "may wait": turn.may_wait}
            later = hand.ask(order, self._longest) == "later"
        except HandTooSlow:
            why = f"It took longer than {self._longest.total_seconds():g} seconds."
            self._tell(hand, {"do": "give up", "mail": turn.mail, "why": why})
        except HandDied:
            self._tell(hand, {"do": "count a death", "mail": turn.mail})
        finally:
            self._turns.done(turn, later=later)

    def _tell(self, hand: Hand, order: Mapping[str, Any]) -> None:
        log.error("A hand had to be replaced: %s", order)
        try:
            hand.ask(order, self._longest)
        except (HandDied, HandTooSlow):
            log.exception("It could not be written down: %s", order)


def _started() -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "charterdesk.intake.hand"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)


def _line(descriptor: int, until: float) -> bytes:
    """One line from the pipe. Raises HandTooSlow after `until`, OSError at its end."""
    line = bytearray()
    while not line.endswith(b"\n"):
        ready, _, _ = select.select([descriptor], [], [], max(0.0, until - monotonic()))
        if not ready:
            raise HandTooSlow("No answer in time.")
        piece = os.read(descriptor, 65_536)
        if not piece:
            raise OSError("The process ended.")
        line += piece
    return bytes(line)

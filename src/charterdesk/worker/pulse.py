"""The pulse of a worker's process: which of its loops go round, told to the database now and then.

It is written by a loop of its own, so that one that hangs is seen to hang. What a fault says may
be a customer's: its kind alone is told, all of it is in the log.
"""

import os
import socket
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from charterdesk.worker.models import WorkerSign
from charterdesk.worker.ticking import GONE

SIGN_EVERY = timedelta(seconds=20)
# What a killed process has left behind.
FORGOTTEN_AFTER = timedelta(days=1)


class Part(StrEnum):
    """What a worker's process may do. `jobs` has all that is neither waking nor telling."""

    WAKES = "wakes"
    NOTICES = "notices"
    JOBS = "jobs"


@dataclass(frozen=True, slots=True)
class LoopSign:
    """When a loop last came round, and the kind and moment of its last fault."""

    name: str
    round_at: datetime
    fault: str = ""
    fault_at: datetime | None = None


class Pulse:
    """What the loops of this process have noted. Each writes what is its own alone."""

    def __init__(self) -> None:
        self._rounds: dict[str, datetime] = {}
        self._faults: dict[str, tuple[datetime, str]] = {}

    def came_round(self, loop: str, at: datetime) -> None:
        """The loop goes on."""
        self._rounds[loop] = at

    def met(self, loop: str, fault: Exception, at: datetime) -> None:
        """The loop met a fault of the program, and goes on."""
        self._faults[loop] = at, type(fault).__name__

    def stored(self) -> dict[str, Any]:
        """As JSON."""
        found: dict[str, Any] = {
            name: {"round": at.isoformat()} for name, at in list(self._rounds.items())
        }
        for name, (at, kind) in list(self._faults.items()):
            found.setdefault(name, {"round": at.isoformat()})
            found[name] |= {"fault": kind, "fault_at": at.isoformat()}
        return found


def loops_of_sign(sign: WorkerSign) -> tuple[LoopSign, ...]:
    """What a process told of its loops."""
    return tuple(
        LoopSign(
            name, datetime.fromisoformat(said["round"]), said.get("fault", ""),
            datetime.fromisoformat(said["fault_at"]) if "fault_at" in said else None,
        )
        for name, said in sign.loops.items()
    )  # fmt: skip


class SignOfLife:
    """The row of this process: made at the first look, renewed, and dropped at the end."""

    def __init__(self, pulse: Pulse, parts: Collection[Part]) -> None:
        self._pulse, self._parts = pulse, sorted(set(parts))
        self._row: WorkerSign | None = None

    def write(self, at: datetime) -> None:
        """Say that the process lives, and how its loops do."""
        loops = self._pulse.stored()
        if self._row is not None:
            mine = WorkerSign.objects.filter(pk=self._row.pk)
            if mine.update(seen_at=at, loops=loops):
                return
        WorkerSign.objects.filter(seen_at__lt=at - FORGOTTEN_AFTER).delete()
        self._row = WorkerSign.objects.create(
            host=socket.gethostname()[:255], process=os.getpid(), parts=self._parts, loops=loops,
            began_at=at, seen_at=at,
        )  # fmt: skip

    def drop(self) -> None:
        """The process ends as it was told to; a database that is gone then keeps the row."""
        if self._row is not None:
            with suppress(*GONE):
                WorkerSign.objects.filter(pk=self._row.pk).delete()

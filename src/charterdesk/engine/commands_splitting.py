"""What is asked of cases that were merged, and of one that messages leave (2.6 E)."""

from dataclasses import dataclass
from datetime import datetime

from charterdesk.engine.commands import Command
from charterdesk.engine.events.ending import BugBrought


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBack(Command):
    """The case `number` that was merged into this one goes its own way again.

    That one then gets `UndoMerge` with `unmerging.returned(...)`.
    """

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoMerge(Command):
    """What comes back from the case that it was merged into; see events.MergeUndone."""

    into: str
    owed: tuple[tuple[str, str, datetime], ...] = ()
    missed: tuple[tuple[str, str, datetime], ...] = ()
    answered_at: datetime | None = None
    wrote_at: datetime | None = None
    bugs: tuple[BugBrought, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetGo(Command):
    """Messages of the customer have become the case `number`."""

    number: str
    messages: tuple[str, ...]

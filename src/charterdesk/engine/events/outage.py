"""Events of an outage: several cases of one cause under a parent that carries the ladder (2.10)."""

from dataclasses import dataclass
from typing import ClassVar

from charterdesk.engine.events.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ParentSet(Event):
    """The case is of the outage `parent`, a number; "" takes it out again, for `reason`."""

    kind: ClassVar[str] = "parent_set"
    parent: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildSet(Event):
    """The case is the outage of `child`, a number; `gone` where that was taken out again."""

    kind: ClassVar[str] = "child_set"
    child: str
    gone: bool = False

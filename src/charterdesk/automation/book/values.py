"""A runbook as frozen values. Lengths are `timedelta`; names are as the document writes them.

Nothing here runs anything: a step says what, and its texts hold `{name}` where a parameter goes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal, TypeAlias

from charterdesk.engine.charter.values import Place
from charterdesk.engine.charter.values_time import NOWHERE

ANYBODY = "needed"
Method = Literal["GET", "HEAD", "POST"]
Part = Literal["check", "remedy"]
When = Literal["opened", "again"]
WHENS: tuple[When, ...] = ("opened", "again")
Turn = Literal["go on", "done", "check again", "remedy", "hand over"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value from the case, its equipment or its alert: `source` says from which of them.

    `own` is the name of the equipment's field or the alert's label, `kind` what it may look like.
    """

    name: str
    source: str
    own: str = ""
    kind: str = "word"
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """When a run begins by itself: a case opened on a machine channel for which all of it holds.

    What is empty holds for every case; words are compared without regard to capitals. `label` is a
    label of the alert, as `name: value`. `when` has of WHENS those on which it begins.
    """

    charter: str = ""
    channel: str = ""
    label: str = ""
    subject: str = ""
    product: str = ""
    type: str = ""
    when: tuple[When, ...] = ("opened",)


@dataclass(frozen=True, slots=True)
class Http:
    """A request of the desk itself; `json` becomes the body, name by name."""

    method: Method
    url: str
    json: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Command:
    """A program with its arguments, each one whole; the first is the program's full path."""

    argv: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """A text for an interpreter that the runner names; nothing is ever put into the text."""

    by: str
    text: str


Way: TypeAlias = Http | Command | Script


@dataclass(frozen=True, slots=True)
class Expected:
    """What a good end looks like; `status` empty means 200 to 299."""

    exit: int = 0
    status: tuple[int, ...] = ()
    contains: str = ""
    lacks: str = ""


@dataclass(frozen=True, slots=True)
class Then:
    """What follows: `remedy` goes on with the remedy of that name."""

    turn: Turn
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A check or a remedy. `on` names the runner; "" is the desk itself, for requests alone.

    `approval` names a role, or ANYBODY who sees the case; `again` says that doing it twice harms
    nothing.
    """

    name: str
    part: Part
    way: Way
    on: str = ""
    within: timedelta = timedelta(seconds=30)
    expected: Expected = Expected()
    met: Then = Then("go on")
    unmet: Then = Then("hand over")
    approval: str = ""
    again: bool = False
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Runbook:
    """A whole runbook. `hand_over` names the role that is told; "" is the case's owner."""

    name: str
    purpose: str
    checks: tuple[Step, ...]
    remedies: tuple[Step, ...] = ()
    starts: tuple[Start, ...] = ()
    approval: str = ""
    hand_over: str = ""
    parameters: Mapping[str, Parameter] = field(default_factory=dict)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Checks, then remedies."""
        return (*self.checks, *self.remedies)

    def step(self, name: str) -> Step:
        """The step of that name; KeyError where there is none."""
        return {one.name: one for one in self.steps}[name]

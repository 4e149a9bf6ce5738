"""A story as read from its file: lines with a time, a verb and what must then be true."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from charterdesk.engine.charter.nodes import Node
from charterdesk.engine.charter.values import NOWHERE, Place


class NoSuchCharter(LookupError):
    """A story names a charter, or a version of one, that is nowhere to be found."""


@dataclass(frozen=True, slots=True)
class Line:
    """What happens at `at` (aware UTC) to the case named `case`; `expects` are key and node."""

    at: datetime
    case: str
    verb: str
    fields: Mapping[str, Node]
    expects: tuple[tuple[str, Node], ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Story:
    """`people` are the names behind a role or a rota; an unnamed role stands for itself."""

    name: str
    charter: str
    zone: str
    people: Mapping[str, tuple[str, ...]]
    lines: tuple[Line, ...]
    meets: tuple[str, ...] = ()
    file: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Difference:
    """What was expected and what came, with the line of the file."""

    place: Place
    text: str

    def __str__(self) -> str:
        return f"line {self.place.line}: {self.text}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one story came out."""

    story: Story
    differences: tuple[Difference, ...]
    transcript: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return not self.differences

"""Events of the desk's own fields: what somebody wrote into one. No rule of time reads it."""

from dataclasses import dataclass
from typing import ClassVar

from charterdesk.engine.events.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSet(Event):
    """The field has a value, "" for none any more; `was` is the one before.

    `field` is its key, which stays; `name` is what it was called then, so that a log can be read
    when the field is long retired.
    """

    kind: ClassVar[str] = "field_set"
    field: str
    name: str
    value: str
    was: str = ""

"""A sentence before its language: its English form, and the values that stand in its places.

What the engine says to people it says so. `english` words it here, for commands and transcripts;
`look.phrasing` words the same value in the reader's language, so nothing is written twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeAlias

from charterdesk.engine.wording import in_words, wall_time

# A moment is worded in the zone that the sentence is read in; a length in hours and minutes;
# a tuple is a list; a string stands as it is, for it is a word of the charter or of a person.
PhraseValue: TypeAlias = (
    "str | int | float | datetime | timedelta | Phrase | tuple[PhraseValue, ...]"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """`form` with `%(name)s` places. `many` is its plural, chosen by `count`; '' without one."""

    form: str
    values: Mapping[str, PhraseValue] = field(default_factory=dict)
    many: str = ""
    count: int = 1

    def __hash__(self) -> int:
        return hash((self.form, self.count, tuple(sorted(self.values))))


def phrase(form: str, /, **values: PhraseValue) -> Phrase:
    """A sentence; its form is collected for translation.

    >>> english(phrase("The row '%(row)s' has no hours.", row="high"), "UTC")
    "The row 'high' has no hours."
    """
    return Phrase(form, values)


def counted(one: str, many: str, /, *, count: int, **values: PhraseValue) -> Phrase:
    """A sentence about a number, which stands in it as `%(count)d`.

    >>> english(counted("%(count)d line", "%(count)d lines", count=3), "UTC")
    '3 lines'
    """
    return Phrase(one, {**values, "count": count}, many, count)


def english(said: Phrase, zone: str) -> str:
    """The sentence in English; its moments as walls in `zone` show them."""
    form = said.many if said.many and said.count != 1 else said.form
    return form % {name: _word(value, zone) for name, value in said.values.items()}


def _word(value: PhraseValue, zone: str) -> str | int | float:
    match value:
        case Phrase():
            return english(value, zone)
        case datetime():
            return wall_time(value, zone)
        case timedelta():
            return in_words(value)
        case tuple():
            return ", ".join(str(_word(item, zone)) for item in value)
        case _:
            return value

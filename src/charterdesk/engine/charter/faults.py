"""What is wrong in a charter: each fault says where, what, and how to mend it; all are collected.

A reader that meets a fault notes it and goes on, so that one pass shows as many as possible.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeAlias

from charterdesk.engine.charter.values import Place
from charterdesk.engine.phrase import Phrase, english, phrase

Said: TypeAlias = "str | Phrase"

MOST_FAULTS = 200
# A guess compares letter by letter, so a hostile file must not make many of them long.
_LONGEST_GUESSED = 60
_MOST_COMPARED = 400


@dataclass(frozen=True, slots=True, order=True)
class CharterError:
    """One fault: where (lines and columns count from 1), a sentence, how to mend it, its number.

    `said` and `how` are the sentence and the mending before their language.
    """

    file: str
    line: int
    column: int
    message: str
    mend: str = ""
    number: str = "E1"
    said: Phrase = field(default=Phrase(""), compare=False)
    how: Phrase = field(default=Phrase(""), compare=False)

    severity = "error"

    def __str__(self) -> str:
        sentence = f"{self.message} {self.mend}".strip()
        return f"{self.file}:{self.line}:{self.column}: {self.severity}: {sentence}"


class CharterErrors(ValueError):
    """A charter that can't be read; `errors` stand in the order of the file."""

    def __init__(self, errors: Iterable[CharterError]) -> None:
        self.errors = tuple(sorted(set(errors)))
        super().__init__("\n".join(str(error) for error in self.errors))


class BadValueError(ValueError):
    """A value that can't be used: the sentence, and how to mend it, in English and before."""

    def __init__(self, message: Said, mend: Said = "") -> None:
        self.said, self.how = as_phrase(message), as_phrase(mend)
        self.message, self.mend = plain(self.said), plain(self.how)
        super().__init__(self.message)


class Faults:
    """The faults found so far in one file; at `MOST_FAULTS` the reading ends."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._errors: list[CharterError] = []

    def __bool__(self) -> bool:
        return bool(self._errors)

    def add(self, place: Place, message: Said, mend: Said = "", number: str = "E1") -> None:
        """Note a fault at a place of the file; raises CharterErrors when it is one too many."""
        where = (self.file, place.line, place.column)
        said, how = as_phrase(message), as_phrase(mend)
        self._errors.append(CharterError(*where, plain(said), plain(how), number, said, how))
        if len(self._errors) >= MOST_FAULTS:
            raise self.all()

    def all(self) -> CharterErrors:
        """Everything noted, as the exception to raise."""
        return CharterErrors(self._errors)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or ''."""
    options = {option.casefold(): option for option in islice(known, _MOST_COMPARED)}
    if len(word) > _LONGEST_GUESSED:
        return ""
    close = difflib.get_close_matches(word.casefold(), options, 1, 0.6)
    return options[close[0]] if close else ""


def suggestion(word: str, known: Iterable[str]) -> Phrase:
    """A sentence that helps after an unknown word: the nearest one, else those there are."""
    options = list(known)
    close = nearest(word, options)
    if close:
        return phrase("Did you mean '%(close)s'?", close=close)
    if not options:
        return phrase("None is defined.")
    listed = ", ".join(f"'{option}'" for option in options[:30])
    more = ", ..." if len(options) > 30 else ""
    return phrase("Known: %(words)s.", words=f"{listed}{more}")


def as_phrase(said: Said) -> Phrase:
    """A sentence before its language; plain text stands in it as it is."""
    return said if isinstance(said, Phrase) else phrase("%(said)s", said=said)


def plain(said: Phrase) -> str:
    """The sentence in English with a capital letter."""
    text = english(said, "UTC")
    return text[:1].upper() + text[1:]


def quoted(text: str) -> str:
    """The text between quotes for a sentence, on one line and not too long."""
    flat = " ".join(text.split())
    return f"'{flat[:77]}...'" if len(flat) > 80 else f"'{flat}'"

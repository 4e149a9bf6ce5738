"""What changed between two texts, word by word: for people, so in pieces that read on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

Change = Literal["same", "gone", "new"]
_PIECE = re.compile(r"\s+|[^\s]+")
# Comparing word by word takes the square of what differs; whole lines are compared beyond it.
MOST_WORDS = 6000


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text that is in both, was taken out, or came in."""

    change: Change
    text: str


def word_changes(before: str, after: str) -> tuple[Part, ...]:
    """The way from one text to the other.

    >>> [(part.change, part.text) for part in word_changes("press the key", "press any key")]
    [('same', 'press '), ('gone', 'the'), ('new', 'any'), ('same', ' key')]
    """
    old, new = _pieces(before), _pieces(after)
    if len(old) + len(new) > MOST_WORDS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    parts = list(_parts(old, new))
    return tuple(
        Part(change, "".join(part.text for part in run))
        for change, run in groupby(parts, key=lambda part: part.change)
    )


def _pieces(text: str) -> list[str]:
    return _PIECE.findall(text)


def _parts(old: list[str], new: list[str]) -> Iterator[Part]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Part("same", "".join(old[i1:i2]))
            continue
        if i1 < i2:
            yield Part("gone", "".join(old[i1:i2]))
        if j1 < j2:
            yield Part("new", "".join(new[j1:j2]))

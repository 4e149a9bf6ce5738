"""Two texts line by line: what is gone, what is new, and a few lines around it."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from django.utils.translation import pgettext

from charterdesk.studio.values import DiffLine

AROUND = 3
# Comparing takes the square of the lines at worst.
MOST_LINES = 5000


def too_long(*texts: str) -> bool:
    """Whether a comparison would take too long."""
    return any(text.count("\n") > MOST_LINES for text in texts)


def text_diff(old: str, new: str) -> tuple[DiffLine, ...]:
    """The differing lines with their surroundings; empty where nothing differs."""
    before, after = old.splitlines(), new.splitlines()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    found: list[DiffLine] = []
    for group in matcher.get_grouped_opcodes(AROUND):
        if found:
            found.append(DiffLine("skip", "", "", "⋯"))
        found += _lines(group, before, after)
    return tuple(found)


def _lines(
    group: list[tuple[str, int, int, int, int]], before: list[str], after: list[str]
) -> Iterator[DiffLine]:
    gone, new = pgettext("line", "gone"), pgettext("line", "new")
    for tag, i1, i2, j1, j2 in group:
        if tag == "equal":
            for at in range(i2 - i1):
                yield DiffLine("same", str(i1 + at + 1), str(j1 + at + 1), before[i1 + at])
            continue
        for at in range(i1, i2):
            yield DiffLine("gone", str(at + 1), "", before[at], gone)
        for at in range(j1, j2):
            yield DiffLine("new", "", str(at + 1), after[at], new)

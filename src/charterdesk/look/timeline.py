"""Folding of a timeline: long stretches of events step back, so that what people wrote stands out.

Nothing is left out: what is folded opens at one press, and at a link to it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from charterdesk.look.values import Entry

_SHOWN = 2
_WORTH_FOLDING = 3


@dataclass(frozen=True, slots=True)
class Stretch:
    """Entries that follow one another; the `folded` ones are events that stand behind a line."""

    entries: tuple[Entry, ...]
    folded: bool = False


def stretches(entries: Iterable[Entry]) -> tuple[Stretch, ...]:
    """The entries in their order. Of each long run of events all but the last two are folded.

    What the reader has not seen yet is never folded; nor is anything where all are events.
    """
    kept = tuple(entries)
    if all(entry.kind == "event" for entry in kept):
        return (Stretch(kept),) if kept else ()
    runs = groupby(kept, key=lambda entry: entry.kind == "event")
    return tuple(part for events, run in runs for part in _parts(tuple(run), events))


def _parts(run: tuple[Entry, ...], events: bool) -> Iterator[Stretch]:
    fresh = next((at for at, entry in enumerate(run) if entry.unread), len(run))
    cut = min(fresh, len(run) - _SHOWN) if events else 0
    if cut < _WORTH_FOLDING:
        cut = 0
    if cut:
        yield Stretch(run[:cut], folded=True)
    yield Stretch(run[cut:])

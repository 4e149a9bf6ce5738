"""A scale of time that keeps 15 minutes and 14 days both legible: long stretches are shortened.

Between two knots a stretch is as wide as the logarithm of its length, closed ones less; within
one it is even. Later is never further left.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate, pairwise
from math import log2

from charterdesk.engine.picture import Picture

_UNIT = timedelta(minutes=7, seconds=30)
_CLOSED = 0.4
# The narrowest stretch in pixels, while all together leave room for the long ones.
_NARROWEST = 14.0


@dataclass(frozen=True, slots=True)
class Scale:
    """Where each knot lies, in pixels from the left of the picture."""

    knots: tuple[datetime, ...]
    places: tuple[float, ...]

    def place(self, at: datetime) -> float:
        """Where a moment lies; before the first knot is at it, after the last one too."""
        if at <= self.knots[0]:
            return self.places[0]
        n = bisect_right(self.knots, at)
        if n == len(self.knots):
            return self.places[-1]
        a, b = self.knots[n - 1], self.knots[n]
        return self.places[n - 1] + (self.places[n] - self.places[n - 1]) * ((at - a) / (b - a))


def scale_of(picture: Picture, left: float, right: float) -> Scale:
    """The scale of a picture between two edges."""
    knots = picture.knots
    weights = [_weight(a, b, _is_open(picture, a, b)) for a, b in pairwise(knots)]
    widths = _at_least(weights, right - left)
    places = tuple(round(at, 2) for at in accumulate(widths, initial=left))
    return Scale(knots, places)


def _weight(a: datetime, b: datetime, is_open: bool) -> float:
    return log2(1 + (b - a) / _UNIT) * (1.0 if is_open else _CLOSED)


def _is_open(picture: Picture, a: datetime, b: datetime) -> bool:
    """Whether a calendar with hours is open then; one that is always open says nothing."""
    bands = [band for band in picture.hours if band.name != "always"]
    middle = a + (b - a) / 2
    return not bands or any(s.since <= middle < s.until for band in bands for s in band.open)


def _at_least(weights: Iterable[float], width: float) -> list[float]:
    """Widths that add up to `width`, none so narrow that two marks would lie on each other."""
    parts = list(weights)
    least = min(_NARROWEST, width * 0.5 / max(1, len(parts)))
    rest, total = width - least * len(parts), sum(parts) or 1.0
    return [least + rest * part / total for part in parts]

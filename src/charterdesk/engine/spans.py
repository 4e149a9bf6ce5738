"""Half-open stretches of time and their algebra.

A stream of spans is *ordered* when each begins at or after the end of the one before it.
Every function here takes and gives ordered streams, lazily; empty spans vanish.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import merge
from typing import TypeVar

Point = TypeVar("Point", int, datetime)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The time from `since` until just before `until`; both aware, in UTC."""

    since: datetime
    until: datetime

    def __post_init__(self) -> None:
        """Raises ValueError when `until` is before `since`; an empty span is allowed."""
        if self.until < self.since:
            raise ValueError(f"A span can't end before it begins: {self.since} - {self.until}.")

    @property
    def length(self) -> timedelta:
        return self.until - self.since


def joined(stretches: Iterable[tuple[Point, Point]]) -> Iterator[tuple[Point, Point]]:
    """Stretches sorted by their beginning, with those that overlap or touch made one."""
    held: tuple[Point, Point] | None = None
    for since, until in stretches:
        if since == until:
            continue
        if held is None:
            held = since, until
        elif since <= held[1]:
            held = held[0], max(held[1], until)
        else:
            yield held
            held = since, until
    if held is not None:
        yield held


def union(*streams: Iterable[Span]) -> Iterator[Span]:
    """The time inside at least one of the ordered streams (T1)."""
    together = merge(*streams)
    return (Span(*stretch) for stretch in joined((s.since, s.until) for s in together))


def intersect(left: Iterable[Span], right: Iterable[Span]) -> Iterator[Span]:
    """The time inside both ordered streams."""
    lefts, rights = iter(left), iter(right)
    a, b = next(lefts, None), next(rights, None)
    while a is not None and b is not None:
        since, until = max(a.since, b.since), min(a.until, b.until)
        if since < until:
            yield Span(since, until)
        if a.until <= b.until:
            a = next(lefts, None)
        else:
            b = next(rights, None)


def subtract(whole: Iterable[Span], holes: Iterable[Span]) -> Iterator[Span]:
    """The time inside the ordered stream `whole` and outside the ordered stream `holes`."""
    remaining = (hole for hole in holes if hole.since < hole.until)
    hole = next(remaining, None)
    for span in whole:
        since = span.since
        while hole is not None and hole.since < span.until:
            if since < hole.since:
                yield Span(since, hole.since)
            since = max(since, hole.until)
            if hole.until > span.until:
                break
            hole = next(remaining, None)
        if since < span.until:
            yield Span(since, span.until)


def total(spans: Iterable[Span]) -> timedelta:
    """The length of all the spans of an ordered stream together."""
    return sum((span.length for span in spans), timedelta())

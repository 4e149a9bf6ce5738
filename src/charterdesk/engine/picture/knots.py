"""The moments that a scale must keep apart: every mark, and openings and closings around them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import datetime

from charterdesk.engine.picture.values import Bar, HoursBand, Picture, PromiseRow, StepRow

MOST_EDGES = 40


def marks_of(rows: Iterable[PromiseRow], steps: Iterable[StepRow]) -> Iterator[datetime]:
    """Every moment that a row marks."""
    for row in rows:
        for bar in row.bars:
            yield from _marks(bar)
    for step in steps:
        yield from (at for at in (step.at, step.limit, step.taken) if at is not None)


def knots_of(picture: Picture) -> tuple[datetime, ...]:
    """The knots of a picture that has its rows; with many openings only those next to marks."""
    marks = {*marks_of(picture.promises, picture.steps), picture.since, picture.until}
    marks |= {notice.at for notice in picture.notices}
    if picture.now is not None:
        marks.add(picture.now)
    inside = {at for at in marks if picture.since <= at <= picture.until}
    edges = sorted({edge for band in picture.hours for edge in _edges(band)})
    if len(edges) > MOST_EDGES:
        edges = sorted({edge for at in inside for edge in _beside(edges, at)})
    return tuple(sorted({*inside, *edges}))


def _marks(bar: Bar) -> Iterator[datetime]:
    yield bar.start
    yield bar.until
    yield from (at for at in (bar.due, bar.warning, bar.missed, bar.kept) if at is not None)
    for pause in bar.pauses:
        yield pause.since
        yield pause.until


def _edges(band: HoursBand) -> Iterator[datetime]:
    for span in band.open:
        yield span.since
        yield span.until


def _beside(edges: list[datetime], at: datetime) -> list[datetime]:
    """The last edge before a mark and the first after it."""
    before, after = bisect_left(edges, at), bisect_right(edges, at)
    return [*edges[max(0, before - 1) : before], *edges[after : after + 1]]

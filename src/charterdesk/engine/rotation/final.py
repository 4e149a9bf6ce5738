"""The final schedule of a rota: layers, then single shifts, then who stands in (2.9).

Nobody who is away appears. Between two changes the answer is one; at a hand-over there is no gap.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby, pairwise

from charterdesk.engine.calendar import open_spans
from charterdesk.engine.calendar_table import LAST_YEAR
from charterdesk.engine.rotation.values import Cell, Held, Layer, RotaPlan, StandIn, Stretch
from charterdesk.engine.spans import Span

Cells = dict[int, tuple[Held, ...]]
_LAST = datetime(LAST_YEAR, 12, 31, 23, 59, 59, tzinfo=UTC)


def final_schedule(plan: RotaPlan, since: datetime, until: datetime) -> tuple[Stretch, ...]:
    """Who is on duty from `since` until `until`, gaps included: stretches that touch, in order."""
    if until <= since:
        return ()
    edges = (since, *changes(plan, since, until), until)
    pieces = [(cells_at(plan, a), a, b) for a, b in pairwise(edges)]
    runs = ((cells, list(run)) for cells, run in groupby(pieces, key=lambda piece: piece[0]))
    return tuple(Stretch(Span(run[0][1], run[-1][2]), cells) for cells, run in runs)


def on_duty(plan: RotaPlan, at: datetime) -> tuple[str, ...]:
    """The people on duty at a moment, first to be called first."""
    return tuple(dict.fromkeys(one.person for cell in cells_at(plan, at) for one in cell.held))


def changes(plan: RotaPlan, since: datetime, until: datetime) -> tuple[datetime, ...]:
    """Every moment strictly between two at which somebody else may be on duty, in order."""
    spans = [shift.span for shift in plan.shifts]
    spans += [one.span for one in plan.stand_ins]
    spans += [span for own in plan.away.values() for span in own]
    edges = {edge for span in spans for edge in (span.since, span.until)}
    for layer in plan.layers:
        edges.update(_edges(layer, since, until))
    return tuple(sorted(edge for edge in edges if since < edge < until))


def cells_at(plan: RotaPlan, at: datetime) -> tuple[Cell, ...]:
    """Every level of the plan at a moment, in the order of calling."""
    missing = plan.missing(at)
    cells: Cells = {level: _beneath(plan, level, at, missing) for level in plan.levels}
    for one in sorted(plan.stand_ins, key=lambda one: one.number):
        if one.span.since <= at < one.span.until and one.person not in missing:
            cells = _taken(cells, one)
    return tuple(Cell(level, held) for level, held in sorted(cells.items()))


def layer_schedule(
    plan: RotaPlan, layer: Layer, since: datetime, until: datetime
) -> tuple[Stretch, ...]:
    """What one layer alone says between two moments, with absences and nobody standing in."""
    return final_schedule(RotaPlan((layer,), away=plan.away, gone=plan.gone), since, until)


def _beneath(plan: RotaPlan, level: int, at: datetime, missing: frozenset[str]) -> tuple[Held, ...]:
    """The single shifts of a level; where there are none, its topmost layer that says somebody."""
    shifts = sorted(
        (
            one
            for one in plan.shifts
            if one.level == level and one.span.since <= at < one.span.until
        ),
        key=lambda one: (one.number, one.span, one.person),
    )
    here = tuple(Held(one.person, "shift", one.span) for one in shifts if one.person not in missing)
    if here:
        return here
    layers = (layer for layer in plan.layers if layer.level == level)
    for layer in sorted(layers, key=lambda layer: (layer.order, layer.name), reverse=True):
        held = layer.held(at, missing)
        if held:
            return (held,)
    return ()


def _taken(cells: Cells, one: StandIn) -> Cells:
    """The levels after somebody stands in."""
    held = Held(one.person, one.how, one.span)
    if one.instead_of:
        return {
            level: tuple(
                held if it.person == one.instead_of and one.level in (0, level) else it
                for it in here
            )
            for level, here in cells.items()
        }
    meant = [one.level] if one.level else list(cells) or [1]
    return {**cells, **dict.fromkeys(meant, (held,))}


def _edges(layer: Layer, since: datetime, until: datetime) -> Iterator[datetime]:
    yield from layer.rotation.changes(since, until)
    if layer.hours is not None:
        for span in open_spans(layer.hours, since, min(until, _LAST)):
            yield span.since
            yield span.until

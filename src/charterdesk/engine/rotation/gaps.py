"""Where nobody is on duty though somebody should be: at a rota, or at one of its levels."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from charterdesk.engine.calendar import open_spans
from charterdesk.engine.rotation.values import Layer, RotaPlan, Stretch
from charterdesk.engine.spans import Span, intersect, union


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """A stretch without anybody. Level 0: at no level at all."""

    span: Span
    level: int = 0


def gaps(
    plan: RotaPlan, final: Sequence[Stretch], called: Iterable[Span] | None = None
) -> tuple[Gap, ...]:
    """The gaps of a final schedule within the time in which the charter calls for the rota.

    `called` is ordered; None: at every hour. A level is wanted while a layer of it runs, within
    that layer's hours; the first level of a rota with layers on it at every hour.
    """
    if not final:
        return ()
    since, until = final[0].span.since, final[-1].span.until
    asked = list(called) if called is not None else [Span(since, until)]
    found = [Gap(span) for span in intersect(_empty(final, 0), asked)]
    for level in sorted({layer.level for layer in plan.layers}):
        wanted = _wanted(plan, level, since, until)
        found += [
            Gap(span, level) for span in intersect(intersect(_empty(final, level), wanted), asked)
        ]
    return tuple(sorted(found))


def _empty(final: Sequence[Stretch], level: int) -> Iterator[Span]:
    """The time without anybody at all (0), or with somebody elsewhere and nobody at the level."""
    lacking = (
        one.span
        for one in final
        if (not one.people if level == 0 else one.people and not _at(one, level))
    )
    return union(lacking)


def _at(stretch: Stretch, level: int) -> tuple[str, ...]:
    return next((cell.people for cell in stretch.cells if cell.level == level), ())


def _wanted(plan: RotaPlan, level: int, since: datetime, until: datetime) -> list[Span]:
    if level == 1:
        return [Span(since, until)]
    layers = (layer for layer in plan.layers if layer.level == level)
    return list(union(*(_running(layer, since, until) for layer in layers)))


def _running(layer: Layer, since: datetime, until: datetime) -> list[Span]:
    begins = max(since, layer.rotation.stretch(0).since)
    ends = min(until, layer.rotation.until or until)
    if ends <= begins:
        return []
    if layer.hours is None:
        return [Span(begins, ends)]
    return list(open_spans(layer.hours, begins, ends))

"""What differs between two final schedules of a rota: whose duty has grown, whose has shrunk, and
where a gap has opened (2.9).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from charterdesk.engine.rotation.gaps import Gap
from charterdesk.engine.rotation.values import Stretch
from charterdesk.engine.spans import Span, subtract, union


@dataclass(frozen=True, slots=True)
class Outlook:
    """A final schedule with its gaps."""

    final: tuple[Stretch, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Duty that people have now and had not, had and have no more; and gaps that are new.

    Which level somebody is on makes no difference. The spans are ordered and don't touch.
    """

    gained: Mapping[str, tuple[Span, ...]]
    lost: Mapping[str, tuple[Span, ...]]
    opened: tuple[Gap, ...]


def difference(before: Outlook, after: Outlook) -> Difference:
    """What has changed from one to the other; both of the same stretch of time."""
    was, has = _by_person(before.final), _by_person(after.final)
    return Difference(_more(has, was), _more(was, has), tuple(_opened(before.gaps, after.gaps)))


def _by_person(final: Iterable[Stretch]) -> dict[str, list[Span]]:
    own: dict[str, list[Span]] = {}
    for stretch in final:
        for person in stretch.people:
            own.setdefault(person, []).append(stretch.span)
    return {person: list(union(spans)) for person, spans in own.items()}


def _more(
    one: Mapping[str, Sequence[Span]], other: Mapping[str, Sequence[Span]]
) -> dict[str, tuple[Span, ...]]:
    found = {name: tuple(subtract(spans, other.get(name, ()))) for name, spans in one.items()}
    return {name: spans for name, spans in found.items() if spans}


def _opened(before: Iterable[Gap], after: Sequence[Gap]) -> Iterable[Gap]:
    known = list(before)
    for level in sorted({gap.level for gap in after}):
        old = union(gap.span for gap in known if gap.level == level)
        new = union(gap.span for gap in after if gap.level == level)
        yield from (Gap(span, level) for span in subtract(new, old))

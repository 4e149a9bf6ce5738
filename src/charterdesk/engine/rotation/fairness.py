"""How much of the duty each person bears: hours, nights and weekends by the wall of one zone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from charterdesk.engine.calendar import Calendar, open_spans, parse_line
from charterdesk.engine.rotation.values import Stretch
from charterdesk.engine.spans import Span, intersect, total, union


@dataclass(frozen=True, slots=True)
class Share:
    """One person's part: time on duty, nights (22:00-06:00) and weekends touched by it."""

    person: str
    hours: timedelta
    nights: int
    weekends: int


def shares(final: Sequence[Stretch], zone: str) -> tuple[Share, ...]:
    """Everybody who is on duty in a final schedule, whoever bears most first.

    A night or a weekend counts once, however short the part of it that is on duty; time on two
    levels at once counts once.
    """
    if not final:
        return ()
    since, until = final[0].span.since, final[-1].span.until
    nights = _spans("Mon-Sun 22:00-06:00", zone, since, until)
    weekends = _spans("Sat-Sun 00:00-24:00", zone, since, until)
    found = [
        Share(person, total(own), _touched(own, nights), _touched(own, weekends))
        for person, own in _by_person(final).items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.hours, one.person)))


def _by_person(final: Iterable[Stretch]) -> dict[str, list[Span]]:
    own: dict[str, list[Span]] = {}
    for stretch in final:
        for person in stretch.people:
            own.setdefault(person, []).append(stretch.span)
    return {person: list(union(spans)) for person, spans in own.items()}


def _spans(line: str, zone: str, since: datetime, until: datetime) -> list[Span]:
    calendar = Calendar(line, (parse_line(line, zone),), frozenset(), zone)
    return list(open_spans(calendar, since, until))


def _touched(own: Sequence[Span], marked: Sequence[Span]) -> int:
    return sum(1 for _ in _meeting(own, marked))


def _meeting(own: Sequence[Span], marked: Sequence[Span]) -> Iterator[Span]:
    for span in marked:
        if next(intersect([span], own), None):
            yield span

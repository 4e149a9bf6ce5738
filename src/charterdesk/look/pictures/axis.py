"""The head of a picture of a case: days, times of the marks, now, and nights of a clock change.

A label is left out rather than set over another; the rows beneath say every moment in words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from charterdesk.engine.picture import Picture
from charterdesk.look.moments import date_words, weekday
from charterdesk.look.pictures.scale import Scale
from charterdesk.look.pictures.svg import element, width_of, words

SMALL = 11.0
_GAP = 6.0
_MOST_DAYS = 62


@dataclass(slots=True)
class Line:
    """One line of labels between two edges; what would lie on another is refused."""

    left: float
    right: float
    size: float = SMALL
    taken: list[tuple[float, float]] = field(default_factory=list)

    def fits(self, text: str, x: float) -> float | None:
        """Where a label about `x` would begin, moved in from the edges; None where it can't."""
        width = width_of(text, self.size)
        begins = min(max(x - width / 2, self.left), self.right - width)
        if begins < self.left or any(
            begins < b + _GAP and a < begins + width + _GAP for a, b in self.taken
        ):
            return None
        self.taken.append((begins, begins + width))
        return begins


def midnights(picture: Picture) -> tuple[datetime, ...]:
    """The midnights of the picture's zone in it, evenly thinned where there are very many."""
    zone = ZoneInfo(picture.zone)
    first = picture.since.astimezone(zone).date() + timedelta(days=1)
    days = (picture.until - picture.since).days + 2
    step = -(-days // _MOST_DAYS)
    found = (_midnight(first + timedelta(days=n), zone) for n in range(0, days, step))
    return tuple(at for at in found if picture.since < at < picture.until)


def day_labels(picture: Picture, scale: Scale, y: float) -> Iterator[str]:
    """The days, each in the middle of its stretch: with its date where there is room for it."""
    zone, nights = ZoneInfo(picture.zone), midnights(picture)
    edges = [picture.since, *nights, picture.until]
    line = Line(scale.places[0], scale.places[-1])
    for a, b in pairwise(edges):
        local, room = a.astimezone(zone), scale.place(b) - scale.place(a)
        for text in (date_words(local, local), weekday(local.weekday())):
            if width_of(text, SMALL) <= room - _GAP or len(edges) == 2:
                begins = line.fits(text, (scale.place(a) + scale.place(b)) / 2)
                if begins is not None:
                    yield words(text, begins, y, "picture__day")
                break


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment whose time is written: the text, where it begins, and whether it is the present."""

    at: datetime
    text: str
    begins: float
    is_now: bool = False


def written_marks(picture: Picture, scale: Scale, marks: Iterable[datetime]) -> Iterator[Mark]:
    """The times that find room, those named first before the others."""
    zone, line = ZoneInfo(picture.zone), Line(scale.places[0], scale.places[-1])
    if picture.now is not None:
        text = gettext("now %(time)s") % {"time": _wall(picture.now, zone)}
        begins = line.fits(text, scale.place(picture.now))
        if begins is not None:
            yield Mark(picture.now, text, begins, is_now=True)
    for at in dict.fromkeys(marks):
        text = _wall(at, zone)
        begins = line.fits(text, scale.place(at))
        if begins is not None:
            yield Mark(at, text, begins)


def time_label(mark: Mark, y: float) -> str:
    """The time of a mark."""
    return words(
        mark.text, mark.begins, y, f"picture__time{' picture__time--now' if mark.is_now else ''}"
    )


def change_labels(picture: Picture, scale: Scale, y: float) -> Iterator[str]:
    """Where the clocks are changed, in words."""
    line = Line(scale.places[0], scale.places[-1])
    for at in picture.clock_changes:
        begins = line.fits(gettext("clocks change"), scale.place(at))
        if begins is not None:
            yield words(gettext("clocks change"), begins, y, "picture__time picture__time--change")


def guides(
    picture: Picture, scale: Scale, marks: Iterable[Mark], top: float, bottom: float
) -> Iterator[str]:
    """Upright lines at the written times, at midnights, at clock changes and at the present."""
    for name, moments in (
        ("mark", tuple(mark.at for mark in marks)),
        ("midnight", midnights(picture)),
        ("change", picture.clock_changes),
        ("now", () if picture.now is None else (picture.now,)),
    ):
        for at in moments:
            x = scale.place(at)
            yield element(
                "line", x1=x, x2=x, y1=top, y2=bottom, cls=f"picture__guide picture__guide--{name}"
            )


def _wall(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%H:%M}"


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)

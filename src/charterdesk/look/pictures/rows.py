"""The rows of a picture of a case: two lines of words each, and what is drawn beside them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext, ngettext

from charterdesk.engine.phrase import phrase
from charterdesk.engine.picture import Bar, HoursBand, Notice, Picture, PromiseRow, StepRow
from charterdesk.engine.picture.steps import people_of
from charterdesk.engine.spans import Span
from charterdesk.look.phrasing import worded
from charterdesk.look.pictures.scale import Scale
from charterdesk.look.pictures.svg import element

THICK = 10.0


@dataclass(frozen=True, slots=True)
class Row:
    """Two lines of words and the drawing, made for a middle line at nought.

    `ground` is what lies behind, the open hours of the row. `beside` is a word in the drawing,
    near the stretch between two edges.
    """

    head: str
    detail: str
    drawing: tuple[str, ...]
    ground: tuple[Span, ...] = ()
    full: str = ""
    beside: tuple[str, float, float] | None = None


def promise_row(picture: Picture, row: PromiseRow, scale: Scale) -> Row:
    """A promise: its bars, thick while time passes, with the warning and the due."""
    name = worded(row.name, picture.zone)
    return Row(
        head=gettext("%(name)s: %(target)s (%(hours)s)")
        % {"name": name[:1].upper() + name[1:], "target": row.target, "hours": row.hours},
        detail=worded(row.remark, picture.zone),
        drawing=tuple(
            part for draw in (_bar, _marks) for bar in row.bars for part in draw(bar, scale)
        ),
        ground=_ground(picture, row.hours) if row.bars else (),
    )


def step_row(picture: Picture, step: StepRow, scale: Scale, *, roomy: bool) -> Row:
    """A step: when it comes, and until when its people must be reached.

    Where there is room the people stand beside its mark, else behind its time.
    """
    names = {"ladder": step.ladder, "step": step.step}
    head = gettext("Step %(step)s (%(ladder)s)") % names
    full = worded(step.remark, picture.zone)
    row = Row(head, full, tuple(_step(step, scale)), full=f"{head}. {full}")
    if not roomy or step.at is None or step.skipped:
        return row
    end = scale.place(step.limit or step.at)
    people = worded(phrase("%(people)s", people=people_of(step.called)), picture.zone)
    when = worded(phrase("%(at)s", at=step.at), picture.zone)
    return replace(row, detail=when, beside=(people, scale.place(step.at) - 12, end + 12))


def notices_row(picture: Picture, notices: tuple[Notice, ...], scale: Scale) -> Row:
    """All who are told, a dot for each moment."""
    people = tuple(dict.fromkeys(name for notice in notices for name in notice.people))
    count = sum(len(notice.people) for notice in notices)
    head = ngettext("%(count)d notice", "%(count)d notices", count) % {"count": count}
    dots = (
        element("circle", cx=scale.place(notice.at), cy=0, r=3.5, cls="picture__notice")
        for notice in notices
    )
    zone = ZoneInfo(picture.zone)
    said = (
        f"{notice.at.astimezone(zone):%H:%M} {', '.join(notice.people)}: {'; '.join(notice.texts)}"
        for notice in notices
    )
    return Row(head, ", ".join(people), tuple(dots), full=". ".join(said))


def band_row(band: HoursBand, scale: Scale) -> Row:
    """A calendar: its open stretches."""
    spans = (_rect(span.since, span.until, scale, 7, "picture__open") for span in band.open)
    line = element(
        "line", x1=scale.places[0], x2=scale.places[-1], y1=0, y2=0, cls="picture__closed"
    )
    head = gettext("Open hours: %(name)s") % {"name": band.name}
    return Row(head, "", (line, *spans))


def _ground(picture: Picture, hours: str) -> tuple[Span, ...]:
    return next((band.open for band in picture.hours if band.name == hours), ())


def _bar(bar: Bar, scale: Scale) -> Iterator[str]:
    x1, x2 = scale.place(bar.start), scale.place(bar.until)
    yield element("line", x1=x1, x2=x2, y1=0, y2=0, cls="picture__still")
    on_time = bar.until if bar.missed is None or bar.due is None else bar.due
    for span in bar.counted:
        if span.since < on_time:
            until = min(span.until, on_time)
            yield _rect(span.since, until, scale, THICK, f"picture__bar picture__bar--{bar.state}")
    for span in bar.pauses:
        yield _rect(span.since, span.until, scale, THICK, "picture__pause")
    if bar.missed is not None and bar.due is not None and bar.until > bar.due:
        yield _rect(bar.due, bar.until, scale, THICK, "picture__late")


def _marks(bar: Bar, scale: Scale) -> Iterator[str]:
    """Start, warning, due and end, each of its own shape."""
    yield element("path", d=_upright(scale, bar.start), cls="picture__start")
    if bar.warning is not None:
        yield element("path", d=_half(scale.place(bar.warning)), cls="picture__warning")
    if bar.due is not None:
        yield element("path", d=_diamond(scale.place(bar.due)), cls="picture__due")
    if bar.missed is not None:
        x = scale.place(bar.missed)
        yield element("path", d=f"M{x - 4:.2f} 8.5h8v8h-8z", cls="picture__missed")
    if bar.kept is not None:
        x = scale.place(bar.kept)
        yield element("path", d=f"M{x - 6:.2f} 0l4.5 4.5 8-10", cls="picture__kept")


def _step(step: StepRow, scale: Scale) -> Iterator[str]:
    if step.at is None:
        return
    x = scale.place(step.at)
    if step.limit is not None:
        end = scale.place(step.limit)
        yield element("path", d=f"M{x:.2f} 0H{end:.2f}M{end:.2f} -6v12", cls="picture__limit")
    if step.taken is not None and step.taken not in (step.at, step.limit):
        yield element(
            "path", d=f"M{scale.place(step.taken) - 6:.2f} 0l4.5 4.5 8-10", cls="picture__kept"
        )
    name = "picture__step picture__step--skipped" if step.skipped else "picture__step"
    yield element("path", d=f"M{x:.2f} -8l7 8h-4v8h-6v-8h-4z", cls=name)


def _rect(a: datetime, b: datetime, scale: Scale, height: float, cls: str) -> str:
    x, end = scale.place(a), scale.place(b)
    return element("rect", x=x, y=-height / 2, width=max(end - x, 1), height=height, cls=cls)


def _upright(scale: Scale, at: datetime) -> str:
    return f"M{scale.place(at):.2f} -8v16"


def _diamond(x: float) -> str:
    return f"M{x:.2f} -8.5l6.5 8.5-6.5 8.5-6.5-8.5z"


def _half(x: float) -> str:
    return f"M{x + 1:.2f} -6.5a6.5 6.5 0 0 0 0 13z"

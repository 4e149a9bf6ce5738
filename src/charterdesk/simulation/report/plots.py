"""The plots of the page as SVG: marks with direct labels, a title and a description each.

All are drawn 360 units wide, so that their words stay legible on a telephone.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from markupsafe import Markup, escape

from charterdesk.engine.phrase import Phrase, phrase
from charterdesk.simulation.answers.values import PersonNotices, Rate, Staffing
from charterdesk.simulation.report.cells import Speech
from charterdesk.simulation.report.tables import side_name
from charterdesk.simulation.report.words import day, word
from charterdesk.simulation.values import Result, Side

WIDE = 360
_ROW, _LABEL = 34, 14
MOST_BARS = 14


@dataclass(slots=True)
class Canvas:
    """An SVG in the making; `height` grows with what is drawn."""

    height: float = 0
    parts: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> None:
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}">'
            f"{escape(words)}</text>"
        )

    def box(self, x: float, y: float, w: float, h: float, kind: str, says: str = "") -> None:
        title = f"<title>{escape(says)}</title>" if says else ""
        self.parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(w, 0):.1f}" height="{h:.1f}" '
            f'class="{kind}">{title}</rect>'
        )

    def line(self, points: Sequence[tuple[float, float]], kind: str) -> None:
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self.parts.append(f'<polyline points="{path}" class="{kind}"/>')


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawn plot; `table` is the key of the table that says the same."""

    key: str
    title: str
    svg: Markup
    table: str


def plots_of(result: Result, speech: Speech) -> Iterator[Plot]:
    """Every plot that shows anything."""
    sides = [(side_name(side), side) for side in result.sides]
    yield _drawn("promises", phrase("Share of promises missed"),
                 phrase("A bar for each promise, with its 95 %% interval."),
                 partial(_rates, sides=sides, speech=speech), speech)  # fmt: skip
    for number, (name, side) in enumerate(sides):
        if any(hour.decided for hour in side.answers.by_hour if not hour.kind):
            title = phrase("When promises are missed: %(charter)s", charter=name)
            about = phrase("A square for each hour of the week; the fuller, the more were missed.")
            yield _drawn(f"hours-{number}", title, about,
                         partial(_week, side=side, speech=speech), speech,
                         table="worst_hours")  # fmt: skip
        yield from _staffing_plots(number, name, side, speech)
        if side.answers.people:
            title = phrase("Notices a week: %(charter)s", charter=name)
            about = phrase(
                "A bar for each person; its first part, in another colour, came at night."
            )
            yield _drawn(f"people-{number}", title, about,
                         partial(_people, people=side.answers.people, speech=speech),
                         speech, table="people")  # fmt: skip


def _staffing_plots(number: int, name: str, side: Side, speech: Speech) -> Iterator[Plot]:
    by_tier: dict[str, list[Staffing]] = {}
    for one in side.answers.staffing:
        by_tier.setdefault(one.tier, []).append(one)
    for place, (tier, lines) in enumerate(by_tier.items()):
        title = phrase("People needed: %(charter)s, %(tier)s", charter=name, tier=tier)
        about = phrase("The line is who is needed in each half-hour of the week, the area who is "
                       "there.")  # fmt: skip
        yield _drawn(f"staffing-{number}-{place}", title, about,
                     partial(_staffing, lines=lines, speech=speech), speech,
                     table="staffing")  # fmt: skip


def _drawn(
    key: str,
    title: Phrase,
    about: Phrase,
    draw: Callable[[Canvas], None],
    speech: Speech,
    table: str = "",
) -> Plot:
    canvas = Canvas()
    draw(canvas)
    said = speech.say(title)
    head = (
        f'<svg viewBox="0 0 {WIDE} {canvas.height:.0f}" role="img" '
        f'aria-labelledby="{key}-t {key}-d"><title id="{key}-t">{escape(said)}</title>'
        f'<desc id="{key}-d">{escape(speech.say(about))}</desc>'
    )
    return Plot(key, said, Markup(head + "".join(canvas.parts) + "</svg>"), table or key)


def _rates(canvas: Canvas, sides: list[tuple[str, Side]], speech: Speech) -> None:
    """Bars over the share missed; whiskers are the intervals."""
    shown = [
        (rate, name, place)
        for kind in dict.fromkeys(rate.kind for _, side in sides for rate in side.answers.promises)
        for place, (name, side) in enumerate(sides)
        for rate in side.answers.promises
        if rate.kind == kind and rate.share is not None
    ]
    if not shown:
        canvas.text(0, _LABEL, speech.say(phrase("No promise with a number was judged.")))
        canvas.height = 24
        return
    top = max(0.05, *(rate.high or 0 for rate, _, _ in shown))
    for number, (rate, name, place) in enumerate(shown):
        label = speech.cell(word(rate.kind))
        said = f"{label}, {name}" if len(sides) > 1 else label
        _rate(canvas, number * _ROW, rate, said, top, place, speech)
    canvas.height = len(shown) * _ROW + 4


def _rate(
    canvas: Canvas, y: float, rate: Rate, label: str, top: float, place: int, speech: Speech
) -> None:
    scale = (WIDE - 60) / top
    canvas.text(0, y + 11, label)
    share, low, high = rate.share or 0, rate.low or 0, rate.high or 0
    said = f"{label}: {speech.percent(share)} ({rate.missed} / {rate.decided})"
    canvas.box(0, y + 16, share * scale, 11, f"bar s{place}", said)
    canvas.line([(low * scale, y + 21.5), (high * scale, y + 21.5)], "whisker")
    canvas.text(max(high, share) * scale + 5, y + 26, speech.percent(share), "value")


def _week(canvas: Canvas, side: Side, speech: Speech) -> None:
    """Seven rows of 24 squares; a square without promises is empty."""
    cell, left, upper = 13.2, 40, 18
    for number in range(0, 24, 6):
        canvas.text(left + number * cell, 12, f"{number:02}", "axis")
    for one in (hour for hour in side.answers.by_hour if not hour.kind):
        row, column = divmod(one.hour, 24)
        if column == 0:
            canvas.text(0, upper + row * 17 + 11, speech.say(day(row)), "axis")
        x, y = left + column * cell, upper + row * 17
        says = f"{speech.say(day(row))} {column:02}:00: {one.missed} / {one.decided}"
        canvas.box(x, y, cell - 1.5, 15, "cell", says)
        if one.decided and one.missed:
            part = 15 * one.missed / one.decided
            canvas.box(x, y + 15 - part, cell - 1.5, part, "cell missed", says)
        elif one.decided:
            canvas.box(x + 4, y + 6.5, cell - 9.5, 2, "cell kept", says)
    canvas.height = upper + 7 * 17 + 4


def _people(canvas: Canvas, people: Sequence[PersonNotices], speech: Speech) -> None:
    top = max(one.per_week for one in people)
    scale = (WIDE - 60) / max(top, 0.1)
    for number, one in enumerate(people[:MOST_BARS]):
        y = number * _ROW
        night = one.per_week * one.at_night / one.total if one.total else 0.0
        canvas.text(0, y + 11, one.person)
        canvas.box(0, y + 16, one.per_week * scale, 11, "bar s0", one.person)
        canvas.box(0, y + 16, night * scale, 11, "bar night", one.person)
        canvas.text(one.per_week * scale + 5, y + 26, speech.number(one.per_week), "value")
    canvas.height = min(len(people), MOST_BARS) * _ROW + 4


def _staffing(canvas: Canvas, lines: Sequence[Staffing], speech: Speech) -> None:
    """A step line of those needed over an area of those there, Monday to Sunday."""
    left, upper, tall = 24, 8, 110
    by_half = {one.half_hour: one for one in lines}
    top = max(*(max(one.needed, one.there) for one in lines), 1)
    across, up = (WIDE - left) / 336, tall / top
    needed: list[tuple[float, float]] = []
    for half in range(336):
        one = by_half.get(half)
        x = left + half * across
        if one is not None:
            canvas.box(x, upper + tall - one.there * up, across + 0.1, one.there * up, "there")
        height = upper + tall - (one.needed if one else 0) * up
        needed += [(x, height), (x + across, height)]
    canvas.line(needed, "needed")
    canvas.text(left - 4, upper + 8, f"{top:.0f}", "axis", "end")
    canvas.text(left - 4, upper + tall, "0", "axis", "end")
    for number in range(7):
        canvas.text(left + number * 48 * across, upper + tall + 16, speech.say(day(number)), "axis")
    canvas.height = upper + tall + 22

"""The picture of one case in time as SVG: wide with the words beside, or narrow with them above."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from markupsafe import Markup

from charterdesk.engine.picture import Picture
from charterdesk.look.phrasing import worded
from charterdesk.look.pictures.axis import (
    Mark,
    change_labels,
    day_labels,
    guides,
    time_label,
    written_marks,
)
from charterdesk.look.pictures.legend import legend
from charterdesk.look.pictures.rows import (
    THICK,
    Row,
    band_row,
    notices_row,
    promise_row,
    step_row,
)
from charterdesk.look.pictures.scale import Scale, scale_of
from charterdesk.look.pictures.style import style
from charterdesk.look.pictures.svg import cut, element, group, lines, plain, width_of, words

Form = Literal["wide", "narrow"]
HEAD, TEXT, SMALL = 14.0, 12.5, 11.0


@dataclass(frozen=True, slots=True)
class Layout:
    """Measures in pixels. `column` is how wide the words beside the drawing are; 0: above it."""

    width: float
    edge: float
    column: float
    row: float
    middle: float

    @property
    def left(self) -> float:
        return self.edge + (self.column + 16 if self.column else 4)

    @property
    def right(self) -> float:
        return self.width - self.edge - 6

    def height(self, row: Row) -> float:
        """A row without a second line, or above no drawing, needs less room."""
        without = 0 if row.detail else 18
        return self.row - without - (0 if row.drawing or self.column else 20)

    @property
    def words_width(self) -> float:
        return self.column or self.width - 2 * self.edge


LAYOUTS: dict[Form, Layout] = {
    "wide": Layout(width=960, edge=16, column=284, row=46, middle=22),
    "narrow": Layout(width=320, edge=10, column=0, row=70, middle=50),
}


def picture_svg(picture: Picture, form: Form = "wide", *, alone: bool = False) -> str:
    """The picture in the active language; `alone` for a file of its own, with its colours.

    The same values give the same text. It is as wide as its room, 960 or 320 at its best.
    """
    layout = LAYOUTS[form]
    scale = scale_of(picture, layout.left, layout.right)
    body: list[str] = []
    y = _head(picture, layout, body)
    top = y + 8
    marks = tuple(written_marks(picture, scale, _marks(picture)))
    y = rows_top = _axis(picture, scale, marks, top, body)
    drawn: list[str] = []
    for row in _rows(picture, scale, roomy=bool(layout.column)):
        drawn.append(_row(row, layout, scale, y))
        y += layout.height(row)
    body += [*guides(picture, scale, marks, rows_top, y), *drawn]
    parts, y = legend(picture, layout.edge + 6, layout.width - layout.edge, y + 20)
    body += parts
    return _document(picture, layout, y, body, alone)


def pictures_svg(picture: Picture) -> tuple[Markup, Markup]:
    """Both forms for `look/_picture.html`; its page shows the one that it has room for."""
    return Markup(picture_svg(picture, "wide")), Markup(picture_svg(picture, "narrow"))


def titled(picture: Picture) -> str:
    """The title, as a sentence begins."""
    title = worded(picture.title, picture.zone)
    return title[:1].upper() + title[1:]


def spoken(picture: Picture) -> str:
    """All that the picture shows, in sentences."""
    zone = picture.zone
    said = [worded(picture.remark, zone)]
    for row in picture.promises:
        name = worded(row.name, zone)
        remark = worded(row.remark, zone)
        said.append(f"{name[:1].upper()}{name[1:]}, {row.target} ({row.hours}): {remark}.")
    said += [f"{step.ladder}, {step.step}: {worded(step.remark, zone)}." for step in picture.steps]
    return " ".join(said)


def _head(picture: Picture, layout: Layout, body: list[str]) -> float:
    y, room = 8.0, layout.width - 2 * layout.edge
    for line in lines(titled(picture), room, HEAD):
        y += 18
        body.append(words(line, layout.edge, y, "picture__title"))
    for line in lines(worded(picture.remark, picture.zone), room, TEXT):
        y += 17
        body.append(words(line, layout.edge, y, "picture__remark"))
    return y


def _axis(
    picture: Picture, scale: Scale, marks: tuple[Mark, ...], top: float, body: list[str]
) -> float:
    """The lines of labels; the answer is the top of the rows."""
    y = top + 14
    body += day_labels(picture, scale, y)
    y += 15
    body += [time_label(mark, y) for mark in marks]
    if picture.clock_changes:
        y += 14
        body += change_labels(picture, scale, y)
    return y + 6


def _marks(picture: Picture) -> Iterator[datetime]:
    """The moments whose time is written, the weightiest first."""
    yield picture.since
    bars = [bar for row in picture.promises for bar in row.bars]
    yield from (bar.due for bar in bars if bar.due is not None)
    yield from (step.at for step in picture.steps if step.at is not None)
    yield from (bar.kept for bar in bars if bar.kept is not None)
    yield from (step.limit for step in picture.steps if step.limit is not None)
    yield from (bar.warning for bar in bars if bar.warning is not None)


def _rows(picture: Picture, scale: Scale, *, roomy: bool) -> Iterator[Row]:
    for band in picture.hours:
        if band.name != "always":
            yield band_row(band, scale)
    yield from (promise_row(picture, row, scale) for row in picture.promises)
    yield from (step_row(picture, step, scale, roomy=roomy) for step in picture.steps)
    if picture.notices:
        yield notices_row(picture, picture.notices, scale)


def _row(row: Row, layout: Layout, scale: Scale, y: float) -> str:
    """The words and the drawing of a row whose top is at `y`."""
    beside = bool(layout.column)
    height = layout.height(row)
    middle = height / 2 if beside else layout.middle - (0 if row.detail else 18)
    first = y + (height / 2 - 3 if beside and row.detail else height / 2 + 4 if beside else 17)
    texts = [
        words(cut(row.head, layout.words_width, TEXT), layout.edge, first, "picture__name"),
        words(
            cut(row.detail, layout.words_width, TEXT), layout.edge, first + 16, "picture__detail"
        ),
    ]
    ground = [
        element(
            "rect",
            x=scale.place(span.since),
            y=middle + y - THICK - 4,
            width=max(scale.place(span.until) - scale.place(span.since), 1),
            height=2 * THICK + 8,
            cls="picture__ground",
        )
        for span in row.ground
    ]
    rule = element(
        "line", x1=layout.edge, x2=layout.width - layout.edge, y1=y, y2=y, cls="picture__rule"
    )
    drawing = group(row.drawing, transform=f"translate(0 {y + middle:.2f})")
    if row.beside is not None:
        texts.append(_beside(*row.beside, layout, y + middle + 4))
    full = row.full or (f"{row.head}. {row.detail}" if row.detail else row.head)
    return group([rule, *ground, *texts, drawing], title=full)


def _beside(text: str, before: float, after: float, layout: Layout, y: float) -> str:
    """A word right of its mark, or left of it where there is more room."""
    right, left = layout.right - after, before - layout.left
    if width_of(text, SMALL) <= right or right >= left:
        return words(cut(text, right, SMALL), after, y, "picture__people")
    return words(cut(text, left, SMALL), before, y, "picture__people", anchor="end")


def _document(picture: Picture, layout: Layout, height: float, body: list[str], alone: bool) -> str:
    head = [element("title", plain(titled(picture))), element("desc", plain(spoken(picture)))]
    ground = element("rect", x=0, y=0, width=layout.width, height=height, cls="picture__page", rx=8)
    attributes: dict[str, str | float] = {
        "viewBox": f"0 0 {layout.width:g} {height:g}",
        "role": "img",
        "cls": f"picture picture--{'wide' if layout.column else 'narrow'}",
        "width": layout.width,
        "height": height,
    }
    if alone:
        attributes["xmlns"] = "http://www.w3.org/2000/svg"
        head.append(element("style", style()))
    return element("svg", "".join([*head, ground, *body]), **attributes)

"""What the shapes of a picture mean: each with its word, and only those that are drawn."""

from collections.abc import Iterator

from django.utils.translation import pgettext

from charterdesk.engine.picture import Picture
from charterdesk.look.pictures.svg import element, group, width_of, words

SIZE = 11.0
_LINE = 20.0

_BAR = element("rect", x=-7, y=-4, width=15, height=8, cls="picture__bar picture__bar--running")
_STILL = element("line", x1=-7, x2=8, y1=0, y2=0, cls="picture__still")
_PAUSE = element("rect", x=-7, y=-4, width=15, height=8, cls="picture__pause")
_WARNING = element("path", d="M3 -6a6 6 0 0 0 0 12z", cls="picture__warning")
_DUE = element("path", d="M0 -7l5.5 7-5.5 7-5.5-7z", cls="picture__due")
_KEPT = element("path", d="M-6 0l4.5 4.5 8-10", cls="picture__kept")
_MISSED = element("path", d="M-4 -4h8v8h-8z", cls="picture__missed")
_STEP = element("path", d="M0 -7l6 7h-3v6h-6v-6h-3z", cls="picture__step")
_TOLD = element("circle", cx=0, cy=0, r=3.5, cls="picture__notice")


def legend(picture: Picture, left: float, right: float, y: float) -> tuple[list[str], float]:
    """The entries from `left` on, broken before `right`, and the bottom of the last line."""
    parts: list[str] = []
    x = left
    for shape, text in _entries(picture):
        width = 36 + width_of(text, SIZE)
        if x + width > right and x > left:
            x, y = left, y + _LINE
        parts.append(group([shape], transform=f"translate({x + 6:.2f} {y - 4:.2f})"))
        parts.append(words(text, x + 20, y, "picture__legend"))
        x += width
    return parts, y + 14


def _entries(picture: Picture) -> Iterator[tuple[str, str]]:
    bars = [bar for row in picture.promises for bar in row.bars]
    if bars:
        yield _BAR, pgettext("legend", "time passes")
        yield _STILL, pgettext("legend", "time stands still")
    if any(bar.pauses for bar in bars):
        yield _PAUSE, pgettext("legend", "paused")
    if any(bar.warning for bar in bars):
        yield _WARNING, pgettext("legend", "warning")
    if any(bar.due for bar in bars):
        yield _DUE, pgettext("legend", "due")
    if any(bar.kept for bar in bars):
        yield _KEPT, pgettext("legend", "done")
    if any(bar.missed for bar in bars):
        yield _MISSED, pgettext("legend", "missed")
    if picture.steps:
        yield _STEP, pgettext("legend", "step of a ladder")
    if picture.notices:
        yield _TOLD, pgettext("legend", "somebody is told")

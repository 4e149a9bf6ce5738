"""Elements of SVG as text. Every text and every attribute is escaped here and nowhere else."""

import re
from collections.abc import Iterable
from typing import Final

from markupsafe import escape

# What XML 1.0 has no way to write, be it escaped.
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WIDE: Final = re.compile(
    "[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7ff\uff00-\uff60\U0001f000-\U0003ffff]"
)
_NARROW: Final = frozenset("iljtfr.,:;'|!()[] ")


def plain(text: str) -> str:
    """A text as it may stand in XML: in one line, escaped."""
    return str(escape(" ".join(_FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text).split())))


def element(name: str, content: str = "", **attributes: str | float) -> str:
    """An element; `content` is SVG already. `cls` is its class, `_` in a name a hyphen."""
    written = "".join(
        f' {_attribute(key)}="{_value(value)}"' for key, value in attributes.items() if value != ""
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def words(text: str, x: float, y: float, cls: str = "", anchor: str = "") -> str:
    """A line of text."""
    return element("text", plain(text), x=x, y=y, cls=cls, text_anchor=anchor) if text else ""


def group(parts: Iterable[str], title: str = "", **attributes: str | float) -> str:
    """A group; its title is what a pointer over it shows."""
    inner = "".join(parts)
    shown = element("title", plain(title)) if title else ""
    return element("g", shown + inner, **attributes) if inner else ""


def width_of(text: str, size: float) -> float:
    """About how wide a text is in the system's font; rather more than less."""
    return size * sum(_width(character) for character in text)


def cut(text: str, width: float, size: float) -> str:
    """As much of a text as fits, with an ellipsis where something is missing."""
    if width_of(text, size) <= width:
        return text
    left, kept = width - width_of("…", size), []
    for character in text:
        left -= size * _width(character)
        if left < 0:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"


def lines(text: str, width: float, size: float, most: int = 3) -> list[str]:
    """A text in lines that fit, at most `most`; a word that is too long is cut."""
    found = [""]
    for word in text.split():
        longer = f"{found[-1]} {word}".strip()
        if not found[-1] or width_of(longer, size) <= width:
            found[-1] = longer
        else:
            found.append(word)
    if len(found) > most:
        found = [*found[: most - 1], " ".join(found[most - 1 :])]
    return [cut(line, width, size) for line in found]


def _width(character: str) -> float:
    if character in _NARROW:
        return 0.36
    if _WIDE.match(character):
        return 1.05
    return 0.74 if character.isupper() or character in "mwшщжюмфMW@%" else 0.6


def _attribute(key: str) -> str:
    return "class" if key == "cls" else key.replace("_", "-") if key != "viewBox" else key


def _value(value: str | float) -> str:
    if isinstance(value, str):
        return plain(value)
    return f"{value:.2f}".rstrip("0").rstrip(".")

"""Colours as `#rrggbb`: how well one is read on another (WCAG 2.2), and one made to be read."""

import os
import re
from collections.abc import Mapping

from charterdesk.kit.settings_readers import MalformedSetting, read_text

READABLE = 4.5
HEX = re.compile(r"#[0-9a-fA-F]{6}")
STEPS = 40


def read_colour(name: str, *, env: Mapping[str, str] = os.environ) -> str:
    """A colour that can be read on white, "" where none is set."""
    text = read_text(name, "", env=env).strip()
    if not text:
        return ""
    if not HEX.fullmatch(text):
        raise MalformedSetting(f"{name} is '{text}': it wants a colour such as #0a55c4.")
    found = contrast(text, "#ffffff")
    if found < READABLE:
        raise MalformedSetting(
            f"{name} is '{text}', which has a contrast of {found:.1f} on white: it wants a darker"
            f" one, with {READABLE} or more."
        )
    return text.lower()


def contrast(one: str, other: str) -> float:
    """From 1, not to be told apart, to 21, black on white."""
    lights = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def readable_on(colour: str, ground: str, *, towards: str) -> str:
    """The colour, mixed with `towards` as little as makes it well read on `ground`."""
    for step in range(STEPS + 1):
        mixed = _mixed(colour, towards, step / STEPS)
        if contrast(mixed, ground) >= READABLE:
            return mixed
    return towards


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _mixed(colour: str, other: str, share: float) -> str:
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)

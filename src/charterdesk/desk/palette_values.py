"""What the palette draws, as frozen values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaletteHit:
    """Somewhere to go: what kind of thing it is, its name, and what else tells it apart."""

    kind: str
    name: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PalettePage:
    """What the words find; without words the last cases and the places of the desk."""

    words: str
    hits: tuple[PaletteHit, ...]
    empty: str = ""

"""The frozen values of a wallboard: six tiles, and the page on which wallboards are made."""

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from charterdesk.look.values import Action, Field, Link, Refusal

TileState = Literal["calm", "soon", "critical", "breached", "escalated"]


@dataclass(frozen=True, slots=True)
class TileLine:
    """A case or a person on a tile; `url` leads a person who signs in to where they can act.

    `act` is what whoever is signed in on this screen can do in place.
    """

    text: str
    after: str = ""
    url: str = ""
    alarm: bool = False
    act: Action | None = None


@dataclass(frozen=True, slots=True)
class Tile:
    """One of the six. `figure` is read from across the room."""

    name: str
    label: str
    figure: str
    state: TileState = "calm"
    lines: tuple[TileLine, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class WallPage:
    """`at` is the moment of the data, `time` the same on the wall; `icon` a picture's address."""

    name: str
    title: str
    at: str
    time: Markup
    stamp: str
    missed: int
    icon: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A wallboard that hangs."""

    name: str
    words: str
    act: Action


@dataclass(frozen=True, slots=True)
class BoardsPage:
    """The wallboards; `url` only right after one was made."""

    action: str
    back: Link
    fields: tuple[Field, ...]
    rows: tuple[BoardRow, ...]
    url: str = ""
    refusal: Refusal | None = None

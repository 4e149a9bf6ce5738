"""What the page of a search shows: tabs with counts, and the hits of one of them."""

from dataclasses import dataclass
from datetime import datetime

from charterdesk.desk.values import QueuePage
from charterdesk.kit.fulltext.snippets import Piece
from charterdesk.look.values import Link, Tab


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: its title, where it stands, and the piece of it with the words marked.

    `case` is the number of the case to which it leads; "" where it leads elsewhere.
    """

    url: str
    title: tuple[Piece, ...]
    where: str
    snippet: tuple[Piece, ...] = ()
    at: datetime | None = None
    case: str = ""


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """What hits can be narrowed to, each value with how many of the newest hits have it."""

    name: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """`cases` are drawn as the queue draws them; the other tabs are lists of hits.

    `here` is the address of what is shown. Where all of it leads to cases, each `previews` beside.
    """

    name: str
    here: str
    words: str
    sentence: str
    tabs: tuple[Tab, ...] = ()
    cases: QueuePage | None = None
    hits: tuple[Hit, ...] = ()
    chips: tuple[Link, ...] = ()
    facets: tuple[FacetGroup, ...] = ()
    nearest: Link | None = None
    previews: bool = False
    empty: str = ""
    empty_act: Link | None = None

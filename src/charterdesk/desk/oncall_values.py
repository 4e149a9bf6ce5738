"""The frozen values of the on-call page: who is on duty, the strip of days, what is asked."""

from dataclasses import dataclass, field
from typing import Literal

from markupsafe import Markup

from charterdesk.look.values import Action, Field, Link, Refusal, Tab

BarKind = Literal["turn", "over", "gap"]


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch as drawn; `title` says it whole. `mine` is outlined."""

    x: int
    width: int
    text: str
    title: str
    kind: BarKind = "turn"
    mine: bool = False


@dataclass(frozen=True, slots=True)
class StripLine:
    """One row of the strip: a level of the final schedule, a layer, or who stands in."""

    y: int
    label: str
    bars: tuple[Bar, ...]
    final: bool = False


@dataclass(frozen=True, slots=True)
class StripDay:
    """A day's column; `note` says that its clocks change."""

    x: int
    width: int
    text: str
    weekend: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Strip:
    """Fourteen days, to scale. `now_x` is below 0 where the present is not among them."""

    width: int
    height: int
    days: tuple[StripDay, ...]
    lines: tuple[StripLine, ...]
    now_x: int = -1


@dataclass(frozen=True, slots=True)
class TurnRow:
    """A stretch of the final schedule in words: the same as the strip's upper rows."""

    since: Markup
    until: Markup
    level: str
    who: str
    note: str = ""
    mine: bool = False
    now: bool = False
    gap: bool = False
    act: Link | None = None


@dataclass(frozen=True, slots=True)
class LayerRow:
    """A layer in words."""

    name: str
    level: int
    words: tuple[str, ...]
    act: Action | None = None
    change: Link | None = None


@dataclass(frozen=True, slots=True)
class AskedRow:
    """Something between colleagues: cover or a swap, with what the reader may answer."""

    sentence: str
    note: str = ""
    acts: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class AwayRow:
    """Somebody's absence."""

    who: str
    since: Markup
    until: Markup
    why: str
    act: Action | None = None


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A calendar of others that the rota is read from; `fault` is what went wrong the last time."""

    name: str
    level: int
    words: tuple[str, ...]
    fault: str = ""
    acts: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One person's part of the duty."""

    who: str
    hours: str
    nights: int
    weekends: int


@dataclass(frozen=True, slots=True)
class FairTable:
    """Everybody's part between two days, a form for other days that keeps the rest, and a CSV."""

    rows: tuple[ShareRow, ...]
    first: str
    last: str
    action: str
    kept: tuple[tuple[str, str], ...] = ()
    csv_url: str = ""


@dataclass(frozen=True, slots=True)
class OncallPage:
    """Who is on call now and for fourteen days, what lies beneath, and what is asked of whom."""

    title: str
    sentence: str
    rotas: tuple[Tab, ...]
    zones: tuple[Tab, ...]
    earlier: Link
    later: Link
    gaps: tuple[Link, ...]
    strip: Strip
    turns: tuple[TurnRow, ...]
    acts: tuple[Action, ...]
    layers: tuple[LayerRow, ...] = ()
    sources: tuple[SourceRow, ...] = ()
    overrides: tuple[AwayRow, ...] = ()
    asked: tuple[AskedRow, ...] = ()
    away: tuple[AwayRow, ...] = ()
    fair: FairTable | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class OncallFormPage:
    """One thing to change about on-call duty; with `strip`, how the rota would stand then."""

    title: str
    sentence: str
    action: str
    submit: str
    back: Link
    fields: tuple[Field, ...] = ()
    lines: tuple[str, ...] = field(default=())
    can_preview: bool = False
    strip: Strip | None = None
    gaps: tuple[str, ...] = ()
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class FeedPage:
    """The address of one's own duty as a calendar; `url` only right after it was made."""

    action: str
    back: Link
    url: str = ""
    there: bool = False


@dataclass(frozen=True, slots=True)
class OfferPage:
    """Cover or a swap that is asked of somebody, or what became of their answer.

    `take` is the word of the button that says yes.
    """

    title: str
    sentence: str = ""
    note: str = ""
    action: str = ""
    take: str = ""
    done: str = ""
    refusal: str = ""

"""A wallboard as a page: six tiles in the order of urgency, without anything of the customers.

Names of customers and subjects stand there only where the board was made so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.cases.models import Case
from charterdesk.cases.queries.wall import MOST, Counted, Waiting, Wall
from charterdesk.desk.wall_values import Tile, TileLine, TileState, WallPage
from charterdesk.look.moments import length_words, time_tag
from charterdesk.look.values import Action
from charterdesk.oncall.models import Wallboard
from charterdesk.oncall.walls import NowOn

CRITICAL = timedelta(minutes=15)
# So many lines stand on a tile of a screen that nobody scrolls.
CALLED = 3
ON_CALL = 10


@dataclass(frozen=True)
class Hung:
    """A board at a moment, with the names of people.

    `viewer` is who is signed in on the screen, `here` its address; `overdue` are the moments by
    which customers were to hear from us, by the key of the case.
    """

    board: Wallboard
    at: datetime
    names: dict[str, str]
    viewer: str = ""
    here: str = ""
    overdue: Mapping[int, datetime] = field(default_factory=dict)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.board.made_by.zone)


def wall_page(wall: Wall, on: Sequence[NowOn], hung: Hung) -> WallPage:
    """The six tiles."""
    missed = wall.missed.count
    title = f"({figure(missed)}) {hung.board.name}" if missed else hung.board.name
    return WallPage(
        name=hung.board.name,
        title=title,
        at=hung.at.isoformat(),
        time=time_tag(hung.at, hung.at, hung.zone, "plain"),
        stamp=f"{hung.at.astimezone(hung.zone):%H:%M:%S}",
        missed=missed,
        icon=icon_of(missed),
        tiles=(
            _counted("missed", _("Missed"), wall.missed, "breached", hung),
            _due(wall.due, hung),
            _counted("unassigned", _("Unassigned"), wall.unassigned, "calm", hung),
            _escalated(wall, hung),
            _on_call(on, hung),
            _kept(wall),
        ),
    )


def figure(count: int) -> str:
    """A count as it is read from across the room."""
    return f"{MOST}+" if count > MOST else str(count)


def icon_of(missed: int) -> str:
    """The picture in the browser's tab: the missed count in white on red, else a quiet mark."""
    text = figure(missed) if missed < 100 else "99+"
    size = 40 if len(text) == 1 else 32 if len(text) == 2 else 24
    fill = "#4A060B" if missed else "#0A55C4"
    words = (
        f'<text x="32" y="46" font-size="{size}" font-family="sans-serif" font-weight="700"'
        f' text-anchor="middle" fill="#fff">{text}</text>'
        if missed
        else '<path d="M18 33l10 10 19-22" fill="none" stroke="#fff" stroke-width="7"/>'
    )
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" rx="12" fill="{fill}"/>{words}</svg>'
    )
    return f"data:image/svg+xml,{quote(svg)}"


def _counted(name: str, label: str, counted: Counted, state: TileState, hung: Hung) -> Tile:
    lines = tuple(_line(row, hung) for row in counted.rows)
    return Tile(
        name, label, figure(counted.count), state if counted.count else "calm", lines,
        _more(counted),
    )  # fmt: skip


def _due(counted: Counted, hung: Hung) -> Tile:
    soonest = min((row.next_due_at for row in counted.rows if row.next_due_at), default=None)
    state: TileState = "soon"
    if soonest is not None and soonest - hung.at <= CRITICAL:
        state = "critical"
    return _counted("due", _("Due within the hour"), counted, state, hung)


def _line(row: Case, hung: Hung) -> TileLine:
    dues = (row.next_due_at, hung.overdue.get(row.pk))
    due = min((one for one in dues if one is not None), default=None)
    after = "" if due is None else _length(due - hung.at, late=due <= hung.at)
    return TileLine(_words(row, hung), after, _url(row))


def _words(row: Case, hung: Hung) -> str:
    said = f"{row.number} · {row.priority}"
    if not hung.board.names_customers:
        return said
    firm = row.organisation.name if row.organisation else ""
    return " · ".join(part for part in (said, firm, row.subject[:60]) if part)


def _length(left: timedelta, *, late: bool) -> str:
    if late:
        return _("%(length)s late") % {"length": length_words(abs(left))}
    return _("in %(length)s") % {"length": length_words(max(left, timedelta()))}


def _escalated(wall: Wall, hung: Hung) -> Tile:
    shown = CALLED if wall.escalated.count <= CALLED else CALLED - 1
    # Whoever stands at the screen first sees what waits for them.
    waiting = sorted(wall.waiting, key=lambda one: hung.viewer not in one.silent)
    lines = tuple(_called(one, hung) for one in waiting[:shown])
    state: TileState = "escalated" if wall.escalated.count else "calm"
    if any(one.since for one in wall.waiting):
        state = "critical"
    count = figure(wall.escalated.count)
    note = _and_more(wall.escalated.count - len(lines))
    return Tile("escalated", _("Escalated"), count, state, lines, note)


def _called(one: Waiting, hung: Hung) -> TileLine:
    if one.since is None:
        return TileLine(_words(one.row, hung), _("acknowledged"), _incident(one.row))
    length = length_words(max(hung.at - one.since, timedelta()))
    after = _("not acknowledged for %(length)s") % {"length": length}
    act = _have(one.row, hung) if hung.viewer in one.silent else None
    return TileLine(_words(one.row, hung), after, _incident(one.row), alarm=True, act=act)


def _have(row: Case, hung: Hung) -> Action:
    """They were called, and say so where they stand."""
    url = reverse("desk:wall_have", args=[row.number])
    data = {"next": hung.here}
    return Action("have", _("I have it"), url, method="post", look="primary", data=data)


def _on_call(on: Sequence[NowOn], hung: Hung) -> Tile:
    people = {name for one in on for _level, names in one.levels for name in names}
    gap = any(one.gap for one in on)
    # Whoever looks must see a gap, however many rotas there are.
    ordered = sorted(on, key=lambda one: not one.gap)
    lines = [line for one in ordered for line in _rota(one, hung)]
    state: TileState = "critical" if gap else "calm"
    note = _and_more(len(lines) - ON_CALL) if len(lines) > ON_CALL else ""
    told = tuple(lines[:ON_CALL])
    return Tile("oncall", _("On call now"), str(len(people)), state, told, note)


def _rota(one: NowOn, hung: Hung) -> Iterator[TileLine]:
    if one.gap:
        yield TileLine(one.rota, _("nobody"), alarm=True)
    for level, names in one.levels:
        who = ", ".join(hung.names.get(name, name) for name in names)
        rota = one.rota if len(one.levels) == 1 else f"{one.rota} L{level}"
        yield TileLine(who, rota)


def _kept(wall: Wall) -> Tile:
    note = _("cases that ended since Monday without a missed promise")
    if not wall.ended:
        return Tile("kept", _("Kept this week"), "–", note=_("No case has ended since Monday."))
    # Rounded down: 100 % is all of them.
    share = f"{wall.kept * 100 // wall.ended} %"
    said = {"kept": wall.kept, "count": wall.ended}
    text = ngettext("%(kept)d of %(count)d case", "%(kept)d of %(count)d cases", wall.ended) % said
    return Tile("kept", _("Kept this week"), share, lines=(TileLine(text),), note=note)


def _more(counted: Counted) -> str:
    return _and_more(counted.count - len(counted.rows))


def _and_more(more: int) -> str:
    if more <= 0:
        return ""
    return ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more}


def _url(row: Case) -> str:
    return reverse("desk:short", args=[row.number])


def _incident(row: Case) -> str:
    return reverse("desk:incident", args=[row.number])

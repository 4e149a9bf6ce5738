"""The on-call page: who is on duty now, the days ahead, gaps in words, what is asked of whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from charterdesk.accounts.models import Person
from charterdesk.desk.oncall_fairness import Fairness
from charterdesk.desk.oncall_values import FairTable, OncallPage, ShareRow, TurnRow
from charterdesk.desk.pages.oncall_rows import (
    acts_of,
    asked_rows,
    away_rows,
    layer_rows,
    override_rows,
)
from charterdesk.desk.pages.oncall_sources import source_rows
from charterdesk.desk.pages.oncall_strip import DAYS, Frame, people_at, strip_of
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.rotation import Gap, Share, Stretch
from charterdesk.engine.spans import Span
from charterdesk.look.moments import moment_words, relative_words, time_tag
from charterdesk.look.values import Link, Refusal, Tab
from charterdesk.oncall.models import Absence, CalendarSource, CoverOffer, CoverRequest, Rota, Swap
from charterdesk.oncall.schedules import Schedule, rota_names

ZONES = ("mine", "rota", "utc")


@dataclass(frozen=True, slots=True, kw_only=True)
class Oncall:
    """All that the page shows of one rota, gathered."""

    charters: Sequence[Charter]
    charter: Charter
    name: str
    rota: Rota | None
    zone: str
    schedule: Schedule
    present: tuple[Stretch, ...]
    fairness: Fairness
    sources: Sequence[CalendarSource]
    absences: Sequence[Absence]
    offers: Sequence[CoverOffer]
    requests: Sequence[CoverRequest]
    swaps: Sequence[Swap]
    people: Sequence[Person]
    may_staff: bool
    refusal: Refusal | None = field(default=None)


def oncall_page(duty: Oncall, frame: Frame) -> OncallPage:
    """The page of one rota."""
    return OncallPage(
        title=_("On call: %(rota)s") % {"rota": duty.name},
        sentence=_now(duty.present, frame),
        rotas=tuple(_tabs(duty)),
        zones=tuple(_zones(duty, frame)),
        earlier=Link(_("Earlier"), _at(duty, frame, -DAYS)),
        later=Link(_("Later"), _at(duty, frame, DAYS)),
        gaps=tuple(_gap(duty, gap, frame) for gap in _ahead(duty.schedule.gaps, frame)),
        strip=strip_of(duty.schedule, frame),
        turns=tuple(sorted_turns(duty, frame)),
        acts=acts_of(duty.charter, duty.name, duty.may_staff),
        layers=layer_rows(duty.schedule.layers, duty.may_staff),
        sources=source_rows(duty.sources, duty.may_staff, frame.reader),
        overrides=override_rows(duty.schedule.overrides, duty.may_staff, frame),
        asked=asked_rows(duty.offers, duty.requests, duty.swaps, frame),
        away=away_rows(duty.absences, duty.may_staff, frame),
        fair=_fair(duty, frame),
        refusal=duty.refusal,
    )


def _now(present: Sequence[Stretch], frame: Frame) -> str:
    """Who is on duty, until when, and how far off the next hand-over is."""
    at = frame.reader.at
    runs = [list(run) for _, run in groupby(present, key=lambda one: one.people)]
    if not runs or not runs[0][0].people:
        return _("Now: nobody is on duty.")
    cells = [cell for cell in runs[0][0].cells if cell.people]
    who = ", ".join(_level(cell.level, cell.people, frame, len(cells)) for cell in cells)
    if len(runs) == 1:
        return _("Now: %(who)s. Nobody hands over in the next fourteen days.") % {"who": who}
    until = runs[0][-1].span.until
    said = {
        "who": who,
        "until": moment_words(until, at, frame.zone),
        "left": relative_words(until, at),
    }
    return _("Now: %(who)s, until %(until)s. The next hand-over is %(left)s.") % said


def _level(level: int, people: Sequence[str], frame: Frame, of: int) -> str:
    names = ", ".join(map(frame.reader.name, people))
    return names if of == 1 else _("L%(level)d %(who)s") % {"level": level, "who": names}


def _tabs(duty: Oncall) -> Iterator[Tab]:
    for charter in duty.charters:
        for name in rota_names(charter):
            current = charter.name == duty.charter.name and name == duty.name
            yield Tab(f"{name} · {charter.title or charter.name}", _url(charter, name), current)


def _zones(duty: Oncall, frame: Frame) -> Iterator[Tab]:
    rota_zone = duty.rota.zone if duty.rota else duty.charter.zone
    labels = {
        "mine": _("mine: %(zone)s") % {"zone": frame.reader.person.zone},
        "rota": _("the rota's: %(zone)s") % {"zone": rota_zone},
        "utc": "UTC",
    }
    for zone in ZONES:
        yield Tab(labels[zone], _at(duty, frame, 0, zone), zone == duty.zone)


def _at(duty: Oncall, frame: Frame, days: int, zone: str = "") -> str:
    first = (frame.since.astimezone(frame.zone) + timedelta(days=days)).date()
    query = urlencode({"from": first.isoformat(), "zone": zone or duty.zone})
    return f"{_url(duty.charter, duty.name)}?{query}"


def _url(charter: Charter, name: str, page: str = "oncall_rota") -> str:
    return reverse(f"desk:{page}", args=[charter.name, name])


def _ahead(gaps: Sequence[Gap], frame: Frame) -> list[Gap]:
    """What can still be filled: the gaps from now on."""
    now = frame.reader.at
    return [
        Gap(Span(max(gap.span.since, now), gap.span.until), gap.level)
        for gap in gaps
        if gap.span.until > now
    ]


def gap_words(gap: Gap, frame: Frame) -> str:
    """When nobody is on duty, and at which level."""
    when = frame.range_words(gap.span)
    if gap.level:
        return _("%(when)s: nobody at level %(level)d") % {"when": when, "level": gap.level}
    return _("%(when)s: nobody on duty") % {"when": when}


def _gap(duty: Oncall, gap: Gap, frame: Frame) -> Link:
    return Link(gap_words(gap, frame), _fill(duty, gap.span, gap.level))


def _fill(duty: Oncall, span: Span, level: int, page: str = "oncall_override") -> str:
    query = {"since": _stamp(span.since), "until": _stamp(span.until), "level": level}
    return f"{_url(duty.charter, duty.name, page)}?{urlencode(query)}"


def _stamp(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M}Z"


def sorted_turns(duty: Oncall, frame: Frame) -> list[TurnRow]:
    """The final schedule and its gaps as rows, in the order of time."""
    rows = [(gap.span, _gap_row(duty, gap, frame)) for gap in duty.schedule.gaps]
    levels = sorted({cell.level for one in duty.schedule.final for cell in one.cells})
    for level in levels:
        pieces = [(people_at(one, level), one) for one in duty.schedule.final]
        for people, run in groupby(pieces, key=lambda piece: piece[0]):
            stretches = [one for _, one in run]
            if people:
                span = Span(stretches[0].span.since, stretches[-1].span.until)
                rows.append((span, _turn_row(duty, span, (level, people), stretches[0], frame)))
    return [row for _, row in sorted(rows, key=lambda pair: (pair[0].since, pair[1].level))]


def _turn_row(
    duty: Oncall, span: Span, held: tuple[int, tuple[str, ...]], first: Stretch, frame: Frame
) -> TurnRow:
    level, people = held
    mine = frame.reader.person.username in people
    how = {one.how for cell in first.cells if cell.level == level for one in cell.held}
    cover = Link(_("Ask for cover"), _fill(duty, span, level, "oncall_cover"))
    return TurnRow(
        since=_tag(span.since, frame),
        until=_tag(span.until, frame),
        level=str(level),
        who=", ".join(map(frame.reader.name, people)),
        note=", ".join(_how(one) for one in sorted(how) if one not in ("rotation", "shift")),
        mine=mine,
        now=span.since <= frame.reader.at < span.until,
        act=cover if mine and span.until > frame.reader.at else None,
    )


def _gap_row(duty: Oncall, gap: Gap, frame: Frame) -> TurnRow:
    fill = Link(_("Fill"), _fill(duty, gap.span, gap.level))
    return TurnRow(
        since=_tag(gap.span.since, frame),
        until=_tag(gap.span.until, frame),
        level=str(gap.level or ""),
        who=_("nobody"),
        now=gap.span.since <= frame.reader.at < gap.span.until,
        gap=True,
        act=fill if gap.span.until > frame.reader.at else None,
    )


def _how(how: str) -> str:
    return {"override": _("override"), "cover": _("cover"), "swap": _("swap")}[how]


def _tag(at: datetime, frame: Frame) -> Markup:
    return time_tag(at, frame.reader.at, frame.zone, "plain")


def _fair(duty: Oncall, frame: Frame) -> FairTable:
    found = duty.fairness
    days = {"fair_from": found.first.isoformat(), "fair_until": found.last.isoformat()}
    first = frame.since.astimezone(frame.zone).date()
    return FairTable(
        rows=tuple(_share(one, frame) for one in found.shares),
        first=days["fair_from"],
        last=days["fair_until"],
        action=_url(duty.charter, duty.name),
        kept=(("from", first.isoformat()), ("zone", duty.zone)),
        csv_url=f"{_url(duty.charter, duty.name, 'oncall_fairness')}?{urlencode(days)}",
    )


def _share(share: Share, frame: Frame) -> ShareRow:
    hours = f"{share.hours / timedelta(hours=1):.0f}"
    return ShareRow(frame.reader.name(share.person), hours, share.nights, share.weekends)

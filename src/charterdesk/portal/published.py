"""The page of a published charter, from the very values that the engine acts on (R-ROX-11)."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.cases.store import Loaded
from charterdesk.charters.queries.published import Published
from charterdesk.engine.charter.values import ALWAYS_NAME, Channel, Charter
from charterdesk.engine.picture.week import week_of
from charterdesk.look.moments import moment_words
from charterdesk.look.pictures.week import week_drawn
from charterdesk.look.terms import length_of
from charterdesk.portal.escalations import ladders_of
from charterdesk.portal.promising import levels_of
from charterdesk.portal.values import Contact, Edition, HoursSaid, PublishedPage
from charterdesk.visit.uploads import limits_of


def published_page(
    found: Published, at: datetime, case: Loaded | None = None, **told: str | bool
) -> PublishedPage:
    """The page at a moment; `told` is what the reader has just said of it.

    With a case that the reader may see, its place on the ladders is shown.
    """
    runs = {run.ladder: run for run in case.state.runs} if case else {}
    charter, zone = found.charter, ZoneInfo(found.charter.zone)
    return PublishedPage(
        name=charter.name,
        title=charter.title or charter.name,
        version=charter.version,
        in_force=moment_words(found.since, at, zone),
        edited=moment_words(found.published_at, at, zone),
        editor=found.editor,
        zone=charter.zone,
        is_former=found.is_former,
        case=case.row.number if case else "",
        current_url=reverse("portal:charter", args=[charter.name]),
        contacts=tuple(_contact(channel, found.addresses) for channel in charter.channels.values()
                       if not channel.machine),
        askers=tuple(_askers(charter)),
        levels=levels_of(charter),
        hours=tuple(_hours(charter, at)),
        ladders=ladders_of(charter, runs, charter.zone),
        endings=tuple(_endings(charter)),
        charges=tuple(_charges(charter)),
        assumptions=tuple(charter.assumes.values()),
        history=tuple(_history(found, at)),
        helpful_url=reverse("portal:helpful", args=[charter.name, charter.version]),
        **told,  # type: ignore[arg-type]  # thanks, trouble, comment
    )  # fmt: skip


def _contact(channel: Channel, addresses: Mapping[str, str]) -> Contact:
    address = addresses.get(channel.name, "")
    return Contact(
        name=channel.name,
        address=address or channel.form,
        href=f"mailto:{address}" if address else "",
        notes=tuple(_notes(channel)),
    )


def _notes(channel: Channel) -> Iterator[str]:
    if channel.live:
        yield _("A person answers at once.")
    if channel.hours and channel.hours != ALWAYS_NAME:
        yield _("Open in the hours “%(hours)s”.") % {"hours": channel.hours}
    if channel.subject_has:
        yield _("Write %(word)s into the subject.") % {"word": channel.subject_has}
    if channel.sets_priority:
        yield _("A case that comes in here is %(priority)s.") % {"priority": channel.sets_priority}
    if channel.escalates:
        yield _("A message to it escalates the case: %(ladder)s.") % {
            "ladder": " ".join(filter(None, (channel.escalates, channel.escalates_step)))
        }
    if channel.asks:
        yield _("Please say: %(what)s.") % {"what": ", ".join(channel.asks)}


def _askers(charter: Charter) -> Iterator[str]:
    yield _("Who may ask: %(who)s.") % {"who": ", ".join(charter.askers.who)}
    if charter.askers.hold is not None:
        days = {"days": charter.askers.hold.days}
        yield _("A message from anybody else waits %(days)d days for being registered.") % days
    limits = {"limit": limits_of(charter).hint()}
    yield _("Files may go with each message that you write on these pages. %(limit)s") % limits


def _hours(charter: Charter, at: datetime) -> Iterator[HoursSaid]:
    today = at.astimezone(ZoneInfo(charter.zone)).date()
    for name, hours in charter.hours.items():
        week = week_drawn(week_of(charter.calendar(name), at, charter.zone))
        closed = tuple(sorted(day for day in hours.closed if day >= today))
        yield HoursSaid(name, week, hours.lines, hours.also_said, closed)


def _endings(charter: Charter) -> Iterator[str]:
    closing = charter.closing
    if closing.silence is not None:
        yield _("A solved case is closed %(length)s after it was solved, if you say nothing.") % {
            "length": length_of(closing.silence)
        }
    else:
        yield _("No case is closed because nobody says anything.")
    agreed = {
        "customer": _("A case is closed when you agree."),
        "customer and analyst": _("A case is closed when you and we agree."),
        "by outcome": _("What closes a case depends on how it was solved."),
    }
    if closing.agreement in agreed:
        yield agreed[closing.agreement]
    if closing.reopen is not None:
        yield _("Write within %(length)s, and the same case goes on.") % {
            "length": length_of(closing.reopen)
        }


def _charges(charter: Charter) -> Iterator[str]:
    for charge in charter.charges:
        said = {"name": charge.name, "when": ", ".join(need.text for need in charge.when)}
        if charge.may:
            yield _("%(name)s: may cost extra when %(when)s; a person decides.") % said
        else:
            yield _("%(name)s: costs extra when %(when)s; a person decides.") % said


def _history(found: Published, at: datetime) -> Iterator[Edition]:
    zone = ZoneInfo(found.charter.zone)
    for row in found.history:
        yield Edition(
            version=row.version,
            since=moment_words(row.in_force_from, at, zone),
            published=moment_words(row.published_at, at, zone),
            url=reverse("portal:version", args=[found.charter.name, row.version]),
            is_shown=row.version == found.charter.version,
        )

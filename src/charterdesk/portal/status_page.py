"""The status page: what people of the desk have published, in their words, and nothing else.

Nothing here reads a case. Times are UTC, as nobody says who reads.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.incidents.models import PublicIncident, PublicUpdate
from charterdesk.incidents.queries.public import Shared
from charterdesk.look.moments import date_words, moment_words
from charterdesk.portal.shell import Place, places_for_all

ICONS = {"investigating": "soon", "identified": "ok", "monitoring": "open", "resolved": "met"}


@dataclass(frozen=True, slots=True)
class Said:
    """One update: its state in a word, when, what, and when the next one comes."""

    state: str
    icon: str
    at: datetime
    when: str
    text: str
    next_at: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident with its updates, the latest first."""

    title: str
    affected: str
    state: str
    icon: str
    url: str
    updates: tuple[Said, ...]
    day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusPage:
    """`tongues` are the other languages as (code, own name, address)."""

    title: str
    sentence: str
    is_calm: bool
    going: tuple[Incident, ...]
    past: tuple[Incident, ...]
    made: str
    feed_url: str
    home_url: str
    tongues: tuple[tuple[str, str, str], ...]
    places: tuple[Place, ...] = ()
    alone: bool = False


def status_page(
    shared: Shared, at: datetime, tongues: tuple[tuple[str, str, str], ...], *, alone: bool = False
) -> StatusPage:
    """The page; `alone` where it shows one incident."""
    going = tuple(_incident(one, at) for one in shared.going)
    return StatusPage(
        title=_("Status"),
        sentence=_("Something is going on; this is how it stands.")
        if going
        else _("We know of nothing that is out of order."),
        is_calm=not going,
        going=going,
        past=tuple(_incident(one, at) for one in shared.past),
        made=moment_words(at, at, UTC),
        feed_url=reverse("portal:status_feed"),
        home_url=reverse("portal:status"),
        tongues=tongues,
        places=places_for_all(reverse("portal:status")),
        alone=alone,
    )


def state_word(state: str) -> str:
    """One of the four words."""
    return str(PublicIncident.State(state).label)


def _incident(row: PublicIncident, at: datetime) -> Incident:
    return Incident(
        title=row.title,
        affected=row.affected,
        state=state_word(row.state),
        icon=ICONS[row.state],
        url=reverse("portal:status_one", args=[row.pk]),
        updates=tuple(_said(one, at) for one in row.updates.all()),
        day=date_words(row.published_at.astimezone(UTC), at.astimezone(UTC)),
    )


def _said(one: PublicUpdate, at: datetime) -> Said:
    coming = one.next_at if one.next_at is not None and one.next_at > at else None
    return Said(
        state=state_word(one.state),
        icon=ICONS[one.state],
        at=one.at,
        when=moment_words(one.at, at, UTC),
        text=one.text,
        next_at=moment_words(coming, at, UTC) if coming else "",
    )

"""The desk's own words in the reader's language: states, on whom a case waits, views.

Names that a charter gives (priorities, roles, steps, outcomes) are shown as it has them.
"""

from collections.abc import Mapping
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from charterdesk.desk.addresses import with_query
from charterdesk.look.moments import unit
from charterdesk.look.values import Link


def status_words(status: str, waiting_on: str = "") -> str:
    """A state of 2.3; while waiting, on whom."""
    return waiting_words(waiting_on) if status == "waiting" else _states(get_language())[status]


def waiting_words(on: str) -> str:
    """On whom or what a case waits."""
    return _waits(get_language()).get(on, _("Waiting"))


# A page of the queue asks for these words a hundred times; each language is looked up once.


@lru_cache(maxsize=8)
def _states(language: str) -> Mapping[str, str]:
    return {
        "new": pgettext("status", "New"),
        "active": pgettext("status", "Active"),
        "resolved": pgettext("status", "Resolved"),
        "closed": pgettext("status", "Closed"),
        "merged": pgettext("status", "Merged"),
        "handed back": pgettext("status", "Handed back"),
        "held": pgettext("status", "Held"),
    }


@lru_cache(maxsize=8)
def _waits(language: str) -> Mapping[str, str]:
    return {
        "customer": _("Waiting for the customer"),
        "supplier": _("Waiting for a supplier"),
        "bug": _("Waiting for a bug"),
        "date": _("Waiting for a date"),
    }


def work_words(work: str) -> str:
    """A kind of work whose time is booked."""
    return _works(get_language()).get(work, work)


@lru_cache(maxsize=8)
def _works(language: str) -> Mapping[str, str]:
    return {
        "support": pgettext("work", "support"),
        "maintenance": pgettext("work", "maintenance"),
        "development": pgettext("work", "development"),
    }


def hours_words(minutes: int) -> str:
    """Working time to the minute, never in days: `26h 15m`."""
    hours, rest = divmod(minutes, 60)
    parts = [unit("h", hours)] if hours else []
    parts += [unit("m", rest)] if rest or not hours else []
    return "\N{NO-BREAK SPACE}".join(parts)


def status_icon(status: str) -> str:
    """The glyph beside a state."""
    icons = {"new": "open", "active": "ok", "waiting": "paused"}
    return icons.get(status, "met")


def view_name(view: str) -> str:
    """A list of cases as the left rail calls it; the key is the address's."""
    names = {
        "mine": _("My work"),
        "unassigned": _("Unassigned"),
        "escalated": _("Escalated"),
        "waiting": _("Waiting"),
    }
    return names.get(view, _("All open"))


def search_of(key: str, value: str) -> str:
    """The search for the cases that hold exactly this in the field with that key."""
    quoted = f'{key}:"{value}"' if " " in value else f"{key}:{value}"
    return with_query(reverse("desk:search"), {"q": quoted})


def case_link(number: str, subject: str, url: str, note: str = "") -> Link:
    """A case as a link."""
    return Link(f"{number} {subject}".strip(), url, note)

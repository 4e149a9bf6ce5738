"""The words with which a customer is asked for access, in the customer's language."""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from charterdesk.access.advice import advice_on
from charterdesk.access.needs import needs_on
from charterdesk.access.queries import SystemSeen
from charterdesk.cases.models import Case
from charterdesk.cases.store import Loaded


def language_of(case: Case) -> str:
    """The contact's language, else the customer's, else English."""
    spoken = dict(settings.LANGUAGES)
    wanted = (
        case.contact.language if case.contact else "",
        case.organisation.language if case.organisation else "",
    )
    return next((one for one in wanted if one in spoken), "en")


def asking_text(loaded: Loaded, seen: Sequence[SystemSeen]) -> str:
    """What is missing, which ports are not open and what helps, and where to enter the rest."""
    with translation.override(language_of(loaded.row)):
        return "\n\n".join(_paragraphs(loaded, seen))


def greeting(case: Case) -> str:
    """The first line of a message to the asker."""
    return _("Hello %(name)s,") % {"name": case.contact.name if case.contact else case.asker}


def _paragraphs(loaded: Loaded, seen: Sequence[SystemSeen]) -> Iterator[str]:
    row = loaded.row
    yield greeting(row)
    yield _("before we can work on your system, we need access to it.")
    missing = [need.word for need in needs_on(loaded.charter, loaded.state) if not need.there]
    if missing:
        yield "\n".join([_("Still missing:"), *(f"- {word}" for word in missing)])
    for one in seen:
        yield from _about(one)
    page = settings.SITE + reverse("portal:access", args=[row.number])
    yield _("Please enter the address, accounts and passwords on this page:\n%(page)s") % {
        "page": page
    }
    yield _("Never send a password in a mail.")


def _about(one: SystemSeen) -> Iterator[str]:
    advice = advice_on(one.check)
    if one.check is None or not advice:
        return
    said = {"name": one.system.name, "address": one.check.address}
    tried = _("We tried %(name)s (%(address)s) and did not get in:") % said
    yield "\n".join([tried, *(f"- {line}" for line in advice)])

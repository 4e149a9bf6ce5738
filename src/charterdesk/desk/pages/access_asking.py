"""The words with which a customer is asked for access, in the customer's language."""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

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


def case_page_url(case: Case) -> str:
    """The customer's page of the case."""
    return settings.SITE + reverse("portal:case", args=[case.number])


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
    check = one.check
    shut = {port: heard for port, heard in check.said.items() if heard != "open"} if check else {}
    if not shut:
        return
    said = {"name": one.system.name, "address": one.system.address}
    lines = [_("We tried %(name)s (%(address)s), and these ports did not let us in:") % said]
    for port, heard in shut.items():
        lines.append(f"- {port}: {_advice(heard)}")
    yield "\n".join(lines)


def _advice(heard: str) -> str:
    if heard == "closed":
        return _(
            "closed. Nothing listens there: start the service, or forward the port to the machine."
        )
    return _("no answer. A firewall or router holds it back: let TCP to this port through.")

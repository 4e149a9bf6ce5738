"""Notices between colleagues about duty: who asks for cover, and who has taken it."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.notifications.means import last_sender
from charterdesk.notifications.models import Notice
from charterdesk.notifications.naming import message_id_of
from charterdesk.notifications.rendering import moment_in
from charterdesk.notifications.wording import spoken
from charterdesk.oncall.links import cover_link
from charterdesk.oncall.models import CoverOffer, CoverRequest


def tell_offers(request: CoverRequest, at: datetime) -> None:
    """Ask each of those who were named, with a link of their own."""
    for offer in CoverOffer.objects.filter(request=request).select_related("person"):
        with translation.override(offer.person.language):
            text = _("%(name)s asks you to cover %(rota)s from %(since)s until %(until)s.")
            said = _parts(request, offer.person, request.asker.name)
        _tell(request, offer.person, "cover asked", text % said, at, link=cover_link(offer))


def tell_taken(request: CoverRequest, by: Person, at: datetime) -> None:
    """Tell who asked that somebody has it."""
    with translation.override(request.asker.language):
        text = _("%(name)s covers %(rota)s for you from %(since)s until %(until)s.")
        said = _parts(request, request.asker, by.name)
    _tell(request, request.asker, "cover taken", text % said, at)


def _parts(request: CoverRequest, reader: Person, name: str) -> dict[str, str]:
    language = spoken(reader.language)
    return {
        "name": name,
        "rota": request.rota.name,
        "since": moment_in(language, request.since, reader.zone),
        "until": moment_in(language, request.until, reader.zone),
    }


def _tell(
    request: CoverRequest, person: Person, about: str, text: str, at: datetime, link: str = ""
) -> None:
    scope, key, sender = f"cover/{request.pk}", f"{about}/{person.pk}", last_sender()
    Notice.objects.create(
        scope=scope, key=key, kind=Notice.Kind.NOTICE, person=person, address=person.email,
        language=person.language, zone=person.zone, about=about, sender=sender, text=text,
        words={"link": link} if link else {}, message_id=message_id_of(scope, key, sender),
        due_at=at, queued_at=at, send_at=at,
    )  # fmt: skip

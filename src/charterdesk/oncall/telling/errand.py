"""One notice to one person: the sentence in their language, its moments in their zone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from charterdesk.accounts.models import Membership, Person
from charterdesk.accounts.rights import Actor
from charterdesk.engine.spans import Span
from charterdesk.notifications.means import last_sender
from charterdesk.notifications.models import Notice
from charterdesk.notifications.naming import message_id_of
from charterdesk.notifications.rendering import moment_in
from charterdesk.notifications.wording import spoken
from charterdesk.oncall.calendars.reading import Unreadable
from charterdesk.oncall.models import Rota

MOST_SPANS = 3
Said = str | datetime | Sequence[Span] | Unreadable


@dataclass(frozen=True, slots=True)
class Errand:
    """Why people are told. `scope` and `about` with the person make the notice's unique key."""

    scope: str
    about: str
    by: Actor
    at: datetime

    def tell(self, person: Person, form: str, said: Mapping[str, Said], link: str = "") -> None:
        """Queue `form`, a sentence with the places `said`, in the person's language."""
        if person == self.by or not person.is_active:
            return
        with translation.override(person.language):
            text = gettext(form) % {name: _word(one, person) for name, one in said.items()}
        key, sender = f"{self.about}/{person.pk}", last_sender()
        Notice.objects.create(
            scope=self.scope, key=key, kind=Notice.Kind.NOTICE, person=person,
            address=person.email, language=person.language, zone=person.zone, about=self.about,
            sender=sender, text=text, words={"link": link} if link else {},
            message_id=message_id_of(self.scope, key, sender),
            due_at=self.at, queued_at=self.at, send_at=self.at,
        )  # fmt: skip


def rota_link(rota: Rota) -> str:
    """The whole address of the rota's page."""
    return f"{settings.SITE}/desk/oncall/{rota.charter}/{rota.name}/".replace(" ", "%20")


def staffers_of(person: Person) -> list[Person]:
    """Who fills the gaps that somebody leaves: the leads of their teams, else administrators."""
    teams = Membership.objects.filter(person=person).values("team")
    leads = Person.objects.filter(
        is_active=True, memberships__is_lead=True, memberships__team__in=teams
    )
    others = list(leads.exclude(pk=person.pk).distinct().order_by("pk"))
    return others or list(Person.objects.filter(is_active=True, is_admin=True).order_by("pk"))


def _word(one: Said, person: Person) -> str:
    if isinstance(one, str | Unreadable):
        return str(one)
    if isinstance(one, datetime):
        return moment_in(spoken(person.language), one, person.zone)
    told = [_range(span, person) for span in one[:MOST_SPANS]]
    return "; ".join(told) + ("; …" if len(one) > MOST_SPANS else "")


def _range(span: Span, person: Person) -> str:
    language = spoken(person.language)
    since, until = (moment_in(language, at, person.zone) for at in (span.since, span.until))
    return f"{since} – {until}"

"""The notices of a rehearsal that really go out: to the one who rehearses, each marked as such.

They lie in the outbox with the real moment of each, under a key of their own; whatever the night
brings otherwise later is withheld before it goes.
"""

from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from charterdesk.engine.events import Told
from charterdesk.engine.intents import CONTACT
from charterdesk.incidents.models import Rehearsal
from charterdesk.incidents.rehearsing.keeping import events_of
from charterdesk.notifications.models import Notice
from charterdesk.notifications.naming import message_id_of

MOST = 60
ABOUT = "rehearsal"


def send_for_real(rehearsal: Rehearsal, at: datetime) -> None:
    """Put into the outbox what is to come, and hold back what no longer comes."""
    scope, night = f"rehearsal/{rehearsal.pk}", rehearsal.night_at(at)
    wanted = {told.key: told for told in _tellings(rehearsal) if told.at <= rehearsal.ends_at}
    queued = Notice.objects.filter(scope=scope, state=Notice.State.QUEUED)
    queued.exclude(key__in=list(wanted)).update(
        state=Notice.State.WITHHELD, trouble="The rehearsal goes on in another way."
    )
    known = set(Notice.objects.filter(scope=scope).values_list("key", flat=True))
    moments = {key: at + _real(told.at - night, rehearsal) for key, told in wanted.items()}
    for key in known.intersection(wanted):
        queued.filter(key=key).update(send_at=moments[key])
    Notice.objects.bulk_create(
        _notice(rehearsal, told, moments[key], at)
        for key, told in wanted.items()
        if key not in known
    )


def _real(ahead: timedelta, rehearsal: Rehearsal) -> timedelta:
    """How long it takes until something that lies so far ahead in the night."""
    return max(ahead, timedelta()) / rehearsal.speed


def _tellings(rehearsal: Rehearsal) -> list[Told]:
    found = [
        one
        for one in events_of(rehearsal)
        if isinstance(one, Told) and one.person != CONTACT and one.key.startswith("run")
    ]
    return found[:MOST]


def _notice(rehearsal: Rehearsal, told: Told, send_at: datetime, at: datetime) -> Notice:
    person, scope = rehearsal.by, f"rehearsal/{rehearsal.pk}"
    with translation.override(person.language):
        said = {"who": told.person, "roles": ", ".join(told.roles), "what": told.text}
        text = _("REHEARSAL, nobody need act. Meant for %(who)s (%(roles)s): %(what)s") % said
    return Notice(
        scope=scope, key=told.key, kind=Notice.Kind.NOTICE, person=person, address=person.email,
        language=person.language, zone=person.zone, about=ABOUT, means=list(told.means),
        text=text, words={"charter": rehearsal.charter}, urgent=True, due_at=send_at,
        queued_at=at, send_at=send_at, message_id=message_id_of(scope, told.key, ""),
    )  # fmt: skip

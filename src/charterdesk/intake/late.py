"""What lies too far back is kept, its charter's head told, and confirmed or refused (R-TER-3).

Whoever wrote it down, the head and administrators see it; the head decides, once.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.cases.answers import Done, OpenAnswer
from charterdesk.charters.queries import charter_in_force, live_charters
from charterdesk.engine.charter.values import Charter
from charterdesk.intake.by_hand import Entry, open_entry
from charterdesk.intake.late_contact import LateContact
from charterdesk.notifications.means import last_sender
from charterdesk.notifications.models import Notice
from charterdesk.notifications.naming import message_id_of
from charterdesk.oncall.queries import rota_for

Waiting = LateContact.State.WAITING


@transaction.atomic
def keep_late(entry: Entry, *, by: Person, at: datetime) -> LateContact:
    """Keep it and tell the head; sent twice it is kept once."""
    late, is_new = LateContact.objects.get_or_create(
        key=entry.key,
        defaults={
            "charter": entry.charter.name, "contact": entry.contact, "typed": entry.typed,
            "subject": entry.subject, "text": entry.text, "by": by, "kept_at": at,
            "contact_at": entry.contact_at or at, "asked": {
                "channel": entry.channel, "priority": entry.priority, "axes": list(entry.axes),
                "answered": entry.answered, "minutes": entry.minutes, "own": dict(entry.own),
            },
        },
    )  # fmt: skip
    for person in _heads(entry.charter, at) if is_new else ():
        with translation.override(person.language):
            said = {"name": by.name, "subject": entry.subject}
            text = _("%(name)s asks you to confirm a contact of long ago: %(subject)s") % said
        _tell(late, person, text, "asked", at)
    return late


def confirm_late(late: LateContact, *, by: Person, at: datetime) -> OpenAnswer | Refusal:
    """It is a case from the moment of the contact; whoever wrote it down is told."""
    with transaction.atomic():
        if refusal := _not_to_decide(late, by, at):
            return refusal
        charter = charter_in_force(late.charter, at)
        answer = open_entry(_entry(late, charter), by=late.by, at=at, confirmed_by=by)
        if isinstance(answer, Done):
            _decide(late, LateContact.State.OPENED, by, at, case=answer.case)
            with translation.override(late.by.language):
                said = {"number": answer.case.number, "subject": late.subject}
                text = _("Your contact is confirmed; the case is %(number)s: %(subject)s") % said
            _tell(late, late.by, text, "decided", at)
    return answer


@transaction.atomic
def refuse_late(late: LateContact, *, words: str, by: Person, at: datetime) -> Refusal | None:
    """No case comes of it; whoever wrote it down is told why."""
    if refusal := _not_to_decide(late, by, at):
        return refusal
    if not words.strip():
        return Refusal(_("Say why, so that they know how to go on."), "words")
    _decide(late, LateContact.State.REFUSED, by, at, words=words.strip())
    with translation.override(late.by.language):
        said = {"subject": late.subject, "words": words.strip()}
        text = _("Your contact is not confirmed: %(subject)s. %(words)s") % said
    _tell(late, late.by, text, "decided", at)
    return None


def late_for(asker: Person, pk: int, at: datetime) -> LateContact | None:
    """The contact for whoever wrote it down, may decide on it, or administers the desk."""
    seen = LateContact.objects.select_related("by", "contact__organisation", "decided_by", "case")
    late = seen.filter(pk=pk).first()
    if late is None or not (late.by_id == asker.pk or asker.is_admin or may_confirm(asker, late)):
        return None
    return late


def late_waiting(asker: Person, at: datetime, most: int = 50) -> list[LateContact]:
    """What waits and the asker may see, the oldest first."""
    headed = [one.name for one in live_charters(at) if _is_head(asker, one)]
    seen = Q() if asker.is_admin else Q(by=asker) | Q(charter__in=headed)
    found = LateContact.objects.filter(seen, state=Waiting).select_related("by")
    return list(found.order_by("kept_at", "pk")[:most])


def may_confirm(asker: Person, late: LateContact) -> bool:
    """Whether the asker fills the role that its charter makes the head."""
    charter = next((c for c in live_charters(late.kept_at) if c.name == late.charter), None)
    return charter is not None and _is_head(asker, charter)


def _is_head(person: Person, charter: Charter) -> bool:
    return charter.last_resort in rota_for(charter).roles_of(person.username)


def _heads(charter: Charter, at: datetime) -> list[Person]:
    names = rota_for(charter).on_duty(charter.last_resort, at, "")
    return list(Person.objects.filter(username__in=names, is_active=True).order_by("pk"))


def _not_to_decide(late: LateContact, by: Person, at: datetime) -> Refusal | None:
    """Of two at one moment one decides: the row is locked."""
    locked = LateContact.objects.select_for_update(of=("self",)).get(pk=late.pk)
    if locked.state != Waiting:
        return Refusal(_("It is decided already."))
    if not _is_head(by, charter_in_force(late.charter, at)):
        return Refusal(_("Only the head of this charter confirms or refuses it."))
    return None


def _decide(
    late: LateContact, state: LateContact.State, by: Person, at: datetime, **columns: object
) -> None:
    columns = {"state": state, "decided_by": by, "decided_at": at, **columns}
    for name, value in columns.items():
        setattr(late, name, value)
    late.save(update_fields=list(columns))


def _entry(late: LateContact, charter: Charter) -> Entry:
    asked = late.asked
    return Entry(
        charter=charter, contact=late.contact, typed=late.typed, channel=asked["channel"],
        subject=late.subject, text=late.text, key=late.key, priority=asked["priority"],
        axes=tuple((axis, word) for axis, word in asked["axes"]), answered=asked["answered"],
        contact_at=late.contact_at, minutes=asked["minutes"], own=asked.get("own", {}),
    )  # fmt: skip


def _tell(late: LateContact, person: Person, text: str, what: str, at: datetime) -> None:
    scope, key, sender = f"late/{late.pk}", f"{what}/{person.username}", last_sender()
    Notice.objects.create(
        scope=scope, key=key, kind=Notice.Kind.NOTICE, person=person, address=person.email,
        language=person.language, zone=person.zone, about="late contact", sender=sender,
        text=text, words={"body": f"{settings.SITE}/desk/late/{late.pk}/"},
        message_id=message_id_of(scope, key, sender), due_at=at, queued_at=at, send_at=at,
    )  # fmt: skip

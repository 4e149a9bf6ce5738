"""Who owes a customer the update that was said for a moment is warned before it runs out.

Once for each moment that was said, by the outbox, however often the worker starts anew; not at all
where the customer was written to meanwhile, or the case is over.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from charterdesk.accounts.models import Person
from charterdesk.incidents.models import NextUpdate, Participation
from charterdesk.incidents.queries.updates import owed
from charterdesk.kit.in_turn import Each, in_turn
from charterdesk.notifications.means import last_sender
from charterdesk.notifications.models import Notice
from charterdesk.notifications.naming import message_id_of
from charterdesk.notifications.rendering import moment_in
from charterdesk.notifications.wording import spoken

ABOUT = "next update"
PART = 4
LONGEST = timedelta(minutes=30)
AT_ONCE = 50
SOON = gettext_noop(
    "The customer was told to hear from us by %(when)s, and nobody has written since."
)
PASSED = gettext_noop(
    "The customer was told to hear from us by %(when)s. That has passed: write now."
)


def warn_at_of(said_at: datetime, next_at: datetime) -> datetime:
    """With a quarter of the time left, at most half an hour."""
    return next_at - min((next_at - said_at) / PART, LONGEST)


def warn_due(at: datetime, each: Each = in_turn) -> int:
    """Warn of what is due; how many that were."""
    due = NextUpdate.objects.filter(warn_at__lte=at).order_by("warn_at", "pk")
    return each(list(due.values_list("pk", flat=True)[:AT_ONCE]), _warn, at)


@transaction.atomic
def _warn(pk: int, at: datetime) -> bool:
    """Of two workers one finds the moment still set, and takes it away with the notice."""
    if not NextUpdate.objects.filter(pk=pk, warn_at__isnull=False).update(warn_at=None):
        return False
    said = owed().filter(pk=pk).select_related("case__owner", "by").first()
    person = _who_owes(said) if said else None
    if said is not None and person is not None:
        _notice(said, person, at).save()
    return True


def _who_owes(said: NextUpdate) -> Person | None:
    """The owner of the case, else who said it, else the first who works on it."""
    joined = Participation.objects.filter(case=said.case, left_at=None).order_by("joined_at", "pk")
    here = (one.person for one in joined.select_related("person"))
    known = (one for one in (said.case.owner, said.by, *here) if one is not None)
    return next((one for one in known if one.is_active), None)


def _notice(said: NextUpdate, person: Person, at: datetime) -> Notice:
    case, key, sender = said.case, f"{ABOUT}/{said.pk}", last_sender()
    when = moment_in(spoken(person.language), said.next_at, person.zone)
    with translation.override(person.language):
        text = gettext(SOON if at < said.next_at else PASSED) % {"when": when}
    words = {
        "case": case.number, "subject": case.subject, "priority": case.priority,
        "charter": case.charter, "link": f"{settings.SITE}/desk/c/{case.number}/incident/",
    }  # fmt: skip
    return Notice(
        scope=case.number, key=key, case=case, kind=Notice.Kind.NOTICE, person=person,
        address=person.email, language=person.language, zone=person.zone, about=ABOUT,
        sender=sender, text=text, words=words, due_at=said.next_at, queued_at=at, send_at=at,
        message_id=message_id_of(case.number, key, sender),
    )  # fmt: skip

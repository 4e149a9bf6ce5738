"""Mail that was kept aside, as people of the desk may see it.

Administrators see all. Others see what came in under a charter in which they can fill a role;
what belongs to no charter is everybody's at the desk, so that nobody overlooks it.
"""

from django.db.models import Q, QuerySet

from charterdesk.accounts.rights import Actor, Desk, demand_sight
from charterdesk.cases.queries.sight import charters_of
from charterdesk.channels.mail.values import Incoming
from charterdesk.intake.models import MailAlarm, RawMail
from charterdesk.intake.reading import read

State = RawMail.State


def held_mail(asker: Actor) -> QuerySet[RawMail]:
    """What is held, the newest first, without the bytes."""
    return _seen_by(asker).filter(state=State.HELD).defer("raw").order_by("-pk")


def quarantined_mail(asker: Actor) -> QuerySet[RawMail]:
    """What could not be taken, the newest first, without the bytes; `reason` says why."""
    return _seen_by(asker).filter(state=State.QUARANTINED).defer("raw").order_by("-pk")


def mail_for(asker: Actor, pk: int) -> RawMail | None:
    """One mail with its bytes, if the asker may see it."""
    return _seen_by(asker).select_related("case", "message").filter(pk=pk).first()


def contents_of(mail: RawMail) -> Incoming:
    """What a mail says, read again from its bytes."""
    return read(mail).said


def open_alarms(asker: Actor) -> QuerySet[MailAlarm]:
    """The alarms about mail that nobody has settled yet, the oldest first."""
    seen = _seen_by(asker).values("pk")
    found = MailAlarm.objects.filter(cleared_at=None, mail__in=seen)
    return found.select_related("mail").defer("mail__raw").order_by("pk")


def _seen_by(asker: Actor) -> QuerySet[RawMail]:
    demand_sight(asker)
    if isinstance(asker, Desk) or asker.is_admin:
        return RawMail.objects.all()
    return RawMail.objects.filter(Q(charter="") | Q(charter__in=charters_of(asker)))

"""Mail that was kept aside, as people of the desk may see it.

Administrators see all. Others see what came in under a charter in which they can fill a role;
what belongs to no charter is everybody's at the desk, so that nobody overlooks it. Mail that
stands on a case is for those who may see the case, and for nobody else.
"""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from charterdesk.accounts.rights import Actor, demand_sight
from charterdesk.cases.queries.sight import cases_in_sight, sight_of
from charterdesk.channels.mail.values import Incoming
from charterdesk.intake.models import Mailbox, RawMail
from charterdesk.intake.reading import read
from charterdesk.kit.prepared import Sql

State = RawMail.State


def held_mail(asker: Actor) -> QuerySet[RawMail]:
    """What is held, the newest first, without the bytes."""
    return _seen_by(asker).filter(state=State.HELD).defer("raw").order_by("-pk")


def quarantined_mail(asker: Actor) -> QuerySet[RawMail]:
    """What could not be taken, the newest first, without the bytes; `reason` says why."""
    return _seen_by(asker).filter(state=State.QUARANTINED).defer("raw").order_by("-pk")


def mail_for(asker: Actor, pk: int) -> RawMail | None:
    """One mail with its bytes, if the asker may see it."""
    return _read_by(asker).select_related("case", "message").filter(pk=pk).first()


def contents_of(mail: RawMail) -> Incoming:
    """What a mail says, read again from its bytes."""
    return read(mail).said


def silent_mailboxes() -> list[Mailbox]:
    """The mailboxes that have an alarm: not read for five minutes (R10). By name."""
    return list(Mailbox.objects.exclude(alarmed_at=None).order_by("name"))


def troubled_mailboxes(asker: Actor) -> list[Mailbox]:
    """The mailboxes with an alarm, and those where a mail was left as too large. By name."""
    demand_sight(asker)
    return list(Mailbox.objects.exclude(alarmed_at=None, left="").order_by("name"))


def _seen_by(asker: Actor) -> QuerySet[RawMail]:
    sight = sight_of(asker)
    return _in_sight(sight.everything, sight.charters)


def _read_by(asker: Actor) -> QuerySet[RawMail]:
    """All mail, whatever became of it, that the asker may read as it came (trust.md rule 6)."""
    sight = sight_of(asker)
    if sight.everything:
        return RawMail.objects.all()
    # Only what began a case has a charter; an answer to one, or a copy, has none of its own.
    cases = cases_in_sight(everything=False, charters=sight.charters, owner=sight.owner)
    of_nobody = Q(charter="", duplicate_of=None)
    under = Q(charter__in=sight.charters) | Q(duplicate_of__charter__in=sight.charters)
    aside = Q(case=None) & (of_nobody | under)
    return RawMail.objects.filter(aside | Q(case__in=cases) | Q(message__case__in=cases))


def _in_sight(everything: bool, charters: Sequence[str]) -> QuerySet[RawMail]:
    if everything:
        return RawMail.objects.all()
    return RawMail.objects.filter(Q(charter="") | Q(charter__in=charters))


def held_sql(everything: bool, charters: Sequence[str]) -> Sql:
    """The query that counts what is held, for a larger one."""
    held = _in_sight(everything, charters).filter(state=State.HELD)
    sql, values = held.order_by().values("pk").query.sql_with_params()
    return f"SELECT COUNT(*) FROM ({sql}) AS held", values

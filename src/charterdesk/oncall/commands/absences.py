"""When somebody is away: their own to say, or whoever staffs the rotas."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.editions import DUTY, renew_edition
from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal, save_valid
from charterdesk.accounts.rights import Actor, may_staff
from charterdesk.engine.charter.values import Charter
from charterdesk.oncall.commands.rotas import handover_at
from charterdesk.oncall.commands.shortening import cut_short
from charterdesk.oncall.models import Absence
from charterdesk.oncall.outlooks import watch
from charterdesk.oncall.telling import tell_of_absence, tell_of_return


@transaction.atomic
def report_absence(
    *,
    charters: Iterable[Charter],
    person: Person,
    since: datetime,
    until: datetime,
    by: Actor,
    at: datetime,
    why: str = Absence.Why.HOLIDAY,
) -> Absence | Refusal:
    """The person is away between two wall times of their own zone, and has no turn then.

    Of the rotas of `charters` those are told who stand for them, and who fills the gaps.
    """
    _demand_own(person, by)
    begins, ends = (handover_at(wall, person.zone) for wall in (since, until))
    if ends <= begins:
        return Refusal(_("An absence ends after it begins: look at both times."), "until")
    if ends <= at:
        return Refusal(_("That time is over: only what lies ahead can be planned."), "until")
    absence = Absence(
        person=person,
        since=max(begins, at),
        until=ends,
        why=why,
        made_at=at,
        made_by=by if isinstance(by, Person) else None,
    )
    watched = watch(charters, absence.since, ends)
    renew_edition(DUTY)
    if refusal := save_valid(absence):
        return refusal
    tell_of_absence(absence, watched, by, at)
    return absence


@transaction.atomic
def end_absence(
    *, charters: Iterable[Charter], absence: Absence, by: Actor, at: datetime
) -> Refusal | None:
    """The person is back: now, or need not go at all."""
    _demand_own(absence.person, by)
    if absence.until <= at:
        return Refusal(_("That absence is over, and what was stays as it was."))
    watched, pk = watch(charters, max(absence.since, at), absence.until), absence.pk
    cut_short(absence, absence.since, at)
    renew_edition(DUTY)
    tell_of_return(pk, absence.person, watched, by, at)
    return None


def _demand_own(person: Person, by: Actor) -> None:
    own = isinstance(by, Person) and by.is_active and by.pk == person.pk
    if not own and not may_staff(by):
        raise PermissionDenied(
            _("Somebody else's absence is for them, an administrator or the lead of a team to say.")
        )

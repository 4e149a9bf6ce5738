"""Overrides: somebody takes a rota or a role for a stretch; those whose duty it was are told."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.editions import DUTY, renew_edition
from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal, save_valid
from charterdesk.accounts.rights import Actor, demand_staffing
from charterdesk.engine.charter.values import Charter
from charterdesk.oncall.commands.rotas import closed, handover_at, unfit
from charterdesk.oncall.commands.shortening import cut_short
from charterdesk.oncall.models import Override, Rota
from charterdesk.oncall.outlooks import watch
from charterdesk.oncall.telling import tell_of_override, tell_of_taking_back


@transaction.atomic
def override_shift(
    *,
    charter: Charter,
    rota: Rota,
    person: Person,
    since: datetime,
    until: datetime,
    by: Actor,
    at: datetime,
    level: int = 0,
) -> Override | Refusal:
    """The person takes the rota from one wall time until another, whoever's shift it is.

    A level from 1 on leaves the others as they are; 0 takes them all. Who gains or loses duty by
    it is told.
    """
    demand_staffing(by)
    begins, ends = (handover_at(time, rota.zone) for time in (since, until))
    watched = watch((charter,), max(begins, at), ends)
    override = Override(rota=rota, charter=rota.charter, level=level)
    made = _overridden(override, person, (begins, ends), by, at)
    if isinstance(made, Override):
        tell_of_override(made, watched, by, at)
    return made


@transaction.atomic
def override_role(
    *,
    charter: Charter,
    role: str,
    person: Person,
    since: datetime,
    until: datetime,
    by: Actor,
    at: datetime,
) -> Override | Refusal:
    """The person takes the role between two wall times of the charter's zone."""
    demand_staffing(by)
    if refusal := unfit(charter, role):
        return refusal
    span = (handover_at(since, charter.zone), handover_at(until, charter.zone))
    return _overridden(Override(charter=charter.name, role=role), person, span, by, at)


@transaction.atomic
def end_override(
    *, charters: Iterable[Charter], override: Override, by: Actor, at: datetime
) -> Refusal | None:
    """Take back an override that lies ahead, or let the present one end now.

    `charters` are those whose rotas are looked at, so that who has the duty again is told.
    """
    demand_staffing(by)
    if override.until <= at:
        return Refusal(_("That override is over, and what was stays as it was."))
    own = [one for one in charters if one.name == override.charter]
    watched, pk = watch(own, max(override.since, at), override.until), override.pk
    cut_short(override, override.since, at)
    renew_edition(DUTY)
    tell_of_taking_back(pk, watched, by, at)
    return None


def _overridden(
    override: Override, person: Person, span: tuple[datetime, datetime], by: Actor, at: datetime
) -> Override | Refusal:
    if refusal := closed(person):
        return refusal
    override.person = person
    override.since, override.until = span
    override.made_at = at
    override.made_by = by if isinstance(by, Person) else None
    if override.until <= override.since:
        return Refusal(_("An override ends after it begins: look at both times."), "until")
    renew_edition(DUTY)
    return save_valid(override) or override

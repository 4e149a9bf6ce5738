"""A layer is changed from a moment on: who follows whom, how long, in which hours.

What it said before that moment stays as it was; only its name is the same for all time.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal, save_valid
from charterdesk.accounts.rights import Actor, demand_staffing
from charterdesk.engine.charter.values import Charter
from charterdesk.oncall.commands.layers import LayerPlan, faulty, made
from charterdesk.oncall.commands.rotas import handover_at
from charterdesk.oncall.commands.shortening import cut_short
from charterdesk.oncall.models import RotaLayer
from charterdesk.oncall.outlooks import watch
from charterdesk.oncall.telling import tell_of_layer

# So far ahead those whose duty changes are told of it.
TOLD = timedelta(days=28)


@transaction.atomic
def change_layer(
    *,
    layer: RotaLayer,
    charter: Charter,
    plan: LayerPlan,
    seen_until: datetime | None,
    by: Actor,
    at: datetime,
) -> RotaLayer | Refusal:
    """From the first turn of `plan` on the layer is what the plan says; before, what it was.

    `seen_until` is the layer's end as whoever changes it saw it: if somebody else has changed it
    meanwhile, it is another, and nothing is done. Where only the name differs it is renamed.
    """
    demand_staffing(by)
    row = RotaLayer.objects.select_for_update(of=("self",)).select_related("rota").get(pk=layer.pk)
    if refusal := _stale(row, seen_until, at) or faulty(plan, charter, plan.zone or row.zone):
        return refusal
    if _is_same(row, plan):
        return _renamed(row, plan.name)
    since = handover_at(plan.first, plan.zone or row.zone)
    if refusal := _misplaced(row, since, at):
        return refusal
    watched = watch((charter,), since, since + TOLD)
    _end_at(row, since)
    changed = made(row.rota, plan, row.order, by, at)
    if isinstance(changed, Refusal):
        transaction.set_rollback(True)
        return changed
    tell_of_layer(changed, watched, by, at)
    return changed


def _stale(row: RotaLayer, seen_until: datetime | None, at: datetime) -> Refusal | None:
    if row.until and row.until <= at:
        return Refusal(_("That layer is over, and what was stays as it was."))
    if row.until != seen_until:
        return Refusal(_("Somebody else has changed this layer meanwhile: look at it again."))
    return None


def _misplaced(row: RotaLayer, since: datetime, at: datetime) -> Refusal | None:
    if since < at:
        return Refusal(
            _("What was stays as it was: let the change hold from now on or later."), "first"
        )
    if row.until and since >= row.until:
        return Refusal(_("The layer has ended by then: let the change hold sooner."), "first")
    return None


def _is_same(row: RotaLayer, plan: LayerPlan) -> bool:
    until = handover_at(plan.until, plan.zone or row.zone) if plan.until else None
    people = [turn.person_id for turn in row.turns.order_by("position")]
    return (
        people == [one.pk for one in plan.people]
        and (row.each, row.zone, row.until) == (plan.each, plan.zone or row.zone, until)
        and (row.hours, row.lines) == (plan.hours, "\n".join(plan.lines))
        and (row.level, row.away) == (plan.level, plan.away)
    )


def _renamed(row: RotaLayer, name: str) -> RotaLayer | Refusal:
    row.name = name
    return save_valid(row) or row


def _end_at(row: RotaLayer, since: datetime) -> None:
    """The layer ends where its change begins; one that has not begun by then never was."""
    first = datetime.combine(row.first_on, row.first_at)
    cut_short(row, handover_at(first, row.zone), since)

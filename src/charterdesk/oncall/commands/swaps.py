"""Swaps: two people exchange two stretches of a rota, once the other has accepted."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.editions import DUTY, renew_edition
from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal, save_valid
from charterdesk.accounts.rights import demand_sight
from charterdesk.engine.charter.values import Charter
from charterdesk.oncall.commands.rotas import handover_at
from charterdesk.oncall.exchanges import away_in, has_duty_in
from charterdesk.oncall.models import Override, Rota, Swap
from charterdesk.oncall.telling import (
    tell_swap_accepted,
    tell_swap_proposed,
    tell_swap_refused,
)


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two stretches between wall times of the rota's zone: one's own, and the other's."""

    mine: tuple[datetime, datetime]
    theirs: tuple[datetime, datetime]


@transaction.atomic
def propose_swap(
    *, charter: Charter, rota: Rota, other: Person, exchange: Exchange, by: Person, at: datetime
) -> Swap | Refusal:
    """Offer one's own stretch for another's; nothing changes until the other accepts."""
    demand_sight(by)
    if other.pk == by.pk or not other.is_active:
        return Refusal(_("Choose somebody else to swap with."), "other")
    since, until = (handover_at(wall, rota.zone) for wall in exchange.mine)
    other_since, other_until = (handover_at(wall, rota.zone) for wall in exchange.theirs)
    if until <= since or other_until <= other_since or min(since, other_since) < at:
        return Refusal(_("Both stretches lie ahead and end after they begin: look at the times."))
    if since < other_until and other_since < until:
        return Refusal(_("The two stretches overlap: swap them in parts that do not."))
    if not has_duty_in(charter, rota, by, since, until):
        return Refusal(_("You have no duty of this rota in the stretch that you offer."))
    if not has_duty_in(charter, rota, other, other_since, other_until):
        said = {"name": other.name}
        return Refusal(_("%(name)s has no duty of this rota in the stretch that you want.") % said)
    swap = Swap(
        rota=rota, asker=by, since=since, until=until, other=other,
        other_since=other_since, other_until=other_until, asked_at=at,
    )  # fmt: skip
    if refusal := save_valid(swap):
        return refusal
    tell_swap_proposed(swap, at)
    return swap


@transaction.atomic
def answer_swap(*, swap: Swap, accept: bool, by: Person, at: datetime) -> Swap | Refusal:
    """The other accepts or refuses; who proposed it may take it back."""
    demand_sight(by)
    if by.pk != swap.other_id and (accept or by.pk != swap.asker_id):
        raise PermissionDenied(_("Only who was asked for the swap can answer."))
    if accept and (refusal := _impossible(swap, at)):
        return refusal
    answered = {"accepted_at" if accept else "refused_at": at}
    open_one = Swap.objects.filter(pk=swap.pk, accepted_at=None, refused_at=None)
    if not open_one.update(**answered):
        return Refusal(_("It was answered already."))
    swap.refresh_from_db()
    if accept:
        _exchange(swap, at)
        tell_swap_accepted(swap, at)
    else:
        tell_swap_refused(swap, by, at)
    return swap


def _impossible(swap: Swap, at: datetime) -> Refusal | None:
    if min(swap.since, swap.other_since) < at:
        return Refusal(_("One of the stretches has begun: propose another swap."))
    if away_in(swap.other, swap.since, swap.until) or away_in(
        swap.asker, swap.other_since, swap.other_until
    ):
        return Refusal(_("One of you is away in the other's stretch: propose another swap."))
    return None


def _exchange(swap: Swap, at: datetime) -> None:
    pairs = (
        (swap.other, swap.asker, swap.since, swap.until),
        (swap.asker, swap.other, swap.other_since, swap.other_until),
    )
    for person, instead_of, since, until in pairs:
        Override.objects.create(
            rota=swap.rota, charter=swap.rota.charter, person=person, instead_of=instead_of,
            since=since, until=until, how=Override.How.SWAP, made_at=at, made_by=swap.other,
        )  # fmt: skip
    renew_edition(DUTY)

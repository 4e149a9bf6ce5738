"""Cover: who has duty asks others to take a stretch of it; the first to accept has it.

Of two who accept at one moment one gets it: by a conditional update.
"""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.editions import DUTY, renew_edition
from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal, save_valid
from charterdesk.accounts.rights import Actor, demand_sight, may_staff
from charterdesk.engine.charter.values import Charter
from charterdesk.oncall.commands.rotas import handover_at
from charterdesk.oncall.exchanges import away_in, has_duty_in
from charterdesk.oncall.models import CoverOffer, CoverRequest, Override, Rota
from charterdesk.oncall.telling import (
    tell_cover_declined,
    tell_cover_taken,
    tell_cover_withdrawn,
    tell_offers,
)

MOST_ASKED = 20


@transaction.atomic
def ask_cover(
    *,
    charter: Charter,
    rota: Rota,
    since: datetime,
    until: datetime,
    asked: Sequence[Person],
    by: Person,
    at: datetime,
    note: str = "",
) -> CoverRequest | Refusal:
    """Ask others for cover between two wall times of the rota's zone; nothing changes yet."""
    demand_sight(by)
    begins, ends = (handover_at(wall, rota.zone) for wall in (since, until))
    if ends <= max(begins, at):
        return Refusal(_("Cover ends after it begins, and not in the past."), "until")
    others = [one for one in dict.fromkeys(asked) if one.pk != by.pk and one.is_active]
    if not 1 <= len(others) <= MOST_ASKED:
        return Refusal(_("Ask 1 to %(most)d others for cover.") % {"most": MOST_ASKED}, "asked")
    if not has_duty_in(charter, rota, by, max(begins, at), ends):
        return Refusal(_("You have no duty of this rota then, so there is nothing to cover."))
    request = CoverRequest(
        rota=rota, asker=by, since=begins, until=ends, note=note.strip(), asked_at=at
    )
    if refusal := save_valid(request):
        return refusal
    CoverOffer.objects.bulk_create(CoverOffer(request=request, person=one) for one in others)
    tell_offers(request, at)
    return request


@transaction.atomic
def answer_cover(
    *, charter: Charter, offer: CoverOffer, accept: bool, by: Person, at: datetime
) -> CoverRequest | Refusal:
    """Take the stretch, or say no. Who is away then can't take it."""
    demand_sight(by)
    if offer.person_id != by.pk:
        raise PermissionDenied(_("Somebody else was asked for this cover."))
    request = offer.request
    if not accept:
        return _declined(offer, by, at)
    if refusal := _unable(charter, request, by, at):
        return refusal
    open_one = CoverRequest.objects.filter(pk=request.pk, taken_at=None, withdrawn_at=None)
    if not open_one.update(taken_by=by, taken_at=at):
        return Refusal(_("Somebody else has taken it, or it is no longer asked for."))
    _cover(request, by, at)
    tell_cover_taken(request, by, at)
    request.refresh_from_db()
    return request


@transaction.atomic
def withdraw_cover(*, request: CoverRequest, by: Actor, at: datetime) -> Refusal | None:
    """Ask no longer. What was taken stays taken."""
    demand_sight(by)
    if by != request.asker and not may_staff(by):
        raise PermissionDenied(_("Only who asked for cover can withdraw it."))
    open_one = CoverRequest.objects.filter(pk=request.pk, taken_at=None, withdrawn_at=None)
    if not open_one.update(withdrawn_at=at):
        return Refusal(_("It was taken or withdrawn already."))
    tell_cover_withdrawn(request, by, at)
    return None


def _declined(offer: CoverOffer, by: Person, at: datetime) -> CoverRequest:
    """Of two presses at once only the first is told."""
    if CoverOffer.objects.filter(pk=offer.pk, declined_at=None).update(declined_at=at):
        tell_cover_declined(offer.request, by, at)
    return offer.request


def _unable(charter: Charter, request: CoverRequest, by: Person, at: datetime) -> Refusal | None:
    if request.until <= at:
        return Refusal(_("That time is over: there is nothing left to cover."))
    since = max(request.since, at)
    if away_in(by, since, request.until):
        return Refusal(_("You are away then: end your absence first, or say no."))
    if has_duty_in(charter, request.rota, by, since, request.until):
        return Refusal(
            _("You have duty of this rota then already: its other level would be empty.")
        )
    return None


def _cover(request: CoverRequest, by: Person, at: datetime) -> None:
    Override.objects.create(
        rota=request.rota,
        charter=request.rota.charter,
        person=by,
        since=max(request.since, at),
        until=request.until,
        made_at=at,
        made_by=by,
        how=Override.How.COVER,
        instead_of=request.asker,
    )
    renew_edition(DUTY)

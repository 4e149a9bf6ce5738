"""Who acts, and what follows from it. The desk itself may do what no person needs to do."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Membership, Person


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk itself: its console, its mail listener, its worker."""


DESK = Desk()
Actor = Person | Desk


def may_see_the_desk(actor: Actor) -> bool:
    """Whether customers, people and rotas are shown: to every active person."""
    return isinstance(actor, Desk) or actor.is_active


def may_manage(actor: Actor) -> bool:
    """Whether people, teams and charters are the actor's to change: an administrator's."""
    return isinstance(actor, Desk) or (actor.is_active and actor.is_admin)


def may_staff(actor: Actor) -> bool:
    """Whether roles and rotas are the actor's to fill: an administrator's, or any lead's."""
    return may_manage(actor) or (
        isinstance(actor, Person)
        and actor.is_active
        and Membership.objects.filter(person=actor, is_lead=True).exists()
    )


def demand_sight(actor: Actor) -> None:
    """Raise PermissionDenied for somebody who no longer works at the desk."""
    if not may_see_the_desk(actor):
        raise PermissionDenied(_("Your account is closed. An administrator can open it again."))


def demand_management(actor: Actor) -> None:
    """Raise PermissionDenied unless the actor administers the desk."""
    if not may_manage(actor):
        raise PermissionDenied(_("Only an administrator of the desk may do this."))


def demand_staffing(actor: Actor) -> None:
    """Raise PermissionDenied unless the actor fills roles and rotas."""
    if not may_staff(actor):
        raise PermissionDenied(_("Only an administrator or the lead of a team may do this."))

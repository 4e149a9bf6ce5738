"""Rehearsals as everybody of the desk may see them, and whom a night without a case asks for."""

from django.db.models import QuerySet

from charterdesk.accounts.rights import Actor, demand_sight
from charterdesk.customers.models import Address, Organisation
from charterdesk.incidents.models import Rehearsal

LAST = 50


def rehearsals_of(asker: Actor) -> QuerySet[Rehearsal]:
    """The last ones, the newest first, without what was played in them."""
    demand_sight(asker)
    rows = Rehearsal.objects.select_related("by", "case").defer("played")
    return rows.order_by("-started_at", "-pk")[:LAST]


def rehearsal_of(asker: Actor, pk: int) -> Rehearsal | None:
    """One of them."""
    demand_sight(asker)
    rows = Rehearsal.objects.select_related("by", "case__organisation")
    return rows.filter(pk=pk).first()


def asker_for(charter: str) -> str:
    """An address of a customer under that charter who has an account manager; "" without one."""
    managed = Organisation.objects.filter(charter=charter, account_manager__isnull=False)
    found = Address.objects.filter(contact__organisation__in=managed, contact__is_active=True)
    first = found.order_by("contact__organisation__name", "pk").values_list("address", flat=True)
    return first.first() or ""

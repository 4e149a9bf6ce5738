"""Rehearsals as people of the desk may see them, and for whom a night without a case asks."""

from django.db.models import Q, QuerySet

from charterdesk.accounts.rights import Actor
from charterdesk.cases.queries.sight import cases_seen_by
from charterdesk.customers.models import Address, Organisation
from charterdesk.incidents.models import Rehearsal

LAST = 50


def rehearsals_of(asker: Actor) -> QuerySet[Rehearsal]:
    """The last ones, the newest first, without what was played in them."""
    rows = _seen_by(asker).select_related("by", "case").defer("played")
    return rows.order_by("-started_at", "-pk")[:LAST]


def rehearsal_of(asker: Actor, pk: int) -> Rehearsal | None:
    """One of them."""
    return _seen_by(asker).select_related("by", "case__organisation").filter(pk=pk).first()


def asker_for(charter: str) -> str:
    """An address of a customer under that charter who has an account manager; "" without one."""
    managed = Organisation.objects.filter(charter=charter, account_manager__isnull=False)
    found = Address.objects.filter(contact__organisation__in=managed, contact__is_active=True)
    first = found.order_by("contact__organisation__name", "pk").values_list("address", flat=True)
    return first.first() or ""


def _seen_by(asker: Actor) -> QuerySet[Rehearsal]:
    """One as for a case tells its subject, so that only who sees the case sees it."""
    return Rehearsal.objects.filter(Q(case=None) | Q(case__in=cases_seen_by(asker)))

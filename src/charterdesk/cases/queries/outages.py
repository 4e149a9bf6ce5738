"""The cases of an outage (2.10)."""

from collections.abc import Sequence

from charterdesk.accounts.rights import Actor
from charterdesk.cases.models import Case
from charterdesk.cases.queries.sight import cases_seen_by

MOST_CHILDREN = 500


def children_of(parent: Case) -> Sequence[Case]:
    """The cases of the outage on which work goes on, the oldest first; one query."""
    rows = Case.objects.filter(parent=parent.pk, status__in=("new", "active", "waiting"))
    return list(rows.select_related("contact", "organisation", "owner").order_by("pk"))


def cases_of_outage(actor: Actor, parent: Case) -> Sequence[Case]:
    """All cases of the outage that the actor may see, open ones first by their next promise."""
    seen = cases_seen_by(actor).filter(parent=parent.pk)
    rows = seen.select_related("owner", "organisation", "contact__organisation")
    return list(rows.order_by("-is_open", "queue_key", "pk")[:MOST_CHILDREN])

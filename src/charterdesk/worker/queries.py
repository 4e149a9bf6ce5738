"""The jobs that somebody may see: their own, and all of them for an administrator."""

from django.db.models import Q, QuerySet

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import Actor, demand_sight, may_manage
from charterdesk.worker.models import Job


def jobs_of(asker: Actor, kind: str = "") -> QuerySet[Job]:
    """Their jobs, the newest first, without what they gave."""
    demand_sight(asker)
    seen = Q() if may_manage(asker) or not isinstance(asker, Person) else Q(asked_by=asker)
    rows = Job.objects.filter(seen).select_related("asked_by").order_by("-pk")
    return (rows.filter(kind=kind) if kind else rows).defer("payload", "result")


def job_for(asker: Actor, pk: int) -> Job | None:
    """One job with its result; None where it is not theirs to see."""
    found = jobs_of(asker).filter(pk=pk).defer(None).defer("payload").first()
    return found

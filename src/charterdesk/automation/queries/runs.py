"""The runs of a case, for who may see the case."""

from collections.abc import Sequence

from django.db.models import Prefetch, QuerySet

from charterdesk.accounts.models import Person
from charterdesk.automation.models import Run, RunStep
from charterdesk.cases.models import Case
from charterdesk.cases.queries.sight import cases_seen_by

MOST = 50


def runs_of_case(asker: Person, case: Case) -> Sequence[Run]:
    """The last runs of a case with their steps, the newest first."""
    return list(_seen(asker).filter(case=case).order_by("-pk")[:MOST])


def run_for(asker: Person, number: str, pk: int) -> Run | None:
    """A run of a case that the asker may see."""
    return _seen(asker).filter(case__number=number, pk=pk).first()


def _seen(asker: Person) -> QuerySet[Run]:
    steps = Prefetch("steps", RunStep.objects.order_by("number"))
    rows = Run.objects.filter(case__in=cases_seen_by(asker))
    related = rows.select_related("case", "version__runbook", "runbook", "by", "decided_by")
    return related.prefetch_related(steps)

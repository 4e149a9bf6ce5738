"""Runbooks and runners for people to read: everybody at the desk may."""

from collections.abc import Sequence

from django.db.models import Max, OuterRef, Subquery

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import demand_sight
from charterdesk.automation.models import Run, Runbook, RunbookVersion, Runner
from charterdesk.cases.queries.sight import cases_seen_by

MOST = 500
MOST_RUNS = 50


def runbooks_of(asker: Person) -> Sequence[Runbook]:
    """Every runbook by name, annotated with `published`, its newest version's number, or None."""
    demand_sight(asker)
    last = Run.objects.filter(runbook=OuterRef("pk")).order_by("-pk").values("at")[:1]
    found = Runbook.objects.annotate(published=Max("versions__number"), last_at=Subquery(last))
    return list(found.order_by("name")[:MOST])


def runbook_for(asker: Person, name: str) -> Runbook | None:
    """The runbook of that name."""
    demand_sight(asker)
    return Runbook.objects.select_related("draft_by").filter(name=name).first()


def versions_of(asker: Person, runbook: Runbook) -> Sequence[RunbookVersion]:
    """Its versions, the newest first."""
    demand_sight(asker)
    return list(runbook.versions.select_related("by", "runbook").order_by("-number")[:MOST])


def runs_of_runbook(asker: Person, runbook: Runbook) -> Sequence[Run]:
    """Its last runs on cases that the asker may see."""
    rows = runbook.runs.filter(case__in=cases_seen_by(asker))
    return list(rows.select_related("case", "version", "by").order_by("-pk")[:MOST_RUNS])


def runners_of(asker: Person) -> Sequence[Runner]:
    """Every runner, by name."""
    demand_sight(asker)
    return list(Runner.objects.select_related("made_by").order_by("name")[:MOST])


def runner_for(asker: Person, name: str) -> Runner | None:
    """The runner of that name."""
    demand_sight(asker)
    return Runner.objects.filter(name=name).first()

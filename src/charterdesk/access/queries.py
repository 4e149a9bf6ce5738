"""Systems, checks and the log, as somebody may see them; never a secret, sealed or not."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max, Prefetch, QuerySet

from charterdesk.access.models import AccessLine, PortCheck, Secret, System, TeamRight
from charterdesk.accounts.models import Person, Team
from charterdesk.accounts.rights import Actor, demand_sight
from charterdesk.cases.models import Case
from charterdesk.cases.queries.sight import cases_seen_by
from charterdesk.customers.models import Organisation

MOST_LINES = 30
# All that a page needs of a secret; the sealed text stays where it is.
SHOWN = ("pk", "system", "what", "account", "kept_at", "kept_by", "kept_by_contact")


@dataclass(frozen=True, slots=True)
class SystemSeen:
    """A system with its secrets' names and its last check, if there was any."""

    system: System
    secrets: Sequence[Secret]
    check: PortCheck | None


def systems_of_case(asker: Person, case: Case) -> list[SystemSeen]:
    """The systems of the case's customer by name; none for who may not see the case."""
    seen = cases_seen_by(asker).filter(pk=case.pk).exists()
    return _seen(case.organisation) if seen and case.organisation else []


def systems_of_customer(organisation: Organisation) -> list[SystemSeen]:
    """The systems of a customer, for its own people; the caller has seen that they are."""
    return _seen(organisation)


def system_for(asker: Person, number: str, pk: int) -> tuple[Case, System] | None:
    """A system with the case on which it is worked, if the asker may see that."""
    case = cases_seen_by(asker).select_related("organisation").filter(number=number).first()
    if case is None or case.organisation is None:
        return None
    system = _living(case.organisation).filter(pk=pk).first()
    return (case, system) if system else None


def secret_for(asker: Person, number: str, pk: int) -> tuple[Case, Secret] | None:
    """The same for a secret: its name, not its content."""
    rows = Secret.objects.filter(ended_at__isnull=True).only(*SHOWN).select_related("system")
    secret = rows.filter(pk=pk).first()
    found = system_for(asker, number, secret.system_id) if secret else None
    return (found[0], secret) if found and secret else None


def lines_of(systems: Sequence[SystemSeen]) -> list[AccessLine]:
    """What was done with these systems, the newest first."""
    lines = AccessLine.objects.filter(system__in=[one.system.pk for one in systems])
    return list(lines.select_related("system").order_by("-pk")[:MOST_LINES])


def teams_with_rights(asker: Actor) -> list[tuple[Team, TeamRight | None]]:
    """Every team by name, with its right to look at secrets, if it has it."""
    demand_sight(asker)
    rights = {one.team_id: one for one in TeamRight.objects.select_related("given_by")}
    return [(team, rights.get(team.pk)) for team in Team.objects.order_by("name")]


def _living(organisation: Organisation) -> QuerySet[System]:
    rows = System.objects.filter(organisation=organisation, ended_at__isnull=True)
    return rows.select_related("organisation", "asset")


def _seen(organisation: Organisation) -> list[SystemSeen]:
    kept = Secret.objects.filter(ended_at__isnull=True).only(*SHOWN)
    kept = kept.select_related("kept_by", "kept_by_contact").order_by("what", "account")
    rows = list(
        _living(organisation).prefetch_related(Prefetch("secrets", kept, "kept")).order_by("name")
    )
    last = PortCheck.objects.filter(system__in=rows).values("system").annotate(last=Max("pk"))
    found = PortCheck.objects.filter(pk__in=last.values("last")).select_related("case")
    checks = {one.system_id: one for one in found}
    return [SystemSeen(row, getattr(row, "kept", ()), checks.get(row.pk)) for row in rows]

"""Systems, checks and the log, as somebody may see them; never a secret, sealed or not."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from charterdesk.access.models import (
    AccessLine,
    PortCheck,
    RemoteView,
    Secret,
    System,
    TakenData,
    TakenPiece,
    TeamRight,
)
from charterdesk.accounts.models import Person, Team
from charterdesk.accounts.rights import Actor, demand_sight
from charterdesk.cases.models import Attachment, Case
from charterdesk.cases.queries.sight import cases_in_sight, cases_seen_by, sight_of
from charterdesk.customers.models import Asset, Organisation
from charterdesk.kit.prepared import Prepared

MOST_LINES = 30
MOST_DUE = 200
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


def systems_in_sight(
    asker: Person, organisation: Organisation, asset: Asset | None = None
) -> list[SystemSeen]:
    """A customer's systems, or those on one piece of equipment, for who works on its cases.

    That is who sees the cases of its charter, or one of its own.
    """
    sight = sight_of(asker)
    seen = sight.everything or organisation.charter in sight.charters
    if not seen and not _ANY.rows(**sight.given(), organisation=organisation.pk):
        return []
    found = _seen(organisation)
    return found if asset is None else [one for one in found if one.system.asset_id == asset.pk]


def systems_of_customer(organisation: Organisation) -> list[SystemSeen]:
    """The systems of a customer, for its own people; the caller has seen that they are."""
    return _seen(organisation)


def system_for(asker: Person, number: str, pk: int) -> tuple[Case, System] | None:
    """A system with the case on which it is worked, if the asker may see that."""
    case = cases_seen_by(asker).select_related("organisation").filter(number=number).first()
    if case is None or case.organisation is None:
        return None
    system = _living(organisation=case.organisation.pk).filter(pk=pk).first()
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


def views_of_case(asker: Person, case: Case) -> list[RemoteView]:
    """The remote views of a case, the newest first; none for who may not see it."""
    rows = RemoteView.objects.filter(case=case, case__in=cases_seen_by(asker))
    return list(
        rows.select_related("case", "asked_by", "started_by", "ended_by").order_by("-pk")[
            :MOST_LINES
        ]
    )


def view_for(asker: Person, number: str, pk: int) -> RemoteView | None:
    """One of them, by the case's number."""
    rows = RemoteView.objects.filter(case__number=number, case__in=cases_seen_by(asker))
    return rows.select_related("case").filter(pk=pk).first()


def view_asked_on(case: Case) -> RemoteView | None:
    """What the customer is asked to let us see now, or lets us; the caller has seen whose it is."""
    rows = RemoteView.objects.filter(case=case, ended_at__isnull=True)
    return rows.select_related("asked_by").first()


def data_of_case(asker: Person, case: Case) -> list[TakenData]:
    """The data taken on a case, the newest first, with its pieces; none for who may not see it."""
    rows = _data(asker).filter(case=case)
    return list(rows.order_by("-pk")[:MOST_LINES])


def data_for(asker: Person, number: str, pk: int) -> TakenData | None:
    """One of them, by the case's number."""
    return _data(asker).filter(case__number=number, pk=pk).first()


def piece_for(asker: Person, number: str, pk: int) -> TakenPiece | None:
    """One piece of such data."""
    rows = TakenPiece.objects.filter(data__in=_data(asker), data__case__number=number)
    return rows.select_related("data__case").filter(pk=pk).first()


def data_to_delete(asker: Person) -> list[TakenData]:
    """What was taken and not deleted yet, on cases in the asker's sight, the next due first."""
    rows = _data(asker).filter(taken_at__isnull=False, ended_at__isnull=True)
    return list(rows.order_by("delete_on", "pk")[:MOST_DUE])


def data_asked_on(case: Case) -> TakenData | None:
    """What the customer is asked for, or has given; the caller has seen whose case it is."""
    rows = TakenData.objects.filter(case=case, ended_at__isnull=True)
    return rows.select_related("asked_by").order_by("-pk").first()


def files_to_mark(asker: Person, case: Case) -> list[Attachment]:
    """Files of the case that are not marked as taken data, the newest first."""
    files = Attachment.objects.filter(message__case=case, taken__isnull=True)
    seen = files.filter(message__case__in=cases_seen_by(asker))
    return list(seen.exclude(message__direction="out", message__public=True).order_by("-pk")[:50])


def _data(asker: Person) -> QuerySet[TakenData]:
    pieces = TakenPiece.objects.select_related("attachment", "deleted_by").order_by("pk")
    rows = TakenData.objects.filter(case__in=cases_seen_by(asker))
    rows = rows.select_related("case__organisation", "asked_by", "taken_by")
    return rows.prefetch_related(Prefetch("pieces", pieces))


def teams_with_rights(asker: Actor) -> list[tuple[Team, TeamRight | None]]:
    """Every team by name, with its right to look at secrets, if it has it."""
    demand_sight(asker)
    rights = {one.team_id: one for one in TeamRight.objects.select_related("given_by")}
    return [(team, rights.get(team.pk)) for team in Team.objects.order_by("name")]


def _living(*, organisation: int) -> QuerySet[System]:
    rows = System.objects.filter(organisation=organisation, ended_at__isnull=True)
    return rows.select_related("organisation", "asset").order_by("name")


def _secrets(*, systems: Sequence[int]) -> QuerySet[Secret]:
    kept = Secret.objects.filter(ended_at__isnull=True, system__in=systems).only(*SHOWN)
    return kept.select_related("kept_by", "kept_by_contact").order_by("what", "account", "pk")


def _checks(*, systems: Sequence[int]) -> QuerySet[PortCheck]:
    """The last of each system: one look into the index for each, however many there were."""
    of = PortCheck.objects.filter(system=OuterRef("pk")).order_by("-pk")
    last = System.objects.filter(pk__in=systems).values(last=Subquery(of.values("pk")[:1]))
    return PortCheck.objects.filter(pk__in=last).select_related("case")


def _any(*, charters: Sequence[str], owner: int, organisation: int) -> QuerySet[Case]:
    """One case of the customer that is in sight."""
    return cases_in_sight(False, charters, owner).filter(organisation=organisation)[:1]


_LIVING, _SECRETS, _CHECKS = Prepared(_living), Prepared(_secrets), Prepared(_checks)
_ANY = Prepared(_any)


def _seen(organisation: Organisation) -> list[SystemSeen]:
    rows = _LIVING.rows(organisation=organisation.pk)
    if not rows:
        return []
    keys = [row.pk for row in rows]
    kept: dict[int, list[Secret]] = {}
    for secret in _SECRETS.rows(systems=keys):
        kept.setdefault(secret.system_id, []).append(secret)
    checks = {one.system_id: one for one in _CHECKS.rows(systems=keys)}
    return [SystemSeen(row, kept.get(row.pk, ()), checks.get(row.pk)) for row in rows]

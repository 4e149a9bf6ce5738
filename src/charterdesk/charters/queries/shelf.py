"""The desk's shelf of charters: for each name what is in force, what is written, what waits."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from charterdesk.accounts.rights import Actor, demand_sight
from charterdesk.charters.models import (
    CharterDraft,
    CharterProposal,
    CharterVersion,
    ServedCharter,
)


@dataclass(frozen=True, slots=True)
class Shelved:
    """One name on the shelf, without the texts. `newest` may be a version to come."""

    name: str
    in_force: CharterVersion | None = None
    newest: CharterVersion | None = None
    draft: CharterDraft | None = None
    proposal: CharterProposal | None = None
    served: ServedCharter | None = None


def shelf(asker: Actor, at: datetime) -> tuple[Shelved, ...]:
    """Every charter that is published or written here, by name; four queries."""
    demand_sight(asker)
    versions = CharterVersion.objects.defer("text").order_by("in_force_from", "version")
    newest = {row.name: row for row in versions}
    current = {row.name: row for row in versions if row.in_force_from <= at}
    drafts = {row.name: row for row in CharterDraft.objects.defer("text")}
    waiting = {row.name: row for row in CharterProposal.objects.filter(outcome="").defer("text")}
    served = {row.name: row for row in ServedCharter.objects.all()}
    return tuple(
        Shelved(
            name=name,
            in_force=current.get(name),
            newest=newest.get(name),
            draft=drafts.get(name),
            proposal=waiting.get(name),
            served=served.get(name),
        )
        for name in sorted({*newest, *drafts})
    )


def version_in_force(asker: Actor, name: str, at: datetime) -> CharterVersion | None:
    """The row of the version that cases opened at `at` are under (2.6 D)."""
    demand_sight(asker)
    rows = CharterVersion.objects.filter(name=name, in_force_from__lte=at)
    return rows.order_by("in_force_from", "version").last()


def served_charter(asker: Actor, name: str) -> ServedCharter | None:
    """How a published charter is served here."""
    demand_sight(asker)
    return ServedCharter.objects.filter(name=name).select_related("lift_asked_by").first()


def decisions_on(asker: Actor, name: str) -> QuerySet[CharterProposal]:
    """What was decided about proposals of a name, the newest first, without the texts."""
    demand_sight(asker)
    rows = CharterProposal.objects.filter(name=name).exclude(outcome="")
    rows = rows.order_by("-decided_at", "-pk")
    return rows.select_related("asked_by", "decided_by").defer("text")

"""What is shared on the status page: published, updated and withdrawn by a lead, word for word.

A text that names the customer of the case, or its number, is held until a person says that it is
meant so: the page is read by everybody.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal, save_valid
from charterdesk.accounts.rights import DESK, demand_staffing
from charterdesk.cases.models import Case
from charterdesk.customers.queries import addresses_of
from charterdesk.incidents.models import PublicIncident, PublicUpdate

FARTHEST = timedelta(days=30)
RESOLVED = PublicIncident.State.RESOLVED
SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Said:
    """One update as it was written; `anyway`: it may name whom it names."""

    state: str
    text: str
    next_at: datetime | None = None
    anyway: bool = False


@transaction.atomic
def publish_incident(
    *, title: str, affected: str, said: Said, by: Person, at: datetime, case: Case | None = None
) -> PublicIncident | Refusal:
    """Share an incident with its first update."""
    demand_staffing(by)
    if refusal := _refusal(case, f"{title}\n{affected}\n{said.text}", said, at):
        return refusal
    incident = PublicIncident(
        case=case, title=title.strip(), affected=affected.strip(), by=by, published_at=at,
        state=said.state, next_at=said.next_at, updated_at=at,
        resolved_at=at if said.state == RESOLVED else None,
    )  # fmt: skip
    return save_valid(incident) or _added(incident, said, by, at)


@transaction.atomic
def update_incident(
    *, incident: PublicIncident, said: Said, by: Person, at: datetime
) -> PublicIncident | Refusal:
    """Say how it stands now."""
    demand_staffing(by)
    row = PublicIncident.objects.select_for_update().get(pk=incident.pk)
    if row.withdrawn_at is not None:
        return Refusal(_("It was withdrawn from the status page; publish it anew."))
    if refusal := _refusal(row.case, said.text, said, at):
        return refusal
    row.state, row.next_at, row.updated_at = said.state, said.next_at, at
    row.resolved_at = (row.resolved_at or at) if said.state == RESOLVED else None
    return save_valid(row) or _added(row, said, by, at)


def withdraw_incident(*, incident: PublicIncident, by: Person, at: datetime) -> None:
    """Take it off the page; what was said is kept here."""
    demand_staffing(by)
    PublicIncident.objects.filter(pk=incident.pk, withdrawn_at=None).update(withdrawn_at=at)


def _added(
    incident: PublicIncident, said: Said, by: Person, at: datetime
) -> PublicIncident | Refusal:
    update = PublicUpdate(
        incident=incident, state=said.state, text=said.text.strip(), next_at=said.next_at, by=by,
        at=at,
    )  # fmt: skip
    if refusal := save_valid(update):
        transaction.set_rollback(True)
        return refusal
    return incident


def _refusal(case: Case | None, text: str, said: Said, at: datetime) -> Refusal | None:
    if said.next_at is not None and not at < said.next_at <= at + FARTHEST:
        return Refusal(_("Say a moment ahead, within thirty days."), "next_by")
    named = "" if said.anyway or case is None else next(_named_in(case, text), "")
    if not named:
        return None
    words = {"name": named}
    return Refusal(
        _("It names “%(name)s”, and everybody will read it. Leave that out, or say it is meant.")
        % words,
        "anyway",
    )


def _named_in(case: Case, text: str) -> Iterator[str]:
    """What tells whose case it is, as far as it stands in the text."""
    contact = case.contact
    names = [case.number, case.asker]
    names += [case.organisation.name] if case.organisation else []
    if contact is not None:
        names += [contact.name, *contact.name.split(), *addresses_of(DESK, contact)]
    for name in names:
        if len(name) >= SHORTEST_NAME and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.I):
            yield name

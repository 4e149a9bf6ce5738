"""One case, as somebody may see it: by its number, and its state."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from charterdesk.accounts.rights import Actor
from charterdesk.cases.models import Case, CaseEvent, Message
from charterdesk.cases.numbers import kept_spellings
from charterdesk.cases.queries.sight import cases_in_sight, sight_of
from charterdesk.cases.store import Loaded, loaded_from
from charterdesk.kit.prepared import Prepared
from charterdesk.notifications.models import Attempt, Notice


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline: an event, with the message or the notice that it is about."""

    event: CaseEvent
    message: Message | None = None
    notice: Notice | None = None
    receipts: tuple[Attempt, ...] = ()


def case_for(actor: Actor, ref: str) -> Case | None:
    """The case of that number, in any case of letters, if the actor may see it."""
    sight = sight_of(actor)
    found = _ONE.first(sight.everything, **sight.given(), numbers=[ref])
    if found is None and (spelled := kept_spellings(ref)):
        found = _ONE.first(sight.everything, **sight.given(), numbers=spelled)
    return found


def _one(
    everything: bool, *, charters: Sequence[str], owner: int, numbers: Sequence[str]
) -> QuerySet[Case]:
    found = cases_in_sight(everything, charters, owner).filter(number__in=numbers).order_by("pk")
    return found.select_related(
        "owner", "organisation", "contact__organisation", "contract", "merged_into"
    )[:1]


_ONE = Prepared(_one)


def state_of(case: Case) -> Loaded:
    """The case's state, folded from its events; one query for the events."""
    return loaded_from(case, list(CaseEvent.objects.filter(case=case).order_by("seq")))

"""One case, as somebody may see it: by its number, and its state."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from charterdesk.accounts.rights import Actor
from charterdesk.cases.models import Case, CaseEvent, Message
from charterdesk.cases.numbers import kept_spellings, meant_numbers
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


def cases_meant(actor: Actor, words: str) -> list[Case]:
    """The cases that the actor may mean by a number, the newest first: the one that has it, else
    those of that running number ("1042", "#1042", "rx 1042").
    """
    exact = case_for(actor, words)
    meant = [] if exact else meant_numbers(words)
    if not meant:
        return [exact] if exact else []
    sight = sight_of(actor)
    seen = cases_in_sight(sight.everything, sight.charters, sight.owner)
    whole = ("owner", "organisation", "contact__organisation", "contract", "merged_into")
    return list(seen.filter(number__in=meant).select_related(*whole).order_by("-pk"))


def case_called(actor: Actor, words: str) -> Case | None:
    """The only case that the actor may mean by a number; None where there is none, or several."""
    meant = cases_meant(actor, words)
    return meant[0] if len(meant) == 1 else None


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

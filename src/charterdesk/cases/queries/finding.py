"""Files and news found for somebody who may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Q, QuerySet

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import Actor
from charterdesk.cases.models import Attachment, CaseEvent, Message
from charterdesk.cases.queries.sight import cases_in_sight, cases_seen_by, sight_of
from charterdesk.kit.prepared import Sql, Statement

# Numbers are given before their transaction commits: a later event may be seen first.
OVERLAP = 50
COMMITS_WITHIN = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class News:
    """The newest event of the desk, and the cases that changed, by number."""

    newest: int
    changed: tuple[str, ...]


def seen_numbers(person: Person, numbers: set[str]) -> set[str]:
    """Those of the case numbers that the person may see."""
    if not numbers:
        return set()
    sight = sight_of(person)
    found = _NUMBERS.rows(sight.everything, **sight.given(), numbers=sorted(numbers))
    return {number for (number,) in found}


def _numbers(
    everything: bool, *, charters: Sequence[str], owner: int, numbers: Sequence[str]
) -> Sql:  # fmt: skip
    found = cases_in_sight(everything, charters, owner).filter(number__in=numbers)
    return found.values_list("number").query.sql_with_params()


_NUMBERS = Statement(_numbers)


def news_since(person: Person, since: int, at: datetime) -> News:
    """What changed on cases that the person may see since the event `since`."""
    newest = CaseEvent.objects.aggregate(newest=Max("pk"))["newest"] or 0
    later = Q(pk__gt=since) | Q(pk__gt=since - OVERLAP, recorded_at__gt=at - COMMITS_WITHIN)
    recent = CaseEvent.objects.filter(later, pk__gt=since - OVERLAP).values("case")
    changed = cases_seen_by(person).filter(pk__in=recent).order_by("-updated_at", "-pk")
    return News(newest, tuple(changed.values_list("number", flat=True)[:200]))


def attachment_of(actor: Actor, ref: str, pk: int) -> Attachment | None:
    """A file of a message on a case that the actor may see."""
    return _attachments(actor, ref).filter(pk=pk).first()


def message_of(actor: Actor, ref: str, message: str) -> Message | None:
    """A message, by its own ref, on a case that the actor may see."""
    seen = cases_seen_by(actor).filter(number=ref)
    return Message.objects.filter(case__in=seen, ref=message).first()


def _attachments(actor: Actor, ref: str) -> QuerySet[Attachment]:
    seen = cases_seen_by(actor).filter(number=ref)
    return Attachment.objects.filter(message__case__in=seen)

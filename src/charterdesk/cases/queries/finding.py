"""Cases of a customer, files and news found for somebody who may see them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Q, QuerySet

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import Actor
from charterdesk.cases.models import Attachment, Case, CaseEvent, Message
from charterdesk.cases.queries.sight import cases_seen_by
from charterdesk.customers.models import Organisation

MOST_FOUND = 50
# Numbers are given before their transaction commits: a later event may be seen first.
OVERLAP = 50
COMMITS_WITHIN = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class News:
    """The newest event of the desk, and the cases that changed, by number."""

    newest: int
    changed: tuple[str, ...]


def open_cases_of(person: Person, organisation: Organisation, most: int = MOST_FOUND) -> list[Case]:
    """A customer's open cases that the person may see, in the order of the queue."""
    found = cases_seen_by(person).filter(is_open=True, organisation=organisation)
    found = found.select_related("owner", "organisation", "contact", "contract")
    return list(found.order_by("queue_key", "pk")[:most])


def seen_numbers(person: Person, numbers: set[str]) -> set[str]:
    """Those of the case numbers that the person may see."""
    found = cases_seen_by(person).filter(number__in=numbers)
    return set(found.values_list("number", flat=True))


def news_since(person: Person, since: int, at: datetime) -> News:
    """What changed on cases that the person may see since the event `since`."""
    newest = CaseEvent.objects.aggregate(newest=Max("pk"))["newest"] or 0
    later = Q(pk__gt=since) | Q(pk__gt=since - OVERLAP, recorded_at__gt=at - COMMITS_WITHIN)
    recent = CaseEvent.objects.filter(later, pk__gt=since - OVERLAP).values("case")
    changed = cases_seen_by(person).filter(pk__in=recent).order_by("-updated_at")
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

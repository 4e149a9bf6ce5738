"""Which events are news to people of the desk; that there are any is written with the events."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from charterdesk.cases.models import CaseEvent, CaseNews
from charterdesk.engine.intents import CONTACT

TOLD = "told"
# What is news to those who follow a case, unless a machine said it.
ORDINARY = frozenset({
    "customer_wrote", "reply_sent", "note_added", "resolved", "closed", "reopened", "handed_back",
    "transferred", "owner_set", "priority_set", "merged_into",
})  # fmt: skip


def is_ordinary(event: CaseEvent) -> bool:
    """Whether an event is news to those who follow its case."""
    return event.kind in ORDINARY and not event.data.get("automatic")


def is_to_person(event: CaseEvent) -> bool:
    """Whether one of the desk was told of something by it."""
    return event.kind == TOLD and event.data.get("person") != CONTACT


def moves_watchers(event: CaseEvent) -> bool:
    """Whether watchers go along to another case by it, or come back."""
    return event.kind == "merge_undone" or bool(event.data.get("split_from"))


def is_news(event: CaseEvent) -> bool:
    """Whether anybody may have to hear of it, or anything of watchers follows."""
    return is_ordinary(event) or is_to_person(event) or moves_watchers(event)


def note_news(written: Iterable[Sequence[CaseEvent]], at: datetime) -> None:
    """Keep in mind which cases have news, in the transaction that wrote these events of each.

    A case that has some already keeps its row, which begins earlier. One query where there is any.
    """
    rows = [
        CaseNews(case_id=events[0].case_id, after_seq=events[0].seq - 1, due_at=at)
        for events in written
        if any(map(is_news, events))
    ]
    if rows:
        CaseNews.objects.bulk_create(rows, ignore_conflicts=True)

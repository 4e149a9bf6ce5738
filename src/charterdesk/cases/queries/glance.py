"""A case at a glance, for a place beside its list: how it stands and what was said last.

It is what the page of the case shows, and less: looking at it leaves no mark on anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Left

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Attachment, Case, CaseEvent, Message
from charterdesk.cases.queries.one import Entry
from charterdesk.cases.queries.sight import cases_in_sight, sight_of
from charterdesk.cases.store import Loaded, loaded_from
from charterdesk.kit.prepared import Prepared

LAST_SAID = 3
# So many letters of each message: who reads more opens the case.
LONGEST = 1500
SAID = frozenset({"opened", "customer_wrote", "reply_sent", "resolved", "note_added"})
TAKEN_BACK = "reply_withdrawn"


@dataclass(frozen=True, slots=True)
class Glance:
    """The last that was said, oldest first, with how many messages and notes come before it.

    A message has `begin` in place of its text, at most one letter longer than `LONGEST`, and
    `has_files`.
    """

    loaded: Loaded
    said: tuple[Entry, ...]
    earlier: int


def glance_of(person: Person, ref: str) -> Glance | None:
    """The case of exactly that number, if the person may see it; four queries at the most."""
    sight = sight_of(person)
    row = _ROW.first(sight.everything, charters=sight.charters, owner=sight.owner, ref=ref)
    if row is None:
        return None
    events = _EVENTS.rows(case=row.pk)
    spoken = _spoken(events)
    last = spoken[-LAST_SAID:]
    refs = sorted({event.data["message"] for event in last})
    messages = {one.ref: one for one in _MESSAGES.rows(refs=refs)} if refs else {}
    said = tuple(
        Entry(event, messages[event.data["message"]])
        for event in last
        if event.data["message"] in messages
    )
    return Glance(loaded_from(row, events), said, len(spoken) - len(last))


def _spoken(events: Sequence[CaseEvent]) -> list[CaseEvent]:
    """Those that stand for a message or a note; a reply that was taken back was never sent."""
    gone = {event.data.get("of") for event in events if event.kind == TAKEN_BACK}
    return [
        event
        for event in events
        if event.kind in SAID and event.data.get("message") and event.data["message"] not in gone
    ]


def _row(everything: bool, *, charters: Sequence[str], owner: int, ref: str) -> QuerySet[Case]:
    seen = cases_in_sight(everything, charters, owner).filter(number=ref)
    return seen.select_related("owner", "organisation", "contact", "contract").order_by("pk")[:1]


def _begun(*, refs: Sequence[str]) -> QuerySet[Message]:
    """Messages without their long texts."""
    files = Attachment.objects.filter(message=OuterRef("pk"))
    found = Message.objects.filter(ref__in=refs).select_related("person", "contact__organisation")
    return found.defer("text", "quoted", "html", "references", "recipients").annotate(
        begin=Left("text", LONGEST + 1), has_files=Exists(files)
    )


_ROW = Prepared(_row)
_EVENTS = Prepared(lambda *, case: CaseEvent.objects.filter(case=case).order_by("seq"))
_MESSAGES = Prepared(_begun)

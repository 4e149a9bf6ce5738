"""One case, as somebody may see it: by its number, with what was said and done on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import Actor
from charterdesk.cases.models import Case, CaseEvent, CaseLink, Draft, Message
from charterdesk.cases.numbers import kept_spellings
from charterdesk.cases.queries.sight import cases_seen_by
from charterdesk.cases.store import Loaded, loaded_from
from charterdesk.notifications.models import Attempt, Notice

LAST = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline: an event, with the message or the notice that it is about."""

    event: CaseEvent
    message: Message | None = None
    notice: Notice | None = None
    receipts: tuple[Attempt, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """Entries in the order of recording, oldest first; `earlier` is how many come before them."""

    entries: tuple[Entry, ...]
    earlier: int


def case_for(actor: Actor, ref: str) -> Case | None:
    """The case of that number, in any case of letters, if the actor may see it."""
    seen = cases_seen_by(actor).select_related(
        "owner", "organisation", "contact__organisation", "contract", "merged_into"
    )
    found = seen.filter(number=ref).first()
    if found is None and (spelled := kept_spellings(ref)):
        found = seen.filter(number__in=spelled).first()
    return found


def state_of(case: Case) -> Loaded:
    """The case's state, folded from its events; one query for the events."""
    return loaded_from(case, list(CaseEvent.objects.filter(case=case).order_by("seq")))


def timeline_of(case: Case, before: int | None = None, size: int = LAST) -> Timeline:
    """The last `size` events, or those before event number `before`; four queries."""
    upto = case.version + 1 if before is None else before
    found = CaseEvent.objects.filter(case=case, seq__lt=upto, seq__gte=upto - size)
    events = list(found.order_by("seq"))
    messages = _messages(case, events)
    notices = _notices(case, events)
    entries = tuple(
        Entry(event, messages.get(_ref(event)), notices.get(event.data.get("key", "")))
        for event in events
    )
    return Timeline(entries, earlier=events[0].seq - 1 if events else 0)


def links_of(case: Case) -> list[CaseLink]:
    """Where the case came from and what came from it."""
    own = CaseLink.objects.filter(case=case) | CaseLink.objects.filter(other=case)
    return list(own.select_related("case", "other").order_by("pk"))


def drafts_of(case: Case, person: Person) -> dict[str, Draft]:
    """The person's drafts on the case, by mode: reply, note."""
    return {draft.mode: draft for draft in Draft.objects.filter(case=case, person=person)}


def dead_notices(case: Case) -> list[Notice]:
    """Notices that no carrier took for good: the case shows them until they are sent again."""
    return list(
        Notice.objects.filter(case=case, state=Notice.State.DEAD)
        .select_related("person")
        .order_by("pk")
    )


def _ref(event: CaseEvent) -> str:
    return str(event.data.get("message") or event.data.get("of") or "")


def _messages(case: Case, events: Sequence[CaseEvent]) -> dict[str, Message]:
    wanted = {ref for event in events if (ref := _ref(event))}
    found = Message.objects.filter(ref__in=wanted).select_related("person", "contact")
    return {message.ref: message for message in found.prefetch_related("attachments")}


def _notices(case: Case, events: Sequence[CaseEvent]) -> dict[str, Notice]:
    keys = {event.data["key"] for event in events if event.kind == "told"}
    found = Notice.objects.filter(scope=case.number, key__in=keys).select_related("person")
    return {notice.key: notice for notice in found}

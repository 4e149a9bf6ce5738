"""All that the page of one case shows, in as few queries as it takes; seen by whom may see it.

The events are loaded once, for the state and for the timeline; neighbours in the queue come with
the row itself.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case, CaseEvent, CaseLink, Draft, Message
from charterdesk.cases.queries.one import Entry, drafts_of
from charterdesk.cases.queries.queue import NO_FILTERS, Filters, Tally, cases_in, tally_of
from charterdesk.cases.queries.sight import cases_seen_by
from charterdesk.cases.store import Loaded, loaded_from
from charterdesk.notifications.models import Notice

LAST = 50
ALSO = 8
MOST_SHOWN = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the case is looked at: from which list, which kinds of entries, how many of them."""

    view: str = ""
    filters: Filters = NO_FILTERS
    kinds: Collection[str] = ()
    size: int = LAST


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A case with what stands around it. `earlier` entries of the kinds wanted come before these.

    `following` and `leading` are the numbers of its neighbours in the list; `also` are linked
    cases and other open ones of the customer; `dead` are notices that no carrier took for good.
    """

    loaded: Loaded
    entries: tuple[Entry, ...]
    earlier: int
    drafts: dict[str, Draft]
    also: tuple[Case, ...]
    dead: tuple[Notice, ...]
    tally: Tally
    leading: str = ""
    following: str = ""


def dossier_of(person: Person, ref: str, look: Look) -> Dossier | None:
    """The case of that number, if the person may see it; thirteen queries at the most."""
    seen = cases_seen_by(person)
    row = _row(seen, person, ref, look)
    if row is None:
        return None
    events = list(CaseEvent.objects.filter(case=row).order_by("seq"))
    wanted = [event for event in events if not look.kinds or event.kind in look.kinds]
    shown = wanted[-min(look.size, MOST_SHOWN) :]
    entries, dead = _entries(row, shown)
    return Dossier(
        loaded=loaded_from(row, events), entries=entries, earlier=len(wanted) - len(shown),
        drafts=drafts_of(row, person), also=_also(seen, row), dead=dead,
        tally=tally_of(person, seen), leading=getattr(row, "leading", None) or "",
        following=getattr(row, "following", None) or "",
    )  # fmt: skip


def _row(seen: QuerySet[Case], person: Person, ref: str, look: Look) -> Case | None:
    found = seen.select_related(
        "owner", "organisation__account_manager", "contact", "contract__account_manager",
    )  # fmt: skip
    if look.view:
        found = found.annotate(**_neighbours(cases_in(seen, person, look.view, look.filters)))
    row = found.filter(number=ref).first() or found.filter(number__iexact=ref).first()
    customer = row.organisation if row else None
    if row and row.contact and customer and row.contact.organisation_id == customer.pk:
        row.contact.organisation = customer
    return row


def _neighbours(rows: QuerySet[Case]) -> dict[str, Subquery]:
    """The numbers before and after a case, in the order of the queue."""
    key = OuterRef("queue_key")
    before = rows.filter(Q(queue_key__lt=key) | Q(queue_key=key, pk__lt=OuterRef("pk")))
    after = rows.filter(Q(queue_key__gt=key) | Q(queue_key=key, pk__gt=OuterRef("pk")))
    return {
        "leading": Subquery(before.order_by("-queue_key", "-pk").values("number")[:1]),
        "following": Subquery(after.order_by("queue_key", "pk").values("number")[:1]),
    }


def _entries(
    row: Case, events: Sequence[CaseEvent]
) -> tuple[tuple[Entry, ...], tuple[Notice, ...]]:
    refs = {ref for event in events if (ref := _ref(event))}
    keys = {event.data["key"] for event in events if event.kind == "told"}
    messages = {message.ref: message for message in _messages(refs)}
    notices = list(
        Notice.objects.filter(scope=row.number)
        .filter(Q(key__in=keys) | Q(state=Notice.State.DEAD) | Q(reply__ref__in=refs))
        .select_related("person", "reply")
        .order_by("pk")
    )
    by_key = {notice.key: notice for notice in notices}
    by_reply = {notice.reply.ref: notice for notice in notices if notice.reply}
    entries = tuple(
        Entry(
            event,
            messages.get(_ref(event)),
            by_key.get(event.data.get("key", "")) or by_reply.get(_ref(event)),
        )
        for event in events
    )
    return entries, tuple(one for one in notices if one.state == Notice.State.DEAD)


def _messages(refs: Collection[str]) -> QuerySet[Message]:
    found = Message.objects.filter(ref__in=refs).select_related("person", "contact__organisation")
    return found.prefetch_related("attachments")


def _ref(event: CaseEvent) -> str:
    return str(event.data.get("message") or event.data.get("of") or "")


def _also(seen: QuerySet[Case], row: Case) -> tuple[Case, ...]:
    """Linked cases first, then other open ones of the same customer; each by an index."""
    came, became = CaseLink.objects.filter(case=row.pk), CaseLink.objects.filter(other=row.pk)
    near = came.values("other").union(became.values("case"))
    if row.organisation_id:
        others = seen.filter(organisation=row.organisation_id, is_open=True).exclude(pk=row.pk)
        first = others.order_by("queue_key", "pk").values("pk")[:ALSO]
        near = came.values("other").union(
            became.values("case"), Case.objects.filter(pk__in=first).values("pk")
        )
    pair = Q(case=row.pk, other=OuterRef("pk")) | Q(other=row.pk, case=OuterRef("pk"))
    found = seen.filter(pk__in=near).annotate(is_linked=Exists(CaseLink.objects.filter(pair)))
    return tuple(found.order_by("-is_linked", "queue_key", "pk")[:ALSO])

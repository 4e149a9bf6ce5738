"""All that the page of one case shows, in as few queries as it takes; seen by whom may see it.

The events are loaded once, for the state and for the timeline; neighbours in the queue come with
the row itself.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import cast

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from charterdesk.accounts.models import Edition, Person
from charterdesk.cases.models import (
    Attachment,
    Case,
    CaseEvent,
    CaseLabel,
    CaseLink,
    Draft,
    Label,
    Message,
    OwnField,
    Watch,
)
from charterdesk.cases.models.own_field import FIELDS
from charterdesk.cases.numbers import kept_spellings
from charterdesk.cases.queries.one import Entry
from charterdesk.cases.queries.own_fields import declared_at, fields_on
from charterdesk.cases.queries.queue import (
    NO_FILTERS,
    Filters,
    Tally,
    cases_in,
    seen_values,
    tally_of,
)
from charterdesk.cases.queries.sight import Sight, cases_in_sight, sight_of
from charterdesk.cases.store import Loaded, loaded_from
from charterdesk.kit.prepared import Prepared
from charterdesk.notifications.models import Attempt, Notice

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


@dataclass(frozen=True, slots=True)
class Watcher:
    """Somebody who watches the case, or has stopped (`on` is False then)."""

    person: int
    name: str
    on: bool


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
    labels: tuple[Label, ...] = ()
    fields: tuple[OwnField, ...] = ()
    watchers: tuple[Watcher, ...] = ()


def dossier_of(person: Person, ref: str, look: Look) -> Dossier | None:
    """The case of that number, if the person may see it; twelve queries at the most."""
    sight = sight_of(person)
    row = _row(sight, person, ref, look)
    if row is None:
        return None
    events = _EVENTS.rows(case=row.pk)
    wanted = [event for event in events if not look.kinds or event.kind in look.kinds]
    shown = wanted[-min(look.size, MOST_SHOWN) :]
    entries, dead = _entries(row, shown)
    drafts, labels, watchers = _beside(row, person)
    loaded = loaded_from(row, events)
    fields = fields_on(row, loaded.state, declared_at(getattr(row, "fields_mark", None)))
    return Dossier(
        loaded=loaded, fields=fields, entries=entries,
        earlier=len(wanted) - len(shown), drafts=drafts, labels=labels, watchers=watchers,
        also=_near(sight, row), dead=dead, tally=tally_of(person, sight),
        leading=getattr(row, "leading", None) or "",
        following=getattr(row, "following", None) or "",
    )  # fmt: skip


def _row(sight: Sight, person: Person, ref: str, look: Look) -> Case | None:
    shape = (sight.everything, look.view, look.filters)
    seen = seen_values(sight, person)
    row = _ROW.first(*shape, **seen, ref=ref)
    for spelled in () if row else kept_spellings(ref):
        row = row or _ROW.first(*shape, **seen, ref=spelled)
    customer = row.organisation if row else None
    if row and row.contact and customer and row.contact.organisation_id == customer.pk:
        row.contact.organisation = customer
    return row


def _found(
    everything: bool, view: str, filters: Filters,
    *, charters: Sequence[str], owner: int, person: int, ref: str,
) -> QuerySet[Case]:  # fmt: skip
    """The case with its customer and, where a list is named, its neighbours there."""
    seen = cases_in_sight(everything, charters, owner)
    found = seen.select_related(
        "owner", "organisation__account_manager", "contact", "contract__account_manager",
        "about_asset__asset",
    )  # fmt: skip
    mark = Edition.objects.filter(subject=FIELDS).values("mark")[:1]
    found = found.annotate(fields_mark=Subquery(mark))
    if view:
        found = found.annotate(**_neighbours(cases_in(seen, person, view, filters)))
    return found.filter(number=ref).order_by("pk")[:1]


def _neighbours(rows: QuerySet[Case]) -> dict[str, Subquery]:
    """The numbers before and after a case, in the order of the queue."""
    key = OuterRef("queue_key")
    # The bound says nothing new, but lets the index begin at the case instead of at its end.
    before = rows.filter(Q(queue_key__lt=key) | Q(pk__lt=OuterRef("pk")), queue_key__lte=key)
    after = rows.filter(Q(queue_key__gt=key) | Q(pk__gt=OuterRef("pk")), queue_key__gte=key)
    return {
        "leading": Subquery(before.order_by("-queue_key", "-pk").values("number")[:1]),
        "following": Subquery(after.order_by("queue_key", "pk").values("number")[:1]),
    }


def _entries(
    row: Case, events: Sequence[CaseEvent]
) -> tuple[tuple[Entry, ...], tuple[Notice, ...]]:
    refs = sorted({ref for event in events if (ref := _ref(event))})
    keys = sorted({event.data["key"] for event in events if event.kind == "told"})
    messages = {message.ref: message for message in _messages(refs)}
    notices = _NOTICES.rows(scope=row.number, keys=keys, refs=refs)
    by_key = {notice.key: notice for notice in notices}
    by_reply = {notice.reply.ref: notice for notice in notices if notice.reply}
    receipts = _receipts([one.pk for one in notices if one.urgent])
    entries = tuple(
        Entry(event, messages.get(_ref(event)), notice, receipts[notice.pk] if notice else ())
        for event in events
        for notice in [by_key.get(event.data.get("key", "")) or by_reply.get(_ref(event))]
    )
    return entries, tuple(one for one in notices if one.state == Notice.State.DEAD)


def _beside(
    row: Case, person: Person
) -> tuple[dict[str, Draft], tuple[Label, ...], tuple[Watcher, ...]]:
    """The person's drafts by mode, the case's labels and watchers by name; one query for all."""
    found = _BESIDE.rows(case=row.pk, person=person.pk)
    drafts = {one.mode: one for one in found if one.mode in Draft.Mode.values}
    other = {*Draft.Mode.values, *Watch.State.values}
    labels = [Label(mark=one.mode, name=one.text) for one in found if one.mode not in other]
    watchers = [
        Watcher(one.person_id, one.text, one.mode == Watch.State.ON)
        for one in found
        if one.mode in Watch.State.values
    ]
    return (
        drafts,
        tuple(sorted(labels, key=lambda label: label.name.casefold())),
        tuple(sorted(watchers, key=lambda one: (one.name.casefold(), one.person))),
    )


def _drafts_and_labels(*, case: int, person: int) -> QuerySet[Draft]:
    """A label comes as a row of the same shape: its mark for the mode, its name for the text;
    and so does a watcher, with how the watch stands for the mode.
    """
    drafts = Draft.objects.filter(case=case, person=person)
    put = CaseLabel.objects.filter(case=case)
    alike = put.values_list("pk", "case", "by", "label__mark", "label__name", "at")
    seen = Watch.objects.filter(case=case, person__is_active=True)
    watchers = seen.values_list("pk", "case", "person", "state", "person__name", "at")
    return drafts.union(cast("QuerySet[Draft]", alike), cast("QuerySet[Draft]", watchers), all=True)


def _receipts(calls: Sequence[int]) -> dict[int, tuple[Attempt, ...]]:
    """What became of urgent notices over all means, by the first notice of each."""
    found: dict[int, tuple[Attempt, ...]] = defaultdict(tuple)
    for one in _RECEIPTS.rows(calls=sorted(calls)) if calls else ():
        root = one.notice.follows_id or one.notice_id
        found[root] = (*found[root], one)
    return found


def _asked(*, calls: Sequence[int]) -> QuerySet[Attempt]:
    of_these = Q(notice__in=calls) | Q(notice__follows__in=calls)
    return Attempt.objects.filter(of_these).select_related("notice").order_by("pk")


def _told(*, scope: str, keys: Sequence[str], refs: Sequence[str]) -> QuerySet[Notice]:
    of_these = Q(key__in=keys) | Q(state=Notice.State.DEAD) | Q(reply__ref__in=refs)
    found = Notice.objects.filter(of_these, scope=scope)
    return found.select_related("person", "reply").order_by("pk")


def _messages(refs: Sequence[str]) -> list[Message]:
    """The messages with their files."""
    found: list[Message] = list(_MESSAGES.rows(refs=refs))
    files = _FILES.rows(messages=[message.pk for message in found])
    for message in found:
        own = [one for one in files if one.message_id == message.pk]
        message._prefetched_objects_cache = {"attachments": own}  # type: ignore[attr-defined]  # Django's own cache
    return found


def _ref(event: CaseEvent) -> str:
    return str(event.data.get("message") or event.data.get("of") or "")


def _near(sight: Sight, row: Case) -> tuple[Case, ...]:
    """Linked cases first, then other open ones of the same customer; each by an index."""
    shape = (sight.everything, row.organisation_id is not None)
    found = _ALSO.rows(
        *shape, charters=sight.charters, owner=sight.owner, case=row.pk,
        customer=row.organisation_id or 0,
    )  # fmt: skip
    return tuple(found)


def _also(
    everything: bool, has_customer: bool,
    *, charters: Sequence[str], owner: int, case: int, customer: int,
) -> QuerySet[Case]:  # fmt: skip
    seen = cases_in_sight(everything, charters, owner)
    came, became = CaseLink.objects.filter(case=case), CaseLink.objects.filter(other=case)
    near = came.values("other").union(became.values("case"))
    if has_customer:
        others = seen.filter(organisation=customer, is_open=True).exclude(pk=case)
        first = others.order_by("queue_key", "pk").values("pk")[:ALSO]
        near = came.values("other").union(
            became.values("case"), Case.objects.filter(pk__in=first).values("pk")
        )
    pair = Q(case=case, other=OuterRef("pk")) | Q(other=case, case=OuterRef("pk"))
    found = seen.filter(pk__in=near).annotate(is_linked=Exists(CaseLink.objects.filter(pair)))
    return found.order_by("-is_linked", "queue_key", "pk")[:ALSO]


_ROW = Prepared(_found)
_EVENTS = Prepared(lambda *, case: CaseEvent.objects.filter(case=case).order_by("seq"))
_BESIDE = Prepared(_drafts_and_labels)
_MESSAGES = Prepared(
    lambda *, refs: (
        Message.objects.filter(ref__in=refs)
        .select_related("person", "contact__organisation")
        .annotate(lies_in=F("case__number"))
    )
)
_FILES = Prepared(
    lambda *, messages: Attachment.objects.filter(message__in=messages).order_by("pk")
)
_NOTICES = Prepared(_told)
_RECEIPTS = Prepared(_asked)
_ALSO = Prepared(_also)

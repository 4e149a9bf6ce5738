"""Chats as those may see them who take part: the contact whose it is, and people of its charter.

What one may not see is not there. No query here writes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import demand_sight
from charterdesk.cases.models import Case
from charterdesk.cases.queries.sight import sight_of
from charterdesk.customers.models import Contact
from charterdesk.talk.models import Chat, ChatLine

# Somebody who gave no sign for so long is away; after `GONE` their chat waits for another.
AWAY = timedelta(seconds=40)
GONE = timedelta(seconds=60)
TYPING = timedelta(seconds=6)
GOING = ~Q(state=Chat.State.ENDED)


@dataclass(frozen=True, slots=True)
class Doings:
    """How many chats wait in somebody's sight, and how many lines of their own are unread."""

    waiting: int
    unread: int
    own: int


def chat_of(contact: Contact, ref: str) -> Chat | None:
    """The contact's own chat of that name."""
    return _with_all(Chat.objects.filter(contact=contact)).filter(ref=ref).first()


def going_chat_of(contact: Contact) -> Chat | None:
    """The chat that the contact is in."""
    return _with_all(Chat.objects.filter(GOING, contact=contact)).first()


def chat_for(person: Person, ref: str) -> Chat | None:
    """A chat that the person may see."""
    return _with_all(_seen_by(person)).filter(ref=ref).first()


def going_chat_on(person: Person, case: Case) -> Chat | None:
    """The chat that goes on in a case, if the person may see it."""
    return _with_all(_seen_by(person)).filter(GOING, case=case).first()


def chats_waiting(person: Person) -> list[Chat]:
    """Who waits, the longest first, that the person may answer."""
    seen = _with_all(_seen_by(person)).filter(state=Chat.State.WAITING)
    return list(seen.order_by("begun_at", "pk")[:100])


def own_chats(person: Person) -> list[Chat]:
    """The chats that the person answers now, the oldest first."""
    own = _with_all(Chat.objects.filter(agent=person, state=Chat.State.OPEN))
    return list(own.order_by("begun_at", "pk"))


def doings_of(person: Person) -> Doings:
    """The counts for the person's rail; two queries."""
    waiting = _seen_by(person).filter(state=Chat.State.WAITING).count()
    own = Chat.objects.filter(agent=person, state=Chat.State.OPEN)
    counted = own.aggregate(
        own=Count("pk", distinct=True),
        unread=Count("lines", filter=Q(lines__seq__gt=F("agent_read"), lines__side="customer")),
    )
    return Doings(waiting, counted["unread"], counted["own"])


def waiting() -> Subquery:
    """For a query of people: how many chats wait for anybody; null for none."""
    found = Chat.objects.filter(state=Chat.State.WAITING).order_by().values("state")
    return Subquery(found.annotate(count=Count("pk")).values("count"))


def unread_of_person() -> Subquery:
    """For a query of people: how many lines of their own chats they have not read."""
    found = ChatLine.objects.filter(
        chat__state=Chat.State.OPEN, chat__agent=OuterRef("pk"), seq__gt=F("chat__agent_read"),
        side=ChatLine.Side.CUSTOMER,
    )  # fmt: skip
    counted = found.order_by().values("side").annotate(count=Count("pk"))
    return Subquery(counted.values("count"))


def last_sign() -> Subquery:
    """For a query of people: when the first of their chats had its last sign of life of theirs."""
    own = Chat.objects.filter(state=Chat.State.OPEN, agent=OuterRef("pk")).order_by()
    counted = own.values("agent").annotate(since=Min("agent_seen_at"))
    return Subquery(counted.values("since"))


def unread_of(chats: Sequence[Chat]) -> dict[int, int]:
    """How many lines of the customer's the desk has not read, by chat; one query."""
    unread = Q(lines__seq__gt=F("agent_read"), lines__side=ChatLine.Side.CUSTOMER)
    found = Chat.objects.filter(pk__in=[one.pk for one in chats])
    return dict(found.annotate(unread=Count("lines", filter=unread)).values_list("pk", "unread"))


def may_answer(person: Person, chat: Chat) -> bool:
    """Whether the person may take this chat: people of its charter, and administrators."""
    return person.is_active and _seen_by(person).filter(pk=chat.pk).exists()


def colleagues_for(person: Person, chat: Chat, people: Sequence[Person]) -> list[Person]:
    """Those of `people` who may go on with the chat instead of the person."""
    return [one for one in people if one.pk != person.pk and may_answer(one, chat)]


def lines_after(chat: Chat, seq: int, *, internal: bool, most: int = 500) -> list[ChatLine]:
    """The lines after number `seq`, in order; notes for the desk only where `internal`."""
    found = ChatLine.objects.filter(chat=chat, seq__gt=seq).select_related("person")
    if not internal:
        found = found.exclude(kind=ChatLine.Kind.NOTE)
    return list(found.order_by("seq")[:most])


def last_line_of(chat: Chat, side: ChatLine.Side) -> int:
    """The number of the last line that a side said; 0 for none."""
    last = ChatLine.objects.filter(chat=chat, side=side).order_by("-seq").first()
    return last.seq if last else 0


def file_line(chat: Chat, seq: int) -> ChatLine | None:
    """The line of that number, if it is a file."""
    return ChatLine.objects.filter(chat=chat, seq=seq, kind=ChatLine.Kind.FILE).first()


def before(chat: Chat) -> int:
    """How many wait for the same desk before this chat."""
    waiting = Chat.objects.filter(state=Chat.State.WAITING, charter=chat.charter)
    sooner = Q(begun_at__lt=chat.begun_at) | Q(begun_at=chat.begun_at, pk__lt=chat.pk)
    return waiting.filter(sooner).count()


def is_away(chat: Chat, at: datetime) -> bool:
    """Whether the agent of an open chat has given no sign of late."""
    return chat.agent_seen_at is not None and at - chat.agent_seen_at > AWAY


def _seen_by(person: Person) -> QuerySet[Chat]:
    demand_sight(person)
    sight = sight_of(person)
    if sight.everything:
        return Chat.objects.all()
    return Chat.objects.filter(
        Q(charter__in=sight.charters) | Q(agent=person) | Q(case__owner=person)
    )


def _with_all(found: QuerySet[Chat]) -> QuerySet[Chat]:
    return found.select_related("contact__organisation", "case", "agent")

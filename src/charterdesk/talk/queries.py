"""Chats as those may see them who take part: the contact whose it is, and people of its charter.

What one may not see is not there. No query here writes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import DESK, demand_sight
from charterdesk.cases.models import Case
from charterdesk.cases.queries.sight import Sight, sight_of
from charterdesk.charters.queries import charter_version, versions_of
from charterdesk.customers.models import Contact
from charterdesk.oncall.queries import rota_for
from charterdesk.talk.models import Chat, ChatLine

# Somebody who gave no sign for so long is away; after `GONE` their chat waits for another.
AWAY = timedelta(seconds=40)
GONE = timedelta(seconds=60)
TYPING = timedelta(seconds=6)
GOING = ~Q(state=Chat.State.ENDED)
MOST_LINES = 500
MOST_AT_HAND = 100


@dataclass(frozen=True, slots=True)
class Doings:
    """How many chats wait in somebody's sight, and how many lines of their own are unread."""

    waiting: int
    unread: int
    own: int


@dataclass(frozen=True, slots=True)
class AtHand:
    """A person's own chats, each with how many lines are unread, and those that wait."""

    own: tuple[tuple[Chat, int], ...]
    waiting: tuple[Chat, ...]


def chat_of(contact: Contact, ref: str) -> Chat | None:
    """The contact's own chat of that name."""
    return _with_all(Chat.objects.filter(contact=contact)).filter(ref=ref).first()


def going_chat_of(contact: Contact) -> Chat | None:
    """The chat that the contact is in."""
    return _with_all(Chat.objects.filter(GOING, contact=contact)).first()


def chat_for(person: Person, ref: str) -> Chat | None:
    """A chat that the person may see."""
    return _with_all(_seen_by(person)).filter(ref=ref).first()


def chat_on(person: Person, case: Case, sight: Sight) -> tuple[Chat, list[ChatLine]] | None:
    """The chat that goes on in a case with its first lines, if the person may see it; one query.

    A chat has a line from its beginning on; notes for the desk are among them.
    """
    going = ~Q(chat__state=Chat.State.ENDED) & _within(sight, person, "chat__")
    found = ChatLine.objects.filter(going, chat__case=case).select_related(
        "person", "chat__contact__organisation", "chat__case", "chat__agent"
    )
    lines = list(found.order_by("seq")[:MOST_LINES])
    return (lines[0].chat, lines) if lines else None


def chats_at_hand(person: Person) -> AtHand:
    """The chats that the person answers, and who waits in their sight; the oldest first."""
    sight = sight_of(person)
    own = Q(agent=person, state=Chat.State.OPEN)
    waiting = Q(state=Chat.State.WAITING) & _within(sight, person)
    unread = ChatLine.objects.filter(
        chat=OuterRef("pk"), seq__gt=OuterRef("agent_read"), side=ChatLine.Side.CUSTOMER
    )
    counted = unread.order_by().values("side").annotate(count=Count("pk")).values("count")
    found = _with_all(Chat.objects.filter(own | waiting)).annotate(unread=Subquery(counted))
    chats = list(found.order_by("state", "begun_at", "pk")[:MOST_AT_HAND])
    return AtHand(
        own=tuple((one, one.unread or 0) for one in chats if one.state == Chat.State.OPEN),
        waiting=tuple(one for one in chats if one.state == Chat.State.WAITING),
    )


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


def own_count() -> Subquery:
    """For a query of people: how many chats they answer; null for none."""
    own = Chat.objects.filter(state=Chat.State.OPEN, agent=OuterRef("pk")).order_by()
    return Subquery(own.values("agent").annotate(count=Count("pk")).values("count"))


def last_sign() -> Subquery:
    """For a query of people: when the first of their chats had its last sign of life of theirs."""
    own = Chat.objects.filter(state=Chat.State.OPEN, agent=OuterRef("pk")).order_by()
    counted = own.values("agent").annotate(since=Min("agent_seen_at"))
    return Subquery(counted.values("since"))


def may_answer(person: Person, chat: Chat) -> bool:
    """Whether the person may take this chat: people of its charter, and administrators."""
    return person.is_active and _seen_by(person).filter(pk=chat.pk).exists()


def colleagues_for(person: Person, chat: Chat, people: Sequence[Person]) -> list[Person]:
    """Those of `people` who may go on with the chat instead of the person."""
    newest = versions_of(DESK, chat.charter).order_by("-version").first()
    assert newest is not None
    rota = rota_for(charter_version(newest.name, newest.version))
    others = [one for one in people if one.pk != person.pk]
    return [one for one in others if one.is_admin or rota.roles_of(one.username)]


def lines_after(chat: Chat, seq: int, *, internal: bool, most: int = MOST_LINES) -> list[ChatLine]:
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
    return Chat.objects.filter(_within(sight_of(person), person))


def _within(sight: Sight, person: Person, of: str = "") -> Q:
    """What lies in somebody's sight; `of` leads from the rows to their chat."""
    if sight.everything:
        return Q()
    charters = Q(**{f"{of}charter__in": sight.charters})
    return charters | Q(**{f"{of}agent": person}) | Q(**{f"{of}case__owner": person})


def _with_all(found: QuerySet[Chat]) -> QuerySet[Chat]:
    return found.select_related("contact__organisation", "case", "agent")

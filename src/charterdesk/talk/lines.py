"""The writing end of a chat: its row is locked, and its lines get their numbers under that lock."""

from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from django.db.models import F

from charterdesk.accounts.models import Person
from charterdesk.cases.messages import File
from charterdesk.talk.models import Chat, ChatLine

LONGEST_LINE = 8000


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What somebody says: a text, or a file. `key` is their own name for the line."""

    key: str
    text: str = ""
    file: File | None = None


def locked(chat: Chat) -> Chat:
    """The chat, which nobody else changes until the caller's transaction ends.

    What belongs to it is read once the lock is held: PostgreSQL, having waited, gives the new
    row beside the case and the agent of the old one.
    """
    Chat.objects.select_for_update().only("pk").get(pk=chat.pk)
    found = Chat.objects.select_related("contact__organisation", "case", "agent", "block")
    return found.get(pk=chat.pk)


def earlier(chat: Chat, key: str) -> ChatLine | None:
    """The line that was stored under that key already."""
    return ChatLine.objects.filter(chat=chat, key=key).first()


def key_of(by: object, key: str) -> str:
    """A line's key, apart for each side, so that neither can take the other's."""
    side = "desk" if isinstance(by, Person) else "customer"
    return f"{side}:{key or token_hex(12)}"[:100]


def add_line(
    chat: Chat, kind: ChatLine.Kind, at: datetime, *, by: object = None, key: str = "",
    text: str = "", stored: str = "", file: File | None = None,
) -> ChatLine:  # fmt: skip
    """Add the next line to a locked chat; what happened by itself has a side of its own."""
    chat.newest += 1
    person = by if isinstance(by, Person) else None
    line = ChatLine.objects.create(
        chat=chat, seq=chat.newest, key=key or f"own:{chat.newest}", kind=kind,
        side=_side(kind, person), person=person, text=text, stored=stored,
        content_type=file.content_type if file else "", size=len(file.content) if file else 0,
        at=at,
    )  # fmt: skip
    keep(chat, newest=chat.newest)
    return line


def keep(chat: Chat, **columns: object) -> None:
    """Write columns of a locked chat; every reader is to look again."""
    Chat.objects.filter(pk=chat.pk).update(version=F("version") + 1, **columns)
    for name, value in columns.items():
        setattr(chat, name, value)


def _side(kind: ChatLine.Kind, person: Person | None) -> ChatLine.Side:
    if kind not in (ChatLine.Kind.SAID, ChatLine.Kind.FILE, ChatLine.Kind.NOTE):
        return ChatLine.Side.NOBODY
    return ChatLine.Side.DESK if person else ChatLine.Side.CUSTOMER

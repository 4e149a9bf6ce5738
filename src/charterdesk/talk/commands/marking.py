"""Signs of life: who is there, who has read how far, who is typing. None of them is a promise."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from charterdesk.accounts.models import Person
from charterdesk.customers.models import Contact
from charterdesk.talk.models import Chat


def mark(
    *, chat: Chat, by: Person | Contact, at: datetime, read: int = 0, typing: bool = False
) -> None:
    """The reader has read up to line `read`, and types or not. An ended chat is left alone."""
    side = "agent" if isinstance(by, Person) else "customer"
    going = Chat.objects.filter(pk=chat.pk).exclude(state=Chat.State.ENDED)
    if isinstance(by, Person):
        going = going.filter(agent=by)
    seen = f"{side}_read"
    going.update(
        **{
            seen: Greatest(F(seen), Least(F("newest"), max(read, 0))),
            f"{side}_typing_at": at if typing else None,
            f"{side}_seen_at": at,
            "version": F("version") + 1,
        }
    )


def keep_alive(*, customers_of: Collection[int], agents: Collection[int], at: datetime) -> None:
    """Customers of these chats, and these people, are there. Two statements, however many."""
    going = ~Q(state=Chat.State.ENDED)
    if customers_of:
        Chat.objects.filter(going, pk__in=customers_of).update(customer_seen_at=at)
    if agents:
        Chat.objects.filter(state=Chat.State.OPEN, agent__in=agents).update(agent_seen_at=at)

"""The lists of chats: one's own, who waits; the page of one without a case, and of its handing."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from charterdesk.accounts.models import Person
from charterdesk.accounts.queries import people_of_the_desk
from charterdesk.desk.chat_values import ChatRow, ChatsPage, ChatsPanel, HandPage
from charterdesk.desk.pages.chat_panel import Talking, open_chat
from charterdesk.look.chatting import clock_of
from charterdesk.look.values import Option
from charterdesk.talk.commands.answering import AT_ONCE
from charterdesk.talk.models import Chat
from charterdesk.talk.queries import AtHand, chats_at_hand, colleagues_for, lines_after

MOST_COLLEAGUES = 200


def chats_page(
    person: Person, chat: Chat | None, at: datetime, zone: ZoneInfo, talking: Talking
) -> ChatsPage:
    """The lists, and the chat that is shown."""
    shown = None
    if chat:
        lines = lines_after(chat, 0, internal=True)
        shown = open_chat(person, chat, lines, at, zone, talking)
    panel = panel_of(chats_at_hand(person), zone, chat.ref if chat else "")
    return ChatsPage(panel=panel, chat=shown)


def hand_page(person: Person, chat: Chat, back_url: str, talking: Talking) -> HandPage:
    """To whom a chat can be handed."""
    people = list(people_of_the_desk(person)[:MOST_COLLEAGUES])
    return HandPage(
        who=chat.contact.name, action=reverse("desk:chat_hand", args=[chat.ref]),
        colleagues=tuple(
            Option(one.username, one.name, chosen=one.username == talking.to)
            for one in colleagues_for(person, chat, people)
        ),
        back_url=back_url, note=talking.note, wrong=talking.wrong,
    )  # fmt: skip


def panel_of(hand: AtHand, zone: ZoneInfo, shown: str) -> ChatsPanel:
    """The person's chats with what is unread, and who waits, each at its place."""
    return ChatsPanel(
        own=tuple(_row(one, zone, shown, unread) for one, unread in hand.own),
        waiting=tuple(_row(one, zone, shown, 0) for one in hand.waiting),
        most=AT_ONCE,
    )


def _row(chat: Chat, zone: ZoneInfo, shown: str, unread: int) -> ChatRow:
    return ChatRow(
        url=reverse("desk:chat", args=[chat.ref]), who=chat.contact.name,
        firm=chat.contact.organisation.name if chat.contact.organisation else "",
        subject=chat.subject, clock=clock_of(chat.begun_at, zone), unread=unread,
        case=chat.case.number if chat.case else "", is_shown=chat.ref == shown,
    )  # fmt: skip

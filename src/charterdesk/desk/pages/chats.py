"""Chats as those who answer them see them: their own, who waits, and the one that is open."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.queries import people_of_the_desk
from charterdesk.cases.store import Loaded
from charterdesk.desk.chat_values import ChatRow, ChatsPage, ChatsPanel, OpenChat
from charterdesk.engine import events as ev
from charterdesk.look.chatting import (
    ChatBox,
    ChatEntry,
    ChatState,
    clock_of,
    read_words,
    typing_words,
)
from charterdesk.look.values import Link, Option
from charterdesk.talk.commands.answering import AT_ONCE
from charterdesk.talk.models import Chat, ChatLine
from charterdesk.talk.queries import (
    AWAY,
    TYPING,
    chats_waiting,
    colleagues_for,
    going_chat_on,
    last_line_of,
    lines_after,
    own_chats,
    unread_of,
)
from charterdesk.talk.ways import CHAT
from charterdesk.visit.chatting import entries_of, new_key

MOST_COLLEAGUES = 200


def chats_page(
    person: Person, chat: Chat | None, at: datetime, zone: ZoneInfo, *,
    typed: str = "", wrong: str = "", note: str = "",
) -> ChatsPage:  # fmt: skip
    """The lists, and the chat that is shown."""
    shown = open_chat(person, chat, at, zone, typed=typed, note=note) if chat else None
    return ChatsPage(panel=panel_of(person, zone, chat.pk if chat else 0), chat=shown, wrong=wrong)


def chat_in(person: Person, loaded: Loaded) -> Link | None:
    """The chat that goes on in a case, as a link that says how it stands.

    Every line of a chat is on its case: one into which none came costs no query.
    """
    came = {one.channel for one in loaded.state.history if isinstance(one, ev.CustomerWrote)}
    chat = going_chat_on(person, loaded.row) if CHAT in {loaded.row.channel, *came} else None
    if chat is None:
        return None
    said = {"who": chat.contact.name, "agent": chat.agent.name if chat.agent else ""}
    waits = chat.state == Chat.State.WAITING
    words = (
        _("%(who)s waits in a chat about this case.")
        if waits
        else _("%(who)s and %(agent)s are chatting about this case.")
    )
    return Link(words % said, reverse("desk:chat", args=[chat.ref]))


def panel_of(person: Person, zone: ZoneInfo, shown: int) -> ChatsPanel:
    """The person's chats with what is unread, and who waits."""
    own = own_chats(person)
    unread = unread_of(own)
    return ChatsPanel(
        own=tuple(_row(one, zone, shown, unread.get(one.pk, 0)) for one in own),
        waiting=tuple(_row(one, zone, shown, 0) for one in chats_waiting(person)),
        most=AT_ONCE,
    )


def open_chat(
    person: Person, chat: Chat, at: datetime, zone: ZoneInfo, *, typed: str = "", note: str = ""
) -> OpenChat:
    """The chat with its lines, notes included."""
    is_own = chat.state == Chat.State.OPEN and chat.agent_id == person.pk

    def address(act: str) -> str:
        return reverse(f"desk:chat_{act}", args=[chat.ref])

    return OpenChat(
        box=_box(chat, at, zone, typed, can_write=is_own), who=chat.contact.name,
        facts=tuple(_facts(chat)), note=note, case=chat.case.number if chat.case else "",
        case_url=chat.case.get_absolute_url() if chat.case else "",
        may_take=chat.state == Chat.State.WAITING, is_own=is_own, take_url=address("take"),
        hand_url=address("hand"), back_url=address("back"), end_url=address("end"),
        colleagues=tuple(_colleagues(person, chat)) if is_own else (),
    )  # fmt: skip


def entries_for_desk(
    chat: Chat, lines: Sequence[ChatLine], zone: ZoneInfo
) -> tuple[ChatEntry, ...]:
    """Lines as the desk reads them."""

    def file_url(seq: int) -> str:
        return reverse("desk:chat_file", args=[chat.ref, seq])

    return entries_of(chat, lines, desk=True, zone=zone, file_url=file_url)


def state_for_desk(chat: Chat, at: datetime, own: int, zone: ZoneInfo) -> ChatState:
    """How it is going; `own` is the desk's last line."""
    name = chat.contact.name
    types = chat.customer_typing_at is not None and at - chat.customer_typing_at < TYPING
    return ChatState(
        status=_status(chat, at, zone),
        stands=chat.stands,
        typing=typing_words(name) if types else "",
        seen=read_words(name) if own and chat.customer_read >= own else "",
        is_over=chat.state == Chat.State.ENDED,
    )


def _box(chat: Chat, at: datetime, zone: ZoneInfo, typed: str, *, can_write: bool) -> ChatBox:
    lines = lines_after(chat, 0, internal=True)
    own = last_line_of(chat, ChatLine.Side.DESK)
    return ChatBox(
        ref=chat.ref, title=chat.subject, newest=lines[-1].seq if lines else 0,
        entries=entries_for_desk(chat, lines, zone), state=state_for_desk(chat, at, own, zone),
        key=new_key(), say_url=reverse("desk:chat_say", args=[chat.ref]),
        mark_url=reverse("desk:chat_mark", args=[chat.ref]), typed=typed, can_write=can_write,
        reloads=True,
        stream_url=f"{reverse('desk:chats_stream')}?chat={chat.ref}&lang={get_language()}",
        over_text=_("The chat has ended. It stands on the case."),
    )  # fmt: skip


def _status(chat: Chat, at: datetime, zone: ZoneInfo) -> str:
    said = {
        "who": chat.contact.name, "agent": chat.agent.name if chat.agent else "",
        "since": clock_of(chat.begun_at, zone), "seen": clock_of(chat.customer_seen_at, zone),
    }  # fmt: skip
    if chat.state == Chat.State.ENDED:
        return _("The chat has ended.")
    if at - chat.customer_seen_at > AWAY:
        return _("%(who)s has not been there since %(seen)s.") % said
    if chat.state == Chat.State.WAITING:
        return _("%(who)s waits since %(since)s.") % said
    return _("%(who)s is there; %(agent)s answers.") % said


def _facts(chat: Chat) -> list[str]:
    firm = chat.contact.organisation.name if chat.contact.organisation else ""
    return [fact for fact in (firm, chat.charter, chat.contact.phone) if fact]


def _row(chat: Chat, zone: ZoneInfo, shown: int, unread: int) -> ChatRow:
    return ChatRow(
        url=reverse("desk:chat", args=[chat.ref]), who=chat.contact.name,
        firm=chat.contact.organisation.name if chat.contact.organisation else "",
        subject=chat.subject, clock=clock_of(chat.begun_at, zone), unread=unread,
        is_shown=chat.pk == shown,
    )  # fmt: skip


def _colleagues(person: Person, chat: Chat) -> list[Option]:
    people = list(people_of_the_desk(person)[:MOST_COLLEAGUES])
    return [Option(one.username, one.name) for one in colleagues_for(person, chat, people)]

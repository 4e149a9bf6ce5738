"""A chat as those of the desk see it, on the page of its case: its lines, and what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.cases.queries.sight import Sight
from charterdesk.cases.store import Loaded
from charterdesk.desk.addresses import with_query
from charterdesk.desk.chat_values import OpenChat
from charterdesk.engine import events as ev
from charterdesk.look.chatting import (
    ChatBox,
    ChatEntry,
    ChatState,
    clock_of,
    read_words,
    typing_words,
)
from charterdesk.look.values import Link
from charterdesk.talk.models import Chat, ChatLine
from charterdesk.talk.queries import AWAY, TYPING, chat_on
from charterdesk.talk.ways import CHAT
from charterdesk.visit.chatting import entries_of, limits_in, new_key

Talk = tuple[Chat, Sequence[ChatLine]]


@dataclass(frozen=True, slots=True)
class Talking:
    """What was typed into a chat and not taken, and why: a line, or a note and whom it was for."""

    wrong: str = ""
    typed: str = ""
    note: str = ""
    to: str = ""


QUIET = Talking()


def talk_in(person: Person, loaded: Loaded, sight: Sight) -> Talk | None:
    """The chat that goes on in a case, with its lines.

    Every line of a chat is on its case: one into which none came costs no query.
    """
    came = {one.channel for one in loaded.state.history if isinstance(one, ev.CustomerWrote)}
    if CHAT not in {loaded.row.channel, *came}:
        return None
    return chat_on(person, loaded.row, sight)


def chat_notice(chat: Chat) -> Link:
    """That a chat goes on in a case, for a page on which it does not stand yet."""
    said = {"who": chat.contact.name, "agent": chat.agent.name if chat.agent else ""}
    words = (
        _("%(who)s waits in a chat about this case.")
        if chat.state == Chat.State.WAITING
        else _("%(who)s and %(agent)s are chatting about this case.")
    )
    return Link(words % said, reverse("desk:chat", args=[chat.ref]))


def open_chat(
    person: Person, chat: Chat, lines: Sequence[ChatLine], at: datetime, zone: ZoneInfo,
    talking: Talking = QUIET, way: str = "",
) -> OpenChat:  # fmt: skip
    """The chat with its lines, notes included; its acts lead back to the list named `way`."""
    is_own = chat.state == Chat.State.OPEN and chat.agent_id == person.pk

    def address(act: str) -> str:
        return with_query(reverse(f"desk:chat_{act}", args=[chat.ref]), {"from": way})

    return OpenChat(
        box=_box(chat, lines, at, zone, talking, address("say") if is_own else ""),
        who=chat.contact.name, facts=tuple(_facts(chat)),
        case=chat.case.number if chat.case else "",
        may_take=chat.state == Chat.State.WAITING, is_own=is_own, take_url=address("take"),
        hand_url=address("hand"), back_url=address("back"), end_url=address("end"),
        wrong=talking.wrong,
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


def _box(
    chat: Chat, lines: Sequence[ChatLine], at: datetime, zone: ZoneInfo, talking: Talking,
    say_url: str,
) -> ChatBox:  # fmt: skip
    own = max((one.seq for one in lines if one.side == ChatLine.Side.DESK), default=0)
    return ChatBox(
        ref=chat.ref, title=chat.subject, newest=lines[-1].seq if lines else 0,
        entries=entries_for_desk(chat, lines, zone), state=state_for_desk(chat, at, own, zone),
        key=new_key(), say_url=say_url,
        mark_url=reverse("desk:chat_mark", args=[chat.ref]), can_write=bool(say_url),
        typed=talking.typed, reloads=True, limits=limits_in(chat, at),
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

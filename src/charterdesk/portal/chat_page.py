"""A chat as its customer sees it: the place in the queue, who answers, what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from charterdesk.look.chatting import ChatBox, ChatEntry, ChatState, read_words, typing_words
from charterdesk.talk.models import Chat, ChatLine
from charterdesk.talk.queries import TYPING, before, is_away, last_line_of, lines_after
from charterdesk.visit.chatting import entries_of, limits_in, new_key


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatPage:
    """The page: its box, and what can be done beside writing."""

    box: ChatBox
    end_url: str
    case_url: str
    case: str
    is_waiting: bool
    is_over: bool


def chat_page(
    chat: Chat, at: datetime, zone: ZoneInfo, typed: str = "", wrong: str = ""
) -> ChatPage:
    """The page of a chat at a moment."""
    lines = lines_after(chat, 0, internal=False)
    case = chat.case.number if chat.case else ""
    return ChatPage(
        box=ChatBox(
            ref=chat.ref, title=chat.subject, newest=lines[-1].seq if lines else 0,
            entries=entries_for_guest(chat, lines, zone),
            state=state_of_chat(chat, at, last_line_of(chat, ChatLine.Side.CUSTOMER)),
            key=new_key(),
            stream_url=f"{reverse('portal:chat_stream')}?chat={chat.ref}&lang={get_language()}",
            say_url=reverse("portal:chat_say", args=[chat.ref]),
            mark_url=reverse("portal:chat_mark", args=[chat.ref]),
            over_text=_("The chat has ended. All of it stands on the case, where you can go on."),
            typed=typed, wrong=wrong, limits=limits_in(chat, at),
        ),
        end_url=reverse("portal:chat_end", args=[chat.ref]),
        case_url=reverse("portal:case", args=[case]) if case else "", case=case,
        is_waiting=chat.state == Chat.State.WAITING, is_over=chat.state == Chat.State.ENDED,
    )  # fmt: skip


def state_of_chat(chat: Chat, at: datetime, own: int, place: int | None = None) -> ChatState:
    """How it is going; `own` is the customer's last line, `place` how many wait before."""
    agent = chat.agent.name if chat.agent else ""
    types = chat.agent_typing_at is not None and at - chat.agent_typing_at < TYPING
    return ChatState(
        status=_status(chat, at, agent, place),
        stands=chat.stands,
        typing=typing_words(agent) if agent and types else "",
        seen=read_words(agent) if agent and own and chat.agent_read >= own else "",
        is_over=chat.state == Chat.State.ENDED,
    )


def entries_for_guest(
    chat: Chat, lines: Sequence[ChatLine], zone: ZoneInfo
) -> tuple[ChatEntry, ...]:
    """Lines as the customer reads them."""

    def file_url(seq: int) -> str:
        return reverse("portal:chat_file", args=[chat.ref, seq])

    return entries_of(chat, lines, desk=False, zone=zone, file_url=file_url)


def _status(chat: Chat, at: datetime, agent: str, place: int | None) -> str:
    if chat.state == Chat.State.ENDED:
        return _("The chat has ended.")
    if chat.state == Chat.State.WAITING:
        return waiting_words(before(chat) if place is None else place)
    if is_away(chat, at):
        return _(
            "The connection of %(name)s is interrupted. If it does not come back within"
            " a minute, somebody else takes over."
        ) % {"name": agent}
    return _("You are chatting with %(name)s.") % {"name": agent}


def waiting_words(place: int) -> str:
    """The place in the queue."""
    if not place:
        return _("You are next. Write on meanwhile: it is read by whoever comes.")
    return ngettext(
        "%(count)d is before you. Write on meanwhile: it is read by whoever comes.",
        "%(count)d are before you. Write on meanwhile: it is read by whoever comes.",
        place,
    ) % {"count": place}

"""What the pages of chats are drawn from."""

from dataclasses import dataclass

from charterdesk.look.chatting import ChatBox
from charterdesk.look.values import Option


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatRow:
    """A chat in a list: who, about what, how many lines are unread, since when it goes."""

    url: str
    who: str
    firm: str
    subject: str
    clock: str
    case: str = ""
    unread: int = 0
    is_shown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatsPanel:
    """One's own chats, and those that wait; `most` is how many one may have."""

    own: tuple[ChatRow, ...]
    waiting: tuple[ChatRow, ...]
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenChat:
    """The chat that is shown, with what can be done with it."""

    box: ChatBox
    who: str
    facts: tuple[str, ...]
    case: str
    may_take: bool
    is_own: bool
    take_url: str
    hand_url: str
    back_url: str
    end_url: str
    wrong: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandPage:
    """Hand a chat to a colleague: to whom, and what they should know."""

    who: str
    colleagues: tuple[Option, ...]
    action: str
    back_url: str
    note: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatsPage:
    """The page of chats; without a chat it shows how to begin."""

    panel: ChatsPanel
    chat: OpenChat | None

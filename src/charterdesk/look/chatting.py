"""What both sides of a chat are shown: the box, its lines, and what happened in words."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from charterdesk.look.files import USUAL_FILES, FileLimits

OWN, OTHER, EVENT, NOTE = "own", "other", "event", "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatEntry:
    """A line. `kind` is own, other, event or note; a file has the address where it lies."""

    seq: int
    kind: str
    text: str
    at: datetime
    clock: str
    who: str = ""
    file_url: str = ""
    file_size: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatState:
    """What stands around the lines: how it is going, who types, whether all was read.

    `stands` changes with what can be done: waiting, ended, or whose it is.
    """

    status: str
    stands: str
    typing: str = ""
    seen: str = ""
    is_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatBox:
    """A chat as a page draws it; `typed` and `wrong` are what was held before sending."""

    ref: str
    title: str
    entries: tuple[ChatEntry, ...]
    newest: int
    state: ChatState
    key: str
    stream_url: str
    say_url: str
    mark_url: str
    over_text: str
    limits: FileLimits = USUAL_FILES
    can_write: bool = True
    reloads: bool = False
    typed: str = ""
    wrong: str = ""


def entries_drawn(entries: tuple[ChatEntry, ...]) -> str:
    """The lines as the page has them, for those that come later."""
    return render_to_string("look/_chat_lines.html", {"entries": entries})


def clock_of(at: datetime, zone: tzinfo) -> str:
    """`10:04`, as lines of a chat are all of one day, or nearly so."""
    return f"{at.astimezone(zone):%H:%M}"


def event_words(kind: str, text: str) -> str:
    """What happened, as one sentence; `text` is the name or number that it is about."""
    said = {"name": text}
    match kind:
        case "joined":
            return _("%(name)s joined the chat.") % said
        case "handed":
            return _("%(name)s goes on with the chat.") % said
        case "returned":
            return _("%(name)s had to leave: the chat waits for somebody else.") % said
        case "case":
            return _("This is the case %(name)s now.") % said
        case "ended" if text:
            return _("%(name)s ended the chat.") % said
        case _:
            return _("The chat has ended.")


def typing_words(name: str) -> str:
    """That somebody types."""
    return _("%(name)s is writing…") % {"name": name}


def read_words(name: str) -> str:
    """That everything was read."""
    return _("%(name)s has read everything.") % {"name": name}

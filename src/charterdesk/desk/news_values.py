"""What the pages of news draw, as frozen values."""

from dataclasses import dataclass
from datetime import datetime

from charterdesk.look.values import Field


@dataclass(frozen=True, slots=True)
class NewsRow:
    """The news of one case: `said` is what happened; `direct` was addressed to the reader."""

    number: str
    subject: str
    url: str
    said: str
    at: datetime
    direct: bool = False
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """An act on many cases that a worker has done, with its sum; its result was not seen yet."""

    title: str
    url: str
    said: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NewsPage:
    """All of the reader's news; `until` is the last row that "read" means, 0 where all is read.

    `sentence` says how news come to them. `ended` are acts on many cases, up to `ended_until`.
    """

    sentence: str
    rows: tuple[NewsRow, ...]
    read_url: str
    habit_url: str
    until: int = 0
    ended: tuple[Ended, ...] = ()
    ended_until: str = ""


@dataclass(frozen=True, slots=True)
class HabitPage:
    """The form by which somebody chooses how news come."""

    action: str
    back_url: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class UnwatchPage:
    """The page of a link in a mail: it asks by a form to `action`, or says what was `done`.

    Both are "" for a link that has ended.
    """

    title: str
    sentence: str
    done: str = ""
    action: str = ""

"""What is drawn of a case beside its list, as frozen values."""

from dataclasses import dataclass
from datetime import datetime

from charterdesk.desk.values import Fact, Priority
from charterdesk.look.values import Clock, EntryKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The beginning of a message or a note; `is_cut` where it goes on, `has_files` with files."""

    kind: EntryKind
    who: str
    role: str
    at: datetime
    text: str
    is_cut: bool = False
    has_files: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GlancePage:
    """A case at a glance; `earlier` tells how much was said before what is `said` here."""

    ref: str
    subject: str
    url: str
    priority: Priority
    status: str
    status_icon: str
    ladder: str
    opened_at: datetime
    facts: tuple[Fact, ...]
    clocks: tuple[Clock, ...]
    said: tuple[Said, ...]
    earlier: str = ""

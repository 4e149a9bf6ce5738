"""The frozen values that the shared components draw. State is a word in a field, never a class.

Texts that a reader sees arrive translated. Moments are aware; lengths are `timedelta`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import Literal

from charterdesk.look.files import USUAL_FILES, FileLimits

ClockState = Literal["ok", "soon", "critical", "breached", "paused", "met", "measured"]
EntryKind = Literal["in", "out", "note", "event", "automatic"]
ComposerMode = Literal["reply", "note"]
FieldKind = Literal[
    "text", "email", "password", "number", "date", "datetime", "textarea", "select", "radio",
    "checkbox", "checkboxes", "file", "hidden",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Toast:
    """What was just done, with the way back while there is one.

    `drop_draft` is the composer whose text in this browser is no longer needed.
    """

    text: str
    undo_url: str = ""
    undo_for: timedelta = timedelta()
    drop_draft: str = ""


@dataclass(frozen=True, slots=True)
class Me:
    """The reader: as named on the pages, and what they chose on their own page.

    `key` tells what the browser keeps for them from what it keeps for others; `manages` says
    whether they administer the desk.
    """

    name: str
    keys_on: bool = True
    key: str = ""
    manages: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cases each view of the left rail holds; the rail shows more than 1000 as 1000+."""

    my_work: int = 0
    unassigned: int = 0
    escalated: int = 0
    waiting: int = 0
    all_open: int = 0
    held: int = 0
    news: int = 0

    def get(self, key: str) -> int:
        """The count for one entry of the rail; entries without a count have nought."""
        return int(getattr(self, key, 0))


@dataclass(frozen=True, slots=True)
class StarredView:
    """A saved view in the rail; `key` names it where counts come in by the pulse."""

    key: str
    name: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Shell:
    """What every signed-in page needs around its content.

    `now` is the server's moment that the clocks of the page start from; `zone` the reader's.
    `current` names the rail's entry: my_work, unassigned, escalated, waiting, all_open,
    people, customers, held, sent. `seq` is the pulse sequence that the page was drawn at.
    """

    me: Me
    now: datetime
    zone: tzinfo
    counts: Counts = Counts()
    current: str = ""
    seq: int = 0
    query: str = ""
    mail_readable: bool = False
    starred: tuple[StarredView, ...] = ()
    demo: bool = False
    toasts: tuple[Toast, ...] = ()


@dataclass(frozen=True, slots=True)
class Clock:
    """One promise as a clock (ux.md 2.5).

    `left` is open time until `due_at`, negative once late; None while nothing is due.
    `runs` says whether its hours are open now, `runs_until` when that changes next: the page
    counts down by itself only between the two. `detail` is the line under the name, without the
    deadline: "18 min of 30 min", "waiting for the customer since 10:05".
    """

    kind: str
    name: str
    state: ClockState
    due_at: datetime | None = None
    left: timedelta | None = None
    total: timedelta | None = None
    runs: bool = True
    runs_until: datetime | None = None
    detail: str = ""
    why_url: str = ""

    @property
    def percent_used(self) -> int:
        """How much of the promised time is gone, 0 to 100, for the bar."""
        if self.left is None or not self.total:
            return 0
        return max(0, min(100, round(100 * (1 - self.left / self.total))))

    @property
    def ticks(self) -> bool:
        """Whether the page may count it down."""
        return self.left is not None and self.state in ("ok", "soon", "critical", "breached")


@dataclass(frozen=True, slots=True)
class Action:
    """Something the reader may do, or may not and then why not (ux.md 2.0 rule 6).

    `key` is the physical key (`KeyE`), `shift` whether it wants Shift. A `post` action is done at
    one press; the others open a page that asks. `data` goes along with a post.
    """

    name: str
    label: str
    url: str
    enabled: bool = True
    reason: str = ""
    key: str = ""
    shift: bool = False
    method: Literal["get", "post"] = "get"
    look: Literal["", "primary", "note", "escalate"] = ""
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LabelPill:
    """A label as a pill: `mark` is its shape, which has a colour of its own."""

    name: str
    mark: str


@dataclass(frozen=True, slots=True)
class Link:
    """A text with an address, and a remark beside it."""

    text: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One of several views of the same thing: a link, marked when it is the one shown."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a field."""

    value: str
    label: str
    hint: str = ""
    chosen: bool = False
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form as drawn. `draft` keeps its text in the browser under that name.

    `many` is for an input that takes several files.
    """

    name: str
    label: str
    kind: FieldKind = "text"
    value: str = ""
    options: tuple[Option, ...] = ()
    hint: str = ""
    required: bool = False
    errors: tuple[str, ...] = ()
    autocomplete: str = ""
    draft: str = ""
    rows: int = 4
    many: bool = False

    @property
    def id(self) -> str:
        """The id of the control, which labels and the error summary point at."""
        return f"f-{self.name}"


@dataclass(frozen=True, slots=True)
class Refusal:
    """An act that was not done: the sentence, what is missing, and why the charter wants it."""

    sentence: str
    missing: tuple[str, ...] = ()
    because: str = ""
    why_url: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a message, offered as a download."""

    name: str
    size: str
    url: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a timeline: a message in or out, a note, an event or an automatic mail.

    `role` says who that person is, `how` what became of it or which way it came, `late` that it
    was recorded after the fact. `unread` draws a line above it: new since the reader's last visit.
    `article_url` makes an article of it.
    """

    id: str
    kind: EntryKind
    who: str
    at: datetime
    text: str
    role: str = ""
    how: str = ""
    late: str = ""
    quoted: str = ""
    html_url: str = ""
    raw_url: str = ""
    why_url: str = ""
    attachments: tuple[Attachment, ...] = ()
    unread: bool = False
    article_url: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """A message that was held before sending: the case changed, or the text wants a second look.

    `lines` say what happened since, up to the case's sequence `read`, or what is odd; `anyway`
    labels the button that sends it all the same, and without one it can't be sent as it is.
    """

    title: str
    lines: tuple[str, ...] = ()
    anyway: str = ""
    read_url: str = ""
    read: int = 0


@dataclass(frozen=True, slots=True)
class Composer:
    """One of the two boxes of a case. The text is the draft, until the server says sent.

    `to_line` names the receivers in words; `seen` is the case's sequence that the writer has
    read, `key` makes a second press the same message; `then` are the acts offered with sending;
    `inserts_url` says what `/` offers.
    """

    mode: ComposerMode
    action: str
    draft_url: str
    draft_key: str
    to_line: str
    send_label: str
    text: str = ""
    saved_at: datetime | None = None
    open: bool = False
    seen: int = 0
    key: str = ""
    then: tuple[Option, ...] = ()
    errors: tuple[str, ...] = ()
    stop: Stop | None = None
    refusal: Refusal | None = None
    enabled: bool = True
    reason: str = ""
    open_url: str = ""
    limits: FileLimits = USUAL_FILES
    inserts_url: str = ""

    @property
    def opener(self) -> str:
        """The address that opens this box without scripts."""
        return f"{self.open_url or f'?compose={self.mode}'}#{self.mode}"


Place = Literal["next", "later", "running", "taken", "missed", "skipped", "ended"]


@dataclass(frozen=True, slots=True)
class LadderStep:
    """A step of a ladder: who is told, when, on what condition, and whether it was taken.

    `offset` is in words ("at once", "+15 min"); `names` are the people on call at that moment.
    """

    title: str
    offset: str
    names: str
    at: datetime | None = None
    means: str = ""
    condition: str = ""
    state: Place = "later"


@dataclass(frozen=True, slots=True)
class TraceStep:
    """A step of an explanation. `verdict`: it applied, it did not, or it is arithmetic."""

    text: str
    clause: str = ""
    detail: str = ""
    verdict: Literal["yes", "no", "sum", "pause"] = "yes"
    at: datetime | None = None
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Pager:
    """Keyset paging: the addresses of the neighbouring pages, empty at the ends."""

    shown: str
    first_url: str = ""
    next_url: str = ""

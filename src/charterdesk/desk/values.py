"""What the agents' pages draw, as frozen values: `pages.py` fills them, templates only show.

Texts arrive in the reader's language; the shared pieces are in `charterdesk.look.values`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from charterdesk.desk.ahead_values import NOT_ASKED, AheadPart
from charterdesk.desk.bulk_values import Bulk
from charterdesk.desk.chat_values import OpenChat
from charterdesk.desk.view_values import Keeping
from charterdesk.kit.fulltext.snippets import Piece
from charterdesk.look.values import (
    Action,
    Clock,
    Composer,
    Entry,
    Field,
    LabelPill,
    LadderStep,
    Link,
    Pager,
    Refusal,
    Tab,
    TraceStep,
)

SortBy = Literal["promise", "priority", "updated", "opened"]


@dataclass(frozen=True, slots=True)
class Priority:
    """A priority as a pill: `rank` 1 is the strictest; the name is the charter's word."""

    rank: int
    name: str


# --- the queue (ux.md 2.3 screen 1) ------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """What a search found a row by: its number, subject and customer with the words marked."""

    ref: tuple[Piece, ...]
    subject: tuple[Piece, ...]
    customer: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One case of a list. `ladder` is "level 2" or the like while a ladder runs, `presence`
    who is at it now ("Pavel is replying"); `url` carries the way back as `?from=`."""

    ref: str
    subject: str
    url: str
    customer: str
    priority: Priority
    promise: Clock | None
    status: str
    owner: str
    updated_at: datetime
    owner_is_me: bool = False
    ladder: str = ""
    presence: str = ""
    labels: tuple[LabelPill, ...] = ()
    marked: MarkedRow | None = None


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A view of cases. `sentence` sums it up; `chips` are the filters that stand, each a link
    that takes it away; `here` is this page's own address, for the way back; `list_url` that of
    the list without filters."""

    key: str
    name: str
    sentence: str
    here: str
    rows: tuple[QueueRow, ...] = ()
    chips: tuple[Link, ...] = ()
    filters: tuple[Field, ...] = ()
    sort: SortBy = "promise"
    pager: Pager | None = None
    bulk: Bulk | None = None
    empty: str = ""
    empty_act: Link | None = None
    list_url: str = ""
    keeping: Keeping | None = None


# --- the case (screen 2) ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a card: label, value, and the act that changes it."""

    label: str
    value: str
    act: Action | None = None
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A step of the charter's checklist; `act` is the post that ticks it or takes it back."""

    text: str
    done: bool
    note: str = ""
    act: Action | None = None


@dataclass(frozen=True, slots=True)
class LadderRun:
    """A ladder that runs on a case: the sentence of where it stands, its steps, the acts.

    `public_url` leads to the published page, with the case's place, where there is one;
    `incident_url` to the page of the night.
    """

    title: str
    sentence: str
    steps: tuple[LadderStep, ...]
    acts: tuple[Action, ...] = ()
    waiting: Clock | None = None
    public_url: str = ""
    incident_url: str = ""


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case. `head` acts are buttons (escalate, propose to close), `more` the menu's;
    `also` lists other open cases of the customer; `tabs` filter the timeline (all, messages,
    notes, events); `notices` are sentences to know before anything else."""

    ref: str
    subject: str
    priority: Priority
    status: str
    status_icon: str
    line: tuple[Fact, ...]
    opened_at: datetime
    back_url: str
    entries: tuple[Entry, ...]
    reply: Composer
    note: Composer
    clocks: tuple[Clock, ...] = ()
    previous_url: str = ""
    next_url: str = ""
    ladder: str = ""
    head: tuple[Action, ...] = ()
    more: tuple[Action, ...] = ()
    handling: tuple[Fact, ...] = ()
    people: tuple[Fact, ...] = ()
    customer: tuple[Fact, ...] = ()
    facts: tuple[Fact, ...] = ()
    checklist: tuple[Check, ...] = ()
    also: tuple[Link, ...] = ()
    run: LadderRun | None = None
    chat: Link | None = None
    talk: OpenChat | None = None
    presence: str = ""
    notices: tuple[str, ...] = ()
    earlier: int = 0
    earlier_url: str = ""
    tabs: tuple[Tab, ...] = ()
    articles_url: str = ""
    article_url: str = ""
    labels: tuple[LabelPill, ...] = ()
    own: tuple[Fact, ...] = ()


# --- acts on a case ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ActPage:
    """One act that asks something: what it will do in a sentence, its fields, its button.

    `consequences` are lines of what will happen, to whom and when. A refused act comes back
    with `refusal` and everything that was typed."""

    ref: str
    subject: str
    verb: str
    title: str
    sentence: str
    fields: tuple[Field, ...]
    submit: str
    action: str
    back_url: str
    consequences: tuple[str, ...] = ()
    refusal: Refusal | None = None
    look: Literal["primary", "note", "escalate"] = "primary"


@dataclass(frozen=True, slots=True)
class EscalatePage:
    """Screen 3: who gets it and by which clause, why, what they must know, who is told when.

    `warnings` are the charter's cases in which it advises against; `notify` is the field of
    whether the customer is told, `notify_text` what they will read."""

    ref: str
    subject: str
    title: str
    sentence: str
    clause: str
    fields: tuple[Field, ...]
    steps: tuple[LadderStep, ...]
    submit: str
    action: str
    back_url: str
    warnings: tuple[str, ...] = ()
    customer_reads: str = ""
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """Something an outcome wants: there or not yet, and who can give it."""

    text: str
    there: bool
    who: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome that may be proposed, with what it needs."""

    value: str
    label: str
    needs: tuple[Need, ...] = ()
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class ResolvePage:
    """Propose to close: the outcomes (field `outcome`), what each needs, the further fields."""

    ref: str
    subject: str
    title: str
    sentence: str
    outcomes: tuple[Outcome, ...]
    fields: tuple[Field, ...]
    submit: str
    action: str
    back_url: str
    closing: str = ""
    errors: tuple[str, ...] = ()
    refusal: Refusal | None = None
    article_url: str = ""


@dataclass(frozen=True, slots=True)
class MergeSide:
    """One of two cases laid side by side."""

    ref: str
    url: str
    subject: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class MergePage:
    """Merge: first the field `into`, then both cases side by side and what will be.

    `against` says why the two can't be merged, `together_url` leads to what can be done instead.
    `near` are cases that it may be merged into, each with the address of both side by side.
    """

    ref: str
    subject: str
    action: str
    back_url: str
    into: Field
    sides: tuple[MergeSide, MergeSide] | None = None
    consequences: tuple[str, ...] = ()
    against: str = ""
    together_url: str = ""
    refusal: Refusal | None = None
    near: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class WhyPage:
    """Why something is as it is: the answer in a sentence, then every step to it.

    `clock` is drawn where the question is about one; else `name` says what it is about. With a
    `look_url` the page can be asked for a past moment: `at` is its field's value, `trouble` says
    where that was none, `came_from` goes along. `case_url` leads to the why of the whole case.
    """

    ref: str
    subject: str
    clock: Clock | None
    answer: str
    steps: tuple[TraceStep, ...]
    charter: str
    back_url: str
    name: str = ""
    look_url: str = ""
    came_from: str = ""
    case_url: str = ""
    at: str = ""
    known_at: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who may be asking: `fills` is what stands for them in the form, `url` the form with it.

    `cases` are open cases of theirs, as a link's text and address; `charter` is the live charter
    under which their customer asks, or "".
    """

    name: str
    fills: str
    url: str
    note: str = ""
    cases: tuple[tuple[str, str], ...] = ()
    charter: str = ""


@dataclass(frozen=True, slots=True)
class NewCasePage:
    """New case: who asks, what about, and the call if it was one (contact time, answered).

    `more` lies behind a fold. `may_ask_head`: the contact lies too far back, and the head can be
    asked to confirm it. `ahead` is what would be promised. `is_other`: another charter was chosen,
    and these are its questions.
    """

    action: str
    who: tuple[Field, ...]
    what: tuple[Field, ...]
    call: tuple[Field, ...]
    key: str
    zone_words: str
    definitions: tuple[Fact, ...] = ()
    refusal: Refusal | None = None
    callers: tuple[Caller, ...] = ()
    may_ask_head: bool = False
    more: tuple[Field, ...] = ()
    ahead: AheadPart = NOT_ASKED
    is_other: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmitPage:
    """A held message with the two things that can be done; `done` says what was."""

    title: str
    sender: str = ""
    subject: str = ""
    text: str = ""
    register: tuple[Field, ...] = ()
    refuse: tuple[Field, ...] = ()
    action: str = ""
    refusal: str = ""
    done: str = ""

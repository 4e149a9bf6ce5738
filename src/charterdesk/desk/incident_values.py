"""What the pages of a night draw, lived or rehearsed: who was called how, what comes next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from charterdesk.incidents.queries.standing import Standing
from charterdesk.look.values import Action, Clock, Entry, Field, LadderStep, Link, Refusal, Tab

ReceiptIs = Literal["good", "bad", "waiting", "done"]


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """What one means said at a moment, or what it will be asked: "text message: accepted"."""

    text: str
    at: datetime | None
    state: ReceiptIs


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody who was told something: as which roles, why, and what came of it."""

    name: str
    roles: str
    about: str
    at: datetime
    standing: Standing
    words: str
    receipts: tuple[ReceiptLine, ...] = ()
    mine: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class NextUp:
    """What comes next, when, and who would be told then; `clock` counts down to it."""

    sentence: str
    names: str
    clock: Clock


@dataclass(frozen=True, slots=True)
class UpdateBox:
    """The form of an update to the customer; `promised` says what the charter has us do."""

    action: str
    fields: tuple[Field, ...]
    promised: str
    receiver: str
    clock: Clock | None = None


@dataclass(frozen=True, slots=True)
class StandDownBox:
    """The form that ends the ladder; `reason` says why it can't be ended by this reader."""

    action: str
    fields: tuple[Field, ...]
    reason: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentPage:
    """The night on one page. `called` is whom the ladder told, the latest first."""

    ref: str
    subject: str
    title: str
    sentence: str
    standing: str
    case_url: str
    links: tuple[Link, ...]
    running: bool
    steps: tuple[LadderStep, ...] = ()
    called: tuple[Called, ...] = ()
    next_up: NextUp | None = None
    quiet: str = ""
    acts: tuple[Action, ...] = ()
    working: tuple[str, ...] = ()
    working_act: Action | None = None
    update: UpdateBox | None = None
    stand_down: StandDownBox | None = None
    log: tuple[Entry, ...] = ()
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class ProofRow:
    """One call: who, as what, when exactly, each receipt as (moment, words), what came of it."""

    name: str
    roles: str
    about: str
    told: str
    receipts: tuple[tuple[str, str], ...]
    outcome: str
    place: str


@dataclass(frozen=True, slots=True)
class ProofStep:
    """One step: when it came, its limit, when all were reached, and whether the limit was kept.

    `people` are its people, each with the moment at which they were reached, or that they were not.
    """

    name: str
    began: str
    limit: str
    reached: str
    verdict: str
    is_missed: bool
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProofRun:
    """One run of a ladder; `answers` and `comings` are (moment, words)."""

    title: str
    steps: tuple[ProofStep, ...]
    rows: tuple[ProofRow, ...]
    answers: tuple[tuple[str, str], ...]
    comings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofPage:
    """Who was reached when, to be printed; `head` is the end of the log's chain of hashes."""

    ref: str
    subject: str
    title: str
    customer: str
    charter: str
    zone_words: str
    made: str
    runs: tuple[ProofRun, ...]
    head: str
    chain_words: str
    csv_url: str
    back_url: str


@dataclass(frozen=True, slots=True)
class RehearsalRow:
    """One rehearsal of the list."""

    title: str
    url: str
    when: str
    who: str
    state: str


@dataclass(frozen=True, slots=True)
class RehearsalsPage:
    """All rehearsals, and the form of the next one, for one of the `ladders`."""

    title: str
    ladders: tuple[Tab, ...]
    fields: tuple[Field, ...]
    action: str
    rows: tuple[RehearsalRow, ...]
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsalPage:
    """A rehearsed night as it stands at `night`, in the charter's zone; `here` is the reader's."""

    title: str
    sentence: str
    night: str
    here: str
    pace: str
    over: str
    back_url: str
    standing: str = ""
    manners: tuple[str, ...] = ()
    acts: tuple[Action, ...] = ()
    answers: tuple[Action, ...] = ()
    steps: tuple[LadderStep, ...] = ()
    called: tuple[Called, ...] = ()
    next_up: NextUp | None = None
    quiet: str = ""
    log: tuple[Entry, ...] = ()
    summary: tuple[str, ...] = ()
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class PublicSaid:
    """One update as it stands on the status page, and who wrote it."""

    state: str
    when: datetime
    text: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPage:
    """What is shared, or the form by which it is; `withdraw` takes it off the page."""

    title: str
    sentence: str
    fields: tuple[Field, ...]
    action: str
    submit: str
    back: Link
    public_url: str = ""
    updates: tuple[PublicSaid, ...] = ()
    withdraw: Action | None = None
    rows: tuple[Link, ...] = ()
    refusal: Refusal | None = None

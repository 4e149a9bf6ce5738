"""The frozen values that the studio's templates draw. Texts arrive worded and translated."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from markupsafe import Markup

from charterdesk.look.values import Action, Field, Link, Refusal, Tab, TraceStep
from charterdesk.studio.values_readers import Readers

LineKind = Literal["same", "gone", "new", "skip"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The top of every page of one charter. `reason` says why its reader may not change it,
    `public_url` leads to the page for customers where there is one."""

    name: str
    sentence: str
    tabs: tuple[Tab, ...]
    reason: str = ""
    public_url: str = ""


@dataclass(frozen=True, slots=True)
class CharterRow:
    """One charter of the list: what is in force, what is being written."""

    name: str
    url: str
    in_force: str
    since: datetime | None
    draft: str
    draft_url: str
    waits: str
    served: str


@dataclass(frozen=True, slots=True)
class ChartersPage:
    """The list, with the form that begins a new one."""

    sentence: str
    rows: tuple[CharterRow, ...]
    action: str
    fields: tuple[Field, ...]
    open: bool
    reason: str
    refusal: Refusal | None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version in the history; `state` says whether it is, was or will be in force."""

    label: str
    state: str
    now: bool
    since: datetime
    published: str
    published_at: datetime
    links: tuple[Link, ...]
    back: Action | None


@dataclass(frozen=True, slots=True)
class EditRow:
    """Something that somebody did to a draft, or decided about a proposal."""

    at: datetime
    who: str
    what: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """All versions and all that was written, the newest first."""

    head: Head
    versions: tuple[VersionRow, ...]
    edits: tuple[EditRow, ...]
    more: str
    begin: tuple[Action, ...]
    second: str
    second_act: Action | None
    service: str
    service_act: Action | None
    readers: Readers | None
    refusal: Refusal | None


@dataclass(frozen=True, slots=True)
class FindingRow:
    """What a check found: where it stands, and how to mend it."""

    number: str
    severity: str
    word: str
    line: int
    text: str
    mend: str
    accepted: str


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """What is promised in some hours, line by line; or the words that nothing is."""

    lines: tuple[str, ...]
    none: str = ""


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A priority under a contract, "" for none, with a cell for each of the hours."""

    priority: str
    contract: str
    cells: tuple[CoverageCell, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Priority and contract by hours; `columns` are the hours' names."""

    columns: tuple[str, ...]
    rows: tuple[CoverageRow, ...]
    has_contracts: bool


@dataclass(frozen=True, slots=True)
class Checks:
    """The findings of a text in one sentence and one by one, with its coverage."""

    sentence: str
    state: Literal["good", "stopped"]
    findings: tuple[FindingRow, ...]
    coverage: Coverage | None


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A line of two texts side by side in one column; `word` says its kind for who can't see it."""

    kind: LineKind
    old: str
    new: str
    text: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody saved meanwhile: who, what they changed, and the edition to save over on purpose."""

    sentence: str
    lines: tuple[DiffLine, ...]
    theirs_url: str
    edition: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WritePage:
    """The editor. `text` is what stands in it, saved or not."""

    head: Head
    action: str
    text: str
    seen: int
    lines: tuple[tuple[int, str], ...]
    rows: int
    may_write: bool
    draft_key: str
    saved: str
    becomes: str
    checks: Checks
    publish_url: str
    drop: Action | None
    conflict: Conflict | None
    refusal: Refusal | None


@dataclass(frozen=True, slots=True)
class TextPage:
    """A text to read, with its lines' numbers."""

    head: Head
    label: str
    lines: tuple[tuple[int, str], ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A difference in words; `touched` says how many open cases it would touch."""

    kind: str
    word: str
    where: str
    text: str
    touched: str


@dataclass(frozen=True, slots=True)
class Differences:
    """What changes between two charters: one sentence, then theme by theme."""

    sentence: str
    themes: tuple[tuple[str, tuple[ChangeRow, ...]], ...]
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DiffPage:
    """Two texts compared: in words, and line by line."""

    head: Head
    fields: tuple[Field, ...]
    action: str
    words: Differences | None
    lines: tuple[DiffLine, ...]
    lines_note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishPage:
    """What will happen when it is published, and whether it can be; or what waits for approval."""

    head: Head
    sentence: str
    stops: tuple[FindingRow, ...]
    differences: Differences | None
    diff_url: str
    write_url: str
    action: str
    fields: tuple[Field, ...]
    seen: int
    button: str
    proposal: "ProposalView | None"
    refusal: Refusal | None


@dataclass(frozen=True, slots=True)
class ProposalView:
    """What somebody asked to publish: by whom, from when, and what can be decided now."""

    sentence: str
    at: datetime
    action: str
    may_approve: bool
    reason: str
    own: bool
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What would be promised: a sentence, the picture for wide and narrow rooms, the trace."""

    sentence: str
    wide: Markup
    narrow: Markup
    undrawn: str
    picture_url: str
    steps: tuple[TraceStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainPage:
    """The what-if form over one of the charter's texts; `of` is its key among `texts`."""

    head: Head
    action: str
    of: str
    texts: tuple[tuple[str, str], ...]
    fields: tuple[Field, ...]
    number: str
    number_wrong: str
    faults: tuple[str, ...]
    write_url: str
    answer: Answer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatePage:
    """The form of a simulation in its groups; `fields` are all of them, for the summary."""

    head: Head
    action: str
    texts: tuple[Field, ...]
    cases: tuple[Field, ...]
    history: tuple[Field, ...]
    log: tuple[Field, ...]
    load: tuple[Field, ...]
    people: tuple[Field, ...]
    fields: tuple[Field, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResultCell:
    """A cell of a result; numbers are set to the right."""

    text: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class ResultTable:
    """One answer of a simulation."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[ResultCell, ...], ...]
    note: str
    cut: str


@dataclass(frozen=True, slots=True)
class ChangedCase:
    """A case that comes out otherwise; `url` is empty where the reader can't open it."""

    ref: str
    url: str
    kind: str
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class Simulated:
    """The result of a simulation: what it comes to, what it was, the first answers, all others,
    what its texts are called, and the cases that they decide otherwise."""

    verdicts: tuple[str, ...]
    sentences: tuple[str, ...]
    first: tuple[ResultTable, ...]
    more: tuple[ResultTable, ...]
    names: tuple[str, ...]
    changed: tuple[ChangedCase, ...]
    changed_more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JobPage:
    """A job that waits, runs or has ended. `failures` are the cases that it left, and why."""

    title: str
    asked: str
    state: Literal["waiting", "running", "done", "failed", "cancelled"]
    word: str
    done: int
    total: int
    progress: str
    cancel: Action | None
    error: str
    facts: tuple[tuple[str, str], ...]
    failures: tuple[tuple[Link, str], ...]
    simulated: Simulated | None
    links: tuple[Link, ...]
    back_url: str


@dataclass(frozen=True, slots=True)
class JobRow:
    """One line of the list of jobs."""

    title: str
    url: str
    word: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class JobsPage:
    """The newest jobs that the reader may see."""

    rows: tuple[JobRow, ...]

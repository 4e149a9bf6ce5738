"""What the pages about runbooks, runs and runners draw."""

from dataclasses import dataclass

from charterdesk.look.values import Action, Field, Link, Refusal, Tab


@dataclass(frozen=True, slots=True, kw_only=True)
class RunbookRow:
    """A runbook in the list."""

    link: Link
    purpose: str
    state: str
    last: str = ""


@dataclass(frozen=True, slots=True)
class RunbooksPage:
    """The list; `tabs` lead to runbooks and runners."""

    tabs: tuple[Tab, ...]
    rows: tuple[RunbookRow, ...]
    new_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fault of the text, or a doubt, which has no line."""

    severity: str
    word: str
    text: str
    mend: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLine:
    """A run in a list: its case, how it stands, when."""

    case: Link
    state: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunbookPage:
    """One runbook being written, with its checks, versions and last runs.

    `lines` are the numbers beside the text with the severity of what was found there.
    """

    title: str
    action: str
    back_url: str
    text: str
    lines: tuple[tuple[int, str], ...]
    sentence: str
    findings: tuple[Finding, ...]
    state: str
    may_write: bool
    said: str = ""
    seen: int = 0
    draft_key: str = ""
    saved: str = ""
    refusal: Refusal | None = None
    theirs: str = ""
    try_url: str = ""
    pause: Action | None = None
    versions: tuple[Link, ...] = ()
    runs: tuple[RunLine, ...] = ()


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of two texts compared: same, gone, new, or skip."""

    kind: str
    old: str
    new: str
    text: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class VersionPage:
    """A published text, and what it changed."""

    title: str
    sentence: str
    back_url: str
    text: tuple[tuple[int, str], ...]
    changes: tuple[TextLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedRow:
    """A step as it would be done."""

    title: str
    where: str
    said: str
    follows: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialPage:
    """A runbook tried dry on a case."""

    title: str
    back_url: str
    action: str
    fields: tuple[Field, ...]
    case: Link | None = None
    lines: tuple[str, ...] = ()
    rows: tuple[TriedRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunnerRow:
    """A runner: when it was last seen, what it says it may run."""

    name: str
    state: str
    seen: str
    allows: tuple[str, ...]
    acts: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunnersPage:
    """All runners; `key` is a new one, shown this once."""

    tabs: tuple[Tab, ...]
    rows: tuple[RunnerRow, ...]
    action: str = ""
    fields: tuple[Field, ...] = ()
    refusal: Refusal | None = None
    key: str = ""
    key_of: str = ""
    desk_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """A step of a run, with what it printed."""

    title: str
    state: str
    icon: str
    fault: str = ""
    output: str = ""
    late: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """A run on a case: how it stands, who began it, what may be done about it."""

    title: str
    state: str
    icon: str
    began: str
    sentence: str = ""
    steps: tuple[StepRow, ...] = ()
    acts: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRunsPage:
    """The runs of a case, and the form that begins one; `missing` says why there is none."""

    ref: str
    subject: str
    back_url: str
    rows: tuple[RunRow, ...]
    action: str = ""
    fields: tuple[Field, ...] = ()
    refusal: Refusal | None = None
    missing: str = ""

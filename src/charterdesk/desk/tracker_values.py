"""What the pages about bugs in trackers draw."""

from dataclasses import dataclass

from charterdesk.look.values import Action, Field, Link, Refusal


@dataclass(frozen=True, slots=True)
class BugCase:
    """A case on a bug, and its next promise in words."""

    link: Link
    promise: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BugRow:
    """A bug of a tracker: how it stands there, since when we know, the cases that wait for it."""

    label: str
    url: str
    title: str
    status: str
    read: str
    fault: str = ""
    cases: tuple[BugCase, ...] = ()
    acts: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRow:
    """What a tracker has not taken yet: why, when it is tried again, what can be done."""

    title: str
    case: Link
    state: str
    fault: str
    stuck: bool
    acts: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BugsPage:
    """All bugs that the reader's cases wait for; `tabs` are Open, Closed, and what waits."""

    sentence: str
    tabs: tuple[Action, ...]
    empty: str
    rows: tuple[BugRow, ...] = ()
    asks: tuple[AskRow, ...] = ()


@dataclass(frozen=True, slots=True)
class BugForm:
    """One form of a case's bugs."""

    name: str
    title: str
    sentence: str
    submit: str
    action: str
    fields: tuple[Field, ...]
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseBugsPage:
    """The bugs of one case, what waits, and the forms; `missing` says why there are none."""

    ref: str
    subject: str
    back_url: str
    rows: tuple[BugRow, ...]
    asks: tuple[AskRow, ...]
    forms: tuple[BugForm, ...]
    missing: str = ""


@dataclass(frozen=True, slots=True)
class BugsPart:
    """What the page of a case says of its bugs in trackers."""

    rows: tuple[BugRow, ...]
    asks: tuple[AskRow, ...]

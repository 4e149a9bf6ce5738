"""What the pages and panels about the end of a case show, as frozen values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that can be given: what it is sent as, what its button says."""

    value: str
    label: str
    is_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What may be said about the end of a case, with what then happens, in sentences.

    `why_not` is why this guest may not say it; `said` are the words given so far, oldest first.
    """

    title: str
    action: str
    key: str
    lines: tuple[str, ...]
    choices: tuple[Choice, ...]
    says_label: str = ""
    says: str = ""
    wrong: str = ""
    said: tuple[str, ...] = ()
    why_not: str = ""
    new_url: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """An act that wants the customer's approval; `given` where it is there already.

    `about` says who asks for what, and how long the approval holds.
    """

    what: str
    given: bool
    asked: bool
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approvals:
    """What the customer may approve on a case."""

    action: str
    key: str
    of: tuple[Approval, ...]
    wrong: str = ""
    why_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """How it went: the numbers to choose, what was said before."""

    action: str
    key: str
    score: int = 0
    says: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether a reply was clear: where to say so, and what was said."""

    action: str
    key: str
    said: str = ""
    score: int = -1

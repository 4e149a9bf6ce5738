"""What the page draws on which more than two cases become one, as frozen values."""

from dataclasses import dataclass

from charterdesk.desk.values import Fact


@dataclass(frozen=True, slots=True)
class MergeChoice:
    """One of the cases that are to become one; `chosen` is the one that goes on.

    `against` says how many of the others can't end in it.
    """

    ref: str
    url: str
    subject: str
    facts: tuple[Fact, ...]
    chosen: bool = False
    against: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkMergePage:
    """Several cases side by side, one of which takes the others in; `warning` is read first."""

    title: str
    action: str
    back_url: str
    hidden: tuple[tuple[str, str], ...]
    choices: tuple[MergeChoice, ...]
    lines: tuple[str, ...]
    warning: str = ""
    error: str = ""

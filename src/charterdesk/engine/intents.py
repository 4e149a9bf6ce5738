"""What a decision asks of the world, as values. No intent names a channel's library.

Delivery is at least once under `key`, which is unique within the case (2.10).
"""

from dataclasses import dataclass
from datetime import datetime

CONTACT = "contact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tell:
    """Give `person` a notice. For the customer, `person` is "contact".

    `about` is the occasion (opened, warning, breach, step NAME, update, all-clear, reminder,
    held, ...); `means` are those wanted, in order ("" lets the person's own order decide);
    `text` is one English sentence, of which `words` holds the parts for other languages.
    `for_roles` are the roles that were asked for, `via` those through which the person was found.
    """

    key: str
    about: str
    person: str
    at: datetime
    due_at: datetime
    late: bool = False
    for_roles: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    text: str = ""
    words: tuple[tuple[str, str], ...] = ()
    sender: tuple[str, ...] = ()
    with_reply: bool = False
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLinked:
    """The window for reopening is over: the message opens a new case linked to this one (2.6 F)."""

    channel: str
    subject: str
    asker: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallByParent:
    """The case is of an outage: its parent's ladder is to call, and not its own (2.10)."""

    parent: str
    ladder: str
    reason: str = ""
    step: str = ""


Intent = Tell | OpenLinked | CallByParent

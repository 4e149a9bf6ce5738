"""The frozen values that the pages of the rules draw. Texts arrive worded and translated."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from charterdesk.look.values import Field, Refusal
from charterdesk.studio.values import Checks, DiffLine, Head


@dataclass(frozen=True, slots=True)
class RuleAct:
    """Something to do with a rule: `label` is seen, `full` says of which rule. With `data` a post.

    An act without an address is shown as not possible.
    """

    label: str
    full: str
    url: str
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in whole sentences."""

    title: str
    sentences: tuple[str, ...]
    acts: tuple[RuleAct, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """The rules of one theme, and what can be added to it. `key` names it in the page.

    `sentences` hold for the theme as a whole.
    """

    key: str
    title: str
    rules: tuple[Rule, ...]
    acts: tuple[RuleAct, ...] = ()
    ordered: bool = False
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A priority's row: the hours in which it counts, and a cell for each kind of the table."""

    priority: str
    hours: str
    cells: tuple[RuleAct, ...]


@dataclass(frozen=True, slots=True)
class PromiseTable:
    """Priority by kind of promise, for all customers, one contract, or the desk's own aims."""

    key: str
    title: str
    kinds: tuple[str, ...]
    rows: tuple[PromiseRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesPage:
    """The draft in words. `lines` show what changed in its text since the edition before."""

    head: Head
    unreadable: str
    tables: tuple[PromiseTable, ...]
    before: tuple[Theme, ...]
    after: tuple[Theme, ...]
    checks: Checks
    lines: tuple[DiffLine, ...]
    write_url: str
    publish_url: str
    may_change: bool
    refusal: Refusal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePage:
    """The form of one rule; `items` can be taken out of it one by one.

    `kept` names what the browser keeps of it; `answered` is one that came back with its faults.
    """

    title: str
    lead: str
    action: str
    kept: str
    answered: bool
    fields: tuple[Field, ...]
    hidden: tuple[Field, ...]
    items_title: str
    items: tuple[tuple[str, RuleAct], ...]
    back_url: str
    refusal: Refusal | None

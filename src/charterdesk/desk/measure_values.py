"""What the pages of measures show, as frozen values; every number leads to its cases."""

from dataclasses import dataclass

from charterdesk.desk.values import QueueRow
from charterdesk.look.values import Field, Link, Pager


@dataclass(frozen=True, slots=True)
class Share:
    """`met` of all that count, as "41 of 50, 82 %", and those that were not; None for none."""

    met: Link
    missed: Link | None = None


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A channel or a month: its cases, the calls answered live, what the first contact solved."""

    name: str
    cases: Link
    live: Share | None
    solved: Share | None


@dataclass(frozen=True, slots=True)
class MeasuresPage:
    """`by_month` is empty for a single month; `wanted` is what the charter says of calls."""

    sentence: str
    fields: tuple[Field, ...]
    by_channel: tuple[MeasureRow, ...]
    by_month: tuple[MeasureRow, ...]
    total: MeasureRow | None
    wanted: str
    csv_url: str


@dataclass(frozen=True, slots=True)
class MeasuredPage:
    """The cases behind one number; `key` and `sort` are what the table asks of a list."""

    name: str
    sentence: str
    here: str
    back_url: str
    rows: tuple[QueueRow, ...]
    pager: Pager | None
    key: str = "measured"
    sort: str = "opened"
    bulk: None = None

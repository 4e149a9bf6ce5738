"""What the pages of time and money show, as frozen values; amounts and lengths arrive as words."""

from dataclasses import dataclass
from datetime import datetime

from charterdesk.look.values import Field, Link, Pager, Refusal


@dataclass(frozen=True, slots=True)
class CostForms:
    """A form of the page: where it goes, its fields, whether it stands open."""

    action: str
    fields: tuple[Field, ...]
    open: bool = False


@dataclass(frozen=True, slots=True)
class TimeRow:
    """Time that was booked."""

    at: datetime
    person: str
    length: str
    work: str
    note: str
    billing: str


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """A charge that is proposed, and what was decided."""

    name: str
    because: str
    amount: str
    decided: str


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A quote and how it stands."""

    number: str
    text: str
    time_frame: str
    price: str
    status: str
    valid_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CostsPage:
    """Time and money of one case. Of `forms` only those are there that can be used.

    `worth` says what the time comes to by the rates.
    """

    ref: str
    subject: str
    back_url: str
    start_url: str
    drop_url: str
    running: datetime | None
    elsewhere: Link | None
    times: tuple[TimeRow, ...]
    total: str
    worth: str
    prepaid: str
    prepaid_low: bool
    charges: tuple[ChargeRow, ...]
    quotes: tuple[QuoteRow, ...]
    forms: dict[str, CostForms]
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class FirmRow:
    """A customer's month in the list."""

    name: str
    url: str
    length: str
    totals: str
    status: str


@dataclass(frozen=True, slots=True)
class RateRow:
    """A rate."""

    charter: str
    level: str
    work: str
    hours: str
    price: str
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthsPage:
    """All customers of a month, and the rates."""

    title: str
    previous: Link
    following: Link
    rows: tuple[FirmRow, ...]
    rates: tuple[RateRow, ...]
    fields: tuple[Field, ...]
    action: str
    refusal: Refusal | None = None
    open: bool = False
    pager: Pager | None = None


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One line of a statement."""

    day: str
    case: Link
    what: str
    length: str
    amount: str


@dataclass(frozen=True, slots=True)
class BoughtRow:
    """Hours that were entered; `corrections` say what was taken back, by whom, when and why."""

    day: str
    length: str
    note: str
    entered: str
    corrections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrepaidRow:
    """The hours bought for a contract. `billed` says how they stood on a month that was billed."""

    contract: str
    words: str
    low: bool
    billed: str
    entries: tuple[BoughtRow, ...]


@dataclass(frozen=True, slots=True)
class PrepaidPart:
    """The hours bought for a customer's contracts; `back` once there are some to take back."""

    rows: tuple[PrepaidRow, ...]
    add: CostForms
    back: CostForms | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPage:
    """A customer's statement of a month; `billed` says when and by whom.

    `partial` says that lines are left out; `prepaid` is None where no contract is in sight.
    """

    title: str
    firm: str
    month: str
    lines: tuple[StatementRow, ...]
    length: str
    totals: tuple[str, ...]
    billed: str
    warning: str
    action: str
    csv_url: str
    pdf_url: str
    back_url: str
    prepaid: PrepaidPart | None
    refusal: Refusal | None = None
    partial: str = ""

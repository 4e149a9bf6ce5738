"""All that can be done about what work costs: keyword-only, with `by` and `at`."""

from charterdesk.charges.commands.billing import bill_month
from charterdesk.charges.commands.charging import decide_charge, propose_charge
from charterdesk.charges.commands.prepaying import buy_hours, take_hours_back
from charterdesk.charges.commands.quoting import answer_quote, offer_quote
from charterdesk.charges.commands.rating import add_rate
from charterdesk.charges.commands.timing import (
    book_time,
    drop_stopwatch,
    start_stopwatch,
    strike_time,
)

__all__ = [
    "add_rate",
    "answer_quote",
    "bill_month",
    "book_time",
    "buy_hours",
    "decide_charge",
    "drop_stopwatch",
    "offer_quote",
    "propose_charge",
    "start_stopwatch",
    "strike_time",
    "take_hours_back",
]

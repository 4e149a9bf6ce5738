"""The quotes of a case for its customer: the newest one can be answered (R-BIC-36, R-BIC-39)."""

from dataclasses import dataclass
from secrets import token_hex

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.cases.store import Loaded
from charterdesk.engine.case import Case
from charterdesk.engine.events import QuoteOffered
from charterdesk.look.moments import moment_words
from charterdesk.portal.asking import Visit
from charterdesk.portal.panels import Panel


@dataclass(frozen=True, slots=True)
class Offer:
    """One quote; `waits` where it can be answered now."""

    number: str
    text: str
    price: str
    time_frame: str
    note: str
    waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """All quotes of the case, the newest first."""

    action: str
    key: str
    of: tuple[Offer, ...]
    wrong: str = ""
    why_not: str = ""


def quotes_panel(visit: Visit, loaded: Loaded) -> Panel | None:
    """On the page of a case that has a quote."""
    return Panel("portal/_quotes.html", offers_of(visit, loaded)) if loaded.state.quotes else None


def offers_of(visit: Visit, loaded: Loaded, wrong: str = "") -> Offers:
    """The quotes; `wrong` is why an answer was not taken."""
    return Offers(
        action=reverse("portal:quote", args=[loaded.row.number]),
        key=token_hex(16),
        of=tuple(_offer(visit, loaded.state, one) for one in reversed(loaded.state.quotes)),
        wrong=wrong,
        why_not="" if visit.contact.may_agree else _(
            "Your organisation has not given you the right to accept quotes; ask a colleague."
        ),
    )  # fmt: skip


def _offer(visit: Visit, state: Case, quote: QuoteOffered) -> Offer:
    over = quote.valid_until is not None and quote.valid_until <= visit.at
    waits = state.quote_waiting is quote and not over and not state.is_over
    return Offer(
        quote.quote, quote.text, f"{quote.amount} {quote.currency}", quote.time_frame,
        _note(visit, state, quote, over), waits,
    )  # fmt: skip


def _note(visit: Visit, state: Case, quote: QuoteOffered, over: bool) -> str:
    answer = state.quotes_answered.get(quote.quote)
    if answer is not None:
        said = {"when": moment_words(answer.at, visit.at, visit.zone)}
        return (_("Accepted, %(when)s.") if answer.accepted else _("Declined, %(when)s.")) % said
    if state.quote_waiting is not quote:
        return _("A newer quote has taken its place.")
    if over:
        return _("The time of this quote is over; write to us for a new one.")
    if quote.valid_until is None:
        return ""
    return _("It holds until %(when)s.") % {
        "when": moment_words(quote.valid_until, visit.at, visit.zone)
    }

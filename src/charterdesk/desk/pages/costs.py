"""Time and money of a case as its page shows them."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from charterdesk.cases.models import Case
from charterdesk.charges.models import Item
from charterdesk.charges.queries.of_case import prepaid_on, stopwatch_of, time_of, worth_of
from charterdesk.charges.queries.prepaid import Balance
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.costs_values import ChargeRow, CostForms, CostsPage, QuoteRow, TimeRow
from charterdesk.desk.forms.costs import (
    FORMS,
    CostForm,
    Costing,
    evidence_words,
    to_strike,
)
from charterdesk.desk.pages.words import hours_words, work_words
from charterdesk.engine.case import Case as State
from charterdesk.engine.events import QuoteOffered
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Link, Refusal


def costs_page(
    costing: Costing, urls: CaseUrls, typed: CostForm | None = None, refusal: Refusal | None = None
) -> CostsPage:
    """The page; `typed` is the form that was not taken as it was."""
    row, state = costing.loaded.row, costing.loaded.state
    times, watch = time_of(row), stopwatch_of(costing.person)
    here = watch is not None and watch.case_id == row.pk
    balance = prepaid_on(row)
    return CostsPage(
        ref=row.number,
        subject=row.subject or _("(no subject)"),
        back_url=urls.page(),
        start_url=urls.of("cost_deed", "start"),
        drop_url=urls.of("cost_deed", "drop"),
        running=watch.began_at if watch and here else None,
        elsewhere=_elsewhere(watch.case.number) if watch and not here else None,
        times=tuple(_time(one) for one in times),
        total=hours_words(sum(one.minutes for one in times)) if times else "",
        worth=_worth(row, times),
        prepaid=balance_words(balance) if balance else "",
        prepaid_low=bool(balance and balance.is_low),
        charges=tuple(_charges(state)),
        quotes=tuple(_quote(state, one, costing.at) for one in state.quotes),
        forms=dict(_forms(costing, urls, typed)),
        refusal=refusal,
    )


def _worth(row: Case, times: list[Item]) -> str:
    """So that who decides about a charge has the price of the time before them (R-BIC-41)."""
    worth = worth_of(row, times)
    if worth is None:
        return ""
    said = {"sum": f"{worth.amount:.2f} {worth.currency}".strip()}
    if worth.is_partial:
        return _("By the rates it comes to %(sum)s, without time that has no rate.") % said
    return _("By the rates it comes to %(sum)s.") % said


def balance_words(balance: Balance) -> str:
    """How many prepaid hours are left."""
    said = {
        "bought": hours_words(balance.bought),
        "used": hours_words(balance.used),
        "left": hours_words(balance.left),
    }
    return _("Of %(bought)s bought beforehand, %(used)s are used and %(left)s are left.") % said


def _elsewhere(number: str) -> Link:
    text = _("Your stopwatch runs on %(number)s.") % {"number": number}
    return Link(text, CaseUrls(number).of("costs"))


def _time(item: Item) -> TimeRow:
    name = item.person.name if item.person else ""
    length = hours_words(item.minutes)
    return TimeRow(item.ended_at, name, length, work_words(item.work), item.text, _billing(item))


def _billing(item: Item) -> str:
    if item.statement_id is not None:
        return _("billed")
    if not item.is_billed:
        return _("not to be billed")
    if item.prepaid_minutes:
        length = hours_words(item.prepaid_minutes)
        return _("%(length)s of it prepaid") % {"length": length}
    return _("by the rates")


def _charges(state: State) -> Iterator[ChargeRow]:
    for charge in state.charges:
        decided = state.charges_decided.get(charge.name)
        words = _("to be decided")
        if decided is not None and decided.charged:
            said = {"amount": decided.amount, "currency": decided.currency, "why": decided.reason}
            words = _("charged %(amount)s %(currency)s: %(why)s") % said
        elif decided is not None:
            words = _("not charged: %(why)s") % {"why": decided.reason}
        yield ChargeRow(charge.name, charge.because, charge.amount, words)


def _quote(state: State, quote: QuoteOffered, at: datetime) -> QuoteRow:
    answer = state.quotes_answered.get(quote.quote)
    if answer is not None:
        status = _("accepted") if answer.accepted else _("declined")
    elif state.quote_waiting is not quote:
        status = _("replaced by a newer one")
    elif _waits(state, at):
        status = _("waits for the customer’s answer")
    else:
        status = _("its time is over: offer a new one")
    price = f"{quote.amount} {quote.currency}"
    return QuoteRow(quote.quote, quote.text, quote.time_frame, price, status, quote.valid_until)


def _waits(state: State, at: datetime) -> bool:
    """Whether a quote can still be answered."""
    quote = state.quote_waiting
    return quote is not None and (quote.valid_until is None or at < quote.valid_until)


def _forms(
    costing: Costing, urls: CaseUrls, typed: CostForm | None
) -> Iterator[tuple[str, CostForms]]:
    for deed, form in FORMS.items():
        if _is_of_use(deed, costing):
            shown = typed if typed is not None and typed.deed == deed else form(costing)
            action = urls.of("cost_deed", deed)
            yield deed, CostForms(action, fields_of(shown), shown is typed)


def _is_of_use(deed: str, costing: Costing) -> bool:
    state = costing.loaded.state
    wanted: Mapping[str, bool] = {
        "strike": bool(to_strike(costing)),
        "evidence": bool(evidence_words(costing.loaded)),
        "decide": bool(state.charges),
        "quote": not state.is_over,
        "answer": _waits(state, costing.at) and not state.is_over,
    }
    return wanted.get(deed, not state.merged_into)

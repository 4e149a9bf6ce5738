"""Quotes: offered with a time frame by one of us, answered by the customer (R-BIC-36, 39)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import demand_sight
from charterdesk.cases.actors import By, name_of
from charterdesk.cases.answers import Answer, Done
from charterdesk.cases.commands import send_reply
from charterdesk.cases.commands.acting import NO_FORM, Form, act
from charterdesk.cases.commands.writing import NO_ADDRESS
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case
from charterdesk.cases.queries import state_of
from charterdesk.charges.models import Item
from charterdesk.charges.money import day_of, written
from charterdesk.engine.commands import Command, Wait
from charterdesk.engine.commands_costs import AnswerQuote, OfferQuote
from charterdesk.notifications.rendering import moment_in
from charterdesk.notifications.wording import spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What is done, in which time, for how much; `valid_until` is the first moment after it."""

    text: str
    time_frame: str
    amount: Decimal
    currency: str
    valid_until: datetime | None = None


def offer_quote(
    *, case: Case, quote: Quote, by: Person, at: datetime, form: Form = NO_FORM
) -> Answer:
    """The quote goes to the asker by mail, and the case waits for the answer.

    Where the asker has no mail address it is only written down: it is told by telephone.
    """
    demand_sight(by)
    command = OfferQuote(
        by=by.username, text=quote.text, time_frame=quote.time_frame,
        amount=written(quote.amount), currency=quote.currency, valid_until=quote.valid_until,
    )  # fmt: skip
    then = (command, *_waiting(case, by))
    answer = send_reply(
        case=case, written=Written(text=_words(case, quote)), by=by, at=at, form=form, then=then
    )
    return (
        act(case, then[0], at, by=by, form=form, then=then[1:]) if answer is NO_ADDRESS else answer
    )


def answer_quote(
    *, case: Case, quote: str, accepted: bool, says: str, by: By, at: datetime,
    form: Form = NO_FORM,
) -> Answer:  # fmt: skip
    """The customer's word, by themselves or told to a person of ours; accepted, it is a line."""
    command = AnswerQuote(by=name_of(by), quote=quote, accepted=accepted, says=says)
    with transaction.atomic():
        answer = act(case, command, at, by=by, form=form)
        if isinstance(answer, Done) and not answer.repeated and answer.decision and accepted:
            offered = next(one for one in answer.decision.case.quotes if one.quote == quote)
            Item.objects.create(
                case=case, organisation=case.organisation, kind=Item.Kind.QUOTE, ref=quote,
                day=day_of(case, at), ended_at=at, contract=case.contract, text=offered.text,
                amount=Decimal(offered.amount), currency=offered.currency,
                person=by if isinstance(by, Person) else None,
            )  # fmt: skip
    return answer


def _waiting(case: Case, by: Person) -> tuple[Command, ...]:
    """An open case waits for the answer to this very quote."""
    state = state_of(case).state
    number = f"Q{len(state.quotes) + 1}"
    return () if state.has_ended else (Wait(by=by.username, on="customer", what=number),)


def _words(case: Case, quote: Quote) -> str:
    """The message, in the language and the zone of who asks."""
    asker, firm = case.contact, case.organisation
    language = (asker and asker.language) or (firm and firm.language) or "en"
    zone = (asker and asker.zone) or (firm and firm.zone) or ""
    with translation.override(language):
        said = {"amount": written(quote.amount), "currency": quote.currency}
        until = quote.valid_until and moment_in(spoken(language), quote.valid_until, zone)
        lines = [
            quote.text,
            "",
            _("Price: %(amount)s %(currency)s") % said,
            _("Time frame: %(time)s") % {"time": quote.time_frame},
            *([_("It holds until %(when)s.") % {"when": until}] if until else []),
            "",
            _("We begin once you have accepted; you can do so on the page of your case."),
        ]
    return "\n".join(lines)

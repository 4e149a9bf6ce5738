"""What is done and what it costs on the sample's cases: time, charges, quotes, the equipment."""

from datetime import datetime, timedelta
from decimal import Decimal

from charterdesk.accounts.refusal import Refusal, Refused
from charterdesk.cases.answers import Answer
from charterdesk.cases.commands.tying import tie_asset
from charterdesk.charges.commands import (
    answer_quote,
    book_time,
    decide_charge,
    offer_quote,
    propose_charge,
)
from charterdesk.charges.commands.quoting import Quote
from charterdesk.charges.commands.timing import Spent
from charterdesk.customers.models import Asset
from charterdesk.sample.scene import Scene, done
from charterdesk.sample.script import Act

QUOTED_FOR = timedelta(days=14)


def is_about(tag: str, *, by: str) -> Act:
    """The case is tied to a piece of its customer's equipment."""

    def act(scene: Scene, at: datetime) -> None:
        asset = Asset.objects.get(tag=tag)
        tie_asset(case=scene.case, asset=asset, by=scene.colleague(by), at=at)

    return act


def books(by: str, minutes: int, note: str, *, work: str = "support") -> Act:
    """Time that was spent until now."""

    def act(scene: Scene, at: datetime) -> None:
        spent = Spent(minutes=minutes, work=work, note=note)
        done(scene, book_time(case=scene.case, spent=spent, by=scene.colleague(by), at=at))

    return act


def proposes(by: str, word: str, text: str) -> Act:
    """What was found, from which the charter's rules propose a charge."""

    def act(scene: Scene, at: datetime) -> None:
        person = scene.colleague(by)
        done(scene, propose_charge(case=scene.case, word=word, text=text, by=person, at=at))

    return act


def charges(by: str, name: str, amount: str, currency: str, reason: str) -> Act:
    """A proposed charge is decided; without an amount it is waived."""

    def act(scene: Scene, at: datetime) -> None:
        answer = decide_charge(
            case=scene.case, name=name, amount=Decimal(amount) if amount else None,
            currency=currency, reason=reason, by=scene.colleague(by), at=at,
        )  # fmt: skip
        done(scene, _answer(answer))

    return act


def quotes(by: str, text: str, *, takes: str, amount: str, currency: str) -> Act:
    """Work is offered with a time frame, and the case waits for the customer's word."""

    def act(scene: Scene, at: datetime) -> None:
        quote = Quote(
            text=text, time_frame=takes, amount=Decimal(amount), currency=currency,
            valid_until=at + QUOTED_FOR,
        )  # fmt: skip
        done(scene, offer_quote(case=scene.case, quote=quote, by=scene.colleague(by), at=at))

    return act


def accepts(quote: str = "Q1", says: str = "") -> Act:
    """The customer takes the quote."""

    def act(scene: Scene, at: datetime) -> None:
        answer = answer_quote(
            case=scene.case, quote=quote, accepted=True, says=says, by=scene.customer, at=at
        )
        done(scene, answer)

    return act


def _answer(answer: Answer | Refusal) -> Answer:
    if isinstance(answer, Refusal):
        raise Refused(answer.text)
    return answer

"""Time on a case: a stopwatch that the desk keeps, time booked by its own person, time struck."""

from dataclasses import dataclass, replace
from datetime import datetime
from secrets import token_hex

from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import demand_sight, may_staff
from charterdesk.cases.answers import Answer, Done
from charterdesk.cases.commands.acting import NO_FORM, Form, act
from charterdesk.cases.models import Case
from charterdesk.cases.store import moment
from charterdesk.charges.models import Item, Rate, Stopwatch
from charterdesk.charges.money import day_of
from charterdesk.charges.pricing import price_of
from charterdesk.charges.queries.prepaid import balance_of
from charterdesk.charters.queries import charter_version
from charterdesk.customers.models import Contract
from charterdesk.engine.commands_costs import SpendTime, StrikeTime


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What somebody writes down: minutes of a kind of work; `ended_at` None for now."""

    minutes: int
    work: str
    note: str = ""
    is_billed: bool = True
    ended_at: datetime | None = None


def start_stopwatch(*, case: Case, by: Person, at: datetime) -> Stopwatch | Refusal:
    """It runs until the time is booked or dropped; a person has one at a time."""
    demand_sight(by)
    watch, _is_new = Stopwatch.objects.get_or_create(
        person=by, defaults={"case": case, "began_at": at}
    )
    if watch.case_id != case.pk:
        said = {"number": watch.case.number}
        return Refusal(_("Your stopwatch runs on %(number)s: book or drop it there first.") % said)
    return watch


def drop_stopwatch(*, case: Case, by: Person, at: datetime) -> None:
    """What it measured on this case is not booked."""
    demand_sight(by)
    Stopwatch.objects.filter(person=by, case=case).delete()


def book_time(
    *, case: Case, spent: Spent, by: Person, at: datetime, form: Form = NO_FORM
) -> Answer:
    """Own time; of hours bought beforehand as much is taken as is left (R-BIC-41)."""
    demand_sight(by)
    entry = f"t{token_hex(10)}"
    # The engine counts whole seconds: what ends this moment would else end in the future.
    ended_at = moment(spent.ended_at or at)
    command = SpendTime(
        by=by.username, entry=entry, minutes=spent.minutes, work=spent.work, note=spent.note,
        ended_at=ended_at,
    )  # fmt: skip
    with transaction.atomic():
        answer = act(case, command, at, by=by, form=form)
        if isinstance(answer, Done) and not answer.repeated and answer.decision:
            level = answer.decision.case.contract
            _store(answer.case, entry, replace(spent, ended_at=ended_at), level, by)
            Stopwatch.objects.filter(person=by, case=case).delete()
    return answer


def _store(case: Case, entry: str, spent: Spent, level: str, by: Person) -> None:
    assert spent.ended_at
    day = day_of(case, spent.ended_at)
    item = Item(
        case=case, organisation=case.organisation, kind=Item.Kind.TIME, ref=entry, day=day,
        ended_at=spent.ended_at, person=by, minutes=spent.minutes, contract=case.contract,
        level=level, work=spent.work, is_billed=spent.is_billed, text=spent.note,
    )  # fmt: skip
    item.prepaid_minutes = _prepaid(item)
    item.save()


def _prepaid(item: Item) -> int:
    """Nothing is taken for work that costs nothing. The contract's row lets one in at a time."""
    if item.contract_id is None or not item.is_billed:
        return 0
    contract = Contract.objects.select_for_update().get(pk=item.contract_id)
    charter = charter_version(item.case.charter, item.case.charter_version)
    price = price_of(item, Rate.objects.filter(charter=item.case.charter), charter)
    if price is not None and not price.amount:
        return 0
    return min(balance_of(contract).left, item.minutes)


def strike_time(
    *, case: Case, entry: str, reason: str, by: Person, at: datetime, form: Form = NO_FORM
) -> Answer | Refusal:
    """A wrong entry counts no more: one's own, or by a lead. What was billed stays."""
    demand_sight(by)
    with transaction.atomic():
        answer = act(case, StrikeTime(by=by.username, entry=entry, reason=reason), at,
                     by=by, form=form)  # fmt: skip
        if not isinstance(answer, Done) or answer.repeated:
            return answer
        item = Item.objects.select_for_update().get(case=case, kind=Item.Kind.TIME, ref=entry)
        if refused := _not_to_strike(item, by):
            transaction.set_rollback(True)
            return refused
        item.struck_at, item.prepaid_minutes = at, 0
        item.save(update_fields=["struck_at", "prepaid_minutes"])
    return answer


def _not_to_strike(item: Item, by: Person) -> Refusal | None:
    if item.statement_id is not None:
        return Refusal(_("This time was billed; it can't be changed any more."))
    if item.person_id != by.pk and not may_staff(by):
        return Refusal(_("Only the person who booked it, or a lead, may strike this time."))
    return None

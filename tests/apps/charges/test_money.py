"""Rates, prepaid hours, decisions and statements: what is billed once never changes."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from charterdesk.accounts.refusal import Refusal, granted
from charterdesk.cases.answers import Done
from charterdesk.cases.commands import record_facts
from charterdesk.cases.models import Case
from charterdesk.charges.commands import (
    add_rate,
    answer_quote,
    bill_month,
    book_time,
    buy_hours,
    decide_charge,
    drop_stopwatch,
    offer_quote,
    start_stopwatch,
    strike_time,
)
from charterdesk.charges.commands.quoting import Quote
from charterdesk.charges.commands.timing import Spent
from charterdesk.charges.models import Item, Rate, Statement, Stopwatch
from charterdesk.charges.queries.prepaid import balance_of
from charterdesk.charges.queries.statements import Month, month_of, months_of
from charterdesk.customers.models import Contract
from charterdesk.engine.decide import Refusal as Refused
from tests.apps.cases.desk_work import cleo_asks
from tests.apps.cast import MONDAY, ada, ben, cleo
from tests.faces.desk_scene import case_of, staffed

pytestmark = pytest.mark.django_db
JUNE = date(2026, 6, 1)
JULY = datetime(2026, 7, 3, 8, 0, tzinfo=UTC)
NOON = datetime(2026, 6, 16, 10, 0, tzinfo=UTC)  # noon in Paris


def case() -> Case:
    """A case of Cleo's under Bicom's charter."""
    return case_of("bicom", minutes_ago=60 * 24 * 400)


def rate(
    price: str, *, level: str = "", work: str = "", hours: str = "", since: date = date(2020, 1, 1)
) -> Rate:
    return granted(
        add_rate(
            charter="bicom", level=level, work=work, hours=hours, per_hour=Decimal(price),
            currency="EUR", valid_since=since, by=ben(), at=MONDAY,
        )
    )  # fmt: skip


def booked(row: Case, minutes: int, *, work: str = "support", at: datetime = NOON) -> Item:
    answer = book_time(case=row, spent=Spent(minutes=minutes, work=work), by=ada(), at=at)
    assert isinstance(answer, Done), answer
    return Item.objects.latest("pk")


def month(row: Case, first: date = JUNE) -> Month:
    assert row.organisation
    return month_of(ben(), row.organisation, first)


def amounts(row: Case) -> list[str | None]:
    return [line.amount for line in month(row).lines]


def test_the_closest_and_newest_rate_of_the_day_gives_the_price() -> None:
    row = case()
    rate("60"), rate("100", work="development"), rate("120", work="development", since=NOON.date())
    rate("500", since=date(2026, 6, 17))
    booked(row, 40)
    booked(row, 45, work="development")
    booked(row, 45, work="development", at=NOON - timedelta(days=1))
    assert amounts(row) == ["75.00", "40.00", "90.00"]


def test_a_rate_for_hours_holds_for_the_part_of_the_time_inside_them() -> None:
    row = case()
    rate("100"), rate("60", hours="business")
    # Bicom's business closes at 06:00 Paris on a Tuesday, and opens again at 07:00.
    booked(row, 60, at=datetime(2026, 6, 16, 4, 30, tzinfo=UTC))
    assert amounts(row) == ["80.00"]


def test_each_part_of_the_time_has_the_rate_of_its_own_hours() -> None:
    """Between 06:00 and 07:00 Paris it is a day of business, but not an hour of it."""
    row = case()
    rate("100", hours="business-days"), rate("60", hours="business")
    booked(row, 60, at=datetime(2026, 6, 16, 4, 30, 0, 999, tzinfo=UTC))
    assert amounts(row) == ["80.00"]


def test_a_night_when_clocks_change_is_billed_by_the_time_that_passed() -> None:
    """Four hours on the wall of 25 October in Paris are five of work."""
    row = case()
    rate("100")
    booked(row, 300, at=datetime(2026, 10, 25, 3, 0, tzinfo=UTC))
    assert [line.amount for line in month(row, date(2026, 10, 1)).lines] == ["500.00"]


def test_a_contracts_own_rate_stands_above_any_hours_of_all_contracts() -> None:
    row, _contract = with_contract(1)
    rate("0", level="support"), rate("200", hours="business")
    assert booked(row, 60).prepaid_minutes == 0
    assert amounts(row) == ["0.00"]


def test_time_without_a_rate_is_not_billed_as_nothing() -> None:
    row = case()
    booked(row, 10)
    assert amounts(row) == [None]
    assert row.organisation
    refused = bill_month(organisation=row.organisation, month=JUNE, by=ben(), at=JULY)
    assert isinstance(refused, Refusal)
    assert "no rate" in refused.text


def with_contract(hours: int) -> tuple[Case, Contract]:
    arrival = staffed("bicom")
    firm = cleo().organisation
    assert firm
    contract = Contract.objects.create(
        organisation=firm, charter="bicom", name="support", valid_since=date(2020, 1, 1)
    )
    row = case_of("bicom", arrival=arrival, contract="support", minutes_ago=60 * 24 * 400)
    Case.objects.filter(pk=row.pk).update(contract=contract)
    granted(
        buy_hours(
            contract=contract, minutes=hours * 60, bought_on=JUNE, note="", by=ben(), at=MONDAY
        )
    )
    return Case.objects.get(pk=row.pk), contract


def test_hours_bought_beforehand_are_used_first_and_warned_of_at_80_per_cent() -> None:
    row, contract = with_contract(2)
    rate("60")
    booked(row, 95)
    assert not balance_of(contract).is_low
    booked(row, 1)
    assert balance_of(contract).is_low
    late = booked(row, 54)
    assert (late.prepaid_minutes, balance_of(contract).left) == (24, 0)
    assert amounts(row) == ["0.00", "0.00", "30.00"]


def test_time_that_is_struck_gives_its_prepaid_hours_back() -> None:
    row, contract = with_contract(2)
    entry = booked(row, 60).ref
    struck = strike_time(case=row, entry=entry, reason="another case", by=ada(), at=NOON)
    assert isinstance(struck, Done)
    assert balance_of(contract).left == 120
    assert month(row).lines == ()


def test_work_that_is_included_takes_no_prepaid_hours() -> None:
    row, contract = with_contract(2)
    rate("0")
    booked(row, 60)
    assert balance_of(contract).used == 0


def test_nobody_but_a_lead_strikes_the_time_of_others() -> None:
    row = case()
    answer = book_time(case=row, spent=Spent(minutes=5, work="support"), by=ben(), at=NOON)
    assert isinstance(answer, Done)
    entry = Item.objects.latest("pk").ref
    refused = strike_time(case=row, entry=entry, reason="x", by=ada(), at=NOON)
    assert isinstance(refused, Refusal)
    assert Item.objects.get(ref=entry).struck_at is None
    own = booked(row, 5).ref
    assert isinstance(strike_time(case=row, entry=own, reason="x", by=ben(), at=NOON), Done)


def test_a_month_is_billed_once_and_stays_as_it_was() -> None:
    row = case()
    rate("60")
    entry = booked(row, 30)
    assert row.organisation
    firm = row.organisation
    early = bill_month(organisation=firm, month=JUNE, by=ben(), at=NOON)
    assert isinstance(early, Refusal)
    billed = bill_month(organisation=firm, month=JUNE, by=ben(), at=JULY)
    assert isinstance(billed, Statement)
    rate("999", since=date(2021, 1, 1))
    booked(row, 10)
    assert amounts(row) == ["30.00"]
    assert month(row).billed == billed
    assert isinstance(bill_month(organisation=firm, month=JUNE, by=ben(), at=JULY), Refusal)
    refused = strike_time(case=row, entry=entry.ref, reason="x", by=ada(), at=JULY)
    assert isinstance(refused, Refusal)
    assert "billed" in refused.text
    # What came late goes with the next month.
    assert [line.minutes for line in month(row, date(2026, 7, 1)).lines] == [10]


def test_an_earlier_month_is_not_billed_after_a_later_one() -> None:
    row = case()
    rate("60")
    booked(row, 30)
    assert row.organisation
    at = JULY + timedelta(days=40)
    bill_month(organisation=row.organisation, month=date(2026, 7, 1), by=ben(), at=at)
    refused = bill_month(organisation=row.organisation, month=JUNE, by=ben(), at=at)
    assert isinstance(refused, Refusal)
    assert "later month" in refused.text


def test_statements_and_rates_are_a_leads() -> None:
    row = case()
    assert row.organisation
    with pytest.raises(PermissionDenied):
        month_of(ada(), row.organisation, JUNE)
    with pytest.raises(PermissionDenied):
        months_of(ada(), JUNE)
    with pytest.raises(PermissionDenied):
        bill_month(organisation=row.organisation, month=JUNE, by=ada(), at=JULY)


def test_the_rates_of_a_charter_have_one_currency_and_its_own_leads() -> None:
    with pytest.raises(PermissionDenied, match="no cases under bicom"):
        rate("60")
    case()
    rate("60")
    refused = add_rate(
        charter="bicom", level="", work="", hours="", per_hour=Decimal(1), currency="USD",
        valid_since=JUNE, by=ben(), at=MONDAY,
    )  # fmt: skip
    assert isinstance(refused, Refusal)
    assert "EUR" in refused.text


def test_a_mistaken_rate_is_corrected_on_its_day_and_what_was_billed_stays() -> None:
    row = case()
    rate("600")
    booked(row, 30)
    rate("60")
    assert (Rate.objects.count(), amounts(row)) == (1, ["30.00"])
    assert row.organisation
    bill_month(organisation=row.organisation, month=JUNE, by=ben(), at=JULY)
    rate("90")
    assert amounts(row) == ["30.00"]


def decided(row: Case, amount: str, by: str = "ben") -> object:
    return decide_charge(
        case=row, name="emergency charge", amount=Decimal(amount) if amount else None,
        currency="EUR", reason="a bill", by=ben() if by == "ben" else ada(), at=NOON,
    )  # fmt: skip


def test_a_charge_is_decided_by_whom_the_charter_names_until_it_is_billed() -> None:
    row = case()
    facts = (("not an emergency", "a bill"), ("cause", "a question"))
    record_facts(case=row, facts=facts, by=ada(), at=NOON)
    assert isinstance(decided(row, "150", by="ada"), Refused)
    assert isinstance(decided(row, "150"), Done)
    assert isinstance(decided(row, ""), Done)
    assert month(row).lines == ()
    assert isinstance(decided(row, "99.5"), Done)
    assert amounts(row) == ["99.50"]
    assert row.organisation
    bill_month(organisation=row.organisation, month=JUNE, by=ben(), at=JULY)
    refused = decided(row, "1")
    assert isinstance(refused, Refusal)
    assert "billed" in refused.text


def test_a_quote_that_the_customer_accepts_is_on_the_statement_once() -> None:
    row = case()
    quote = Quote(text="Move it.", time_frame="3 days", amount=Decimal("400"), currency="EUR")
    assert isinstance(offer_quote(case=row, quote=quote, by=ada(), at=NOON), Done)
    row.refresh_from_db()
    assert row.waiting_on == "customer"
    said = row.messages.latest("pk").text
    assert "Price: 400.00 EUR" in said
    assert "Time frame: 3 days" in said
    yes = answer_quote(
        case=row, quote="Q1", accepted=True, says="", by=cleo_asks(), at=NOON + timedelta(hours=1)
    )
    assert isinstance(yes, Done)
    again = answer_quote(case=row, quote="Q1", accepted=True, says="", by=cleo_asks(), at=JULY)
    assert isinstance(again, Refused)
    assert amounts(row) == ["400.00"]


def test_a_person_has_one_stopwatch_which_booking_stops() -> None:
    row, other = case(), case_of("bicom", subject="Other", minutes_ago=60 * 24 * 400)
    watch = start_stopwatch(case=row, by=ada(), at=NOON)
    assert isinstance(watch, Stopwatch)
    assert start_stopwatch(case=row, by=ada(), at=JULY) == watch
    refused = start_stopwatch(case=other, by=ada(), at=NOON)
    assert isinstance(refused, Refusal)
    assert row.number in refused.text
    drop_stopwatch(case=other, by=ada(), at=NOON)
    assert Stopwatch.objects.get().began_at == NOON
    booked(row, 5)
    assert not Stopwatch.objects.exists()


def test_a_month_lists_the_lines_that_were_there_before_they_named_their_customer() -> None:
    row = case()
    rate("60")
    booked(row, 40)
    Item.objects.update(organisation=None)
    assert month(row).lines == ()
    import_module("charterdesk.charges.migrations.0003_items_of_organisations").name_them(
        apps, None
    )
    assert amounts(row) == ["40.00"]

"""Time, charges, quotes and statements as pages of the desk and of the customer."""

import csv
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from charterdesk.accounts.models import Membership, Team
from charterdesk.accounts.refusal import granted
from charterdesk.cases.answers import Done
from charterdesk.cases.commands import record_facts
from charterdesk.cases.models import Case
from charterdesk.charges.commands import add_rate, book_time, offer_quote
from charterdesk.charges.commands.quoting import Quote
from charterdesk.charges.commands.timing import Spent
from charterdesk.charges.models import Item, Prepaid, Rate, Statement, Stopwatch, TakenBack
from charterdesk.customers.models import Contact, Organisation
from charterdesk.desk.forms.prepaid import prepaid_forms
from charterdesk.desk.forms.statements import RateForm
from charterdesk.kit.wallclock import now
from tests.apps.cast import MONDAY, ada, ben, cleo, dora
from tests.faces.desk_scene import ago, case_of, eve
from tests.faces.portal_scene import browser, contract, firm
from tests.faces.visiting import Visit

pytestmark = pytest.mark.django_db


def costs(row: Case) -> str:
    return f"/desk/c/{row.number}/costs/"


def test_the_case_leads_to_its_time_and_money(visit: Visit) -> None:
    row = case_of("bicom")
    assert visit.get(f"/desk/c/{row.number}/").says(costs(row), "nothing booked")


def test_a_stopwatch_outlives_the_page_and_fills_in_the_minutes(visit: Visit) -> None:
    row = case_of("bicom")
    page = visit.fill(costs(row), "/start/")
    assert page.says("Your stopwatch runs since")
    Stopwatch.objects.update(began_at=now() - ago(20.5))
    assert visit.get(costs(row)).form.to("/book/").values["book-minutes"] == "21"
    page = visit.fill(costs(row), "/book/", **{"book-note": "Looked at the trunk"})
    assert page.says("The time is booked.", "21m", "support: Looked at the trunk")
    assert not page.says("Your stopwatch runs since")
    assert page.says("By the rates it comes to 0.00, without time that has no rate.")
    assert visit.get(f"/desk/c/{row.number}/").says("Ada Ek worked 21m on it")


def test_the_stopwatch_of_another_case_is_named(visit: Visit) -> None:
    row, other = case_of("bicom"), case_of("bicom", subject="Other")
    visit.fill(costs(row), "/start/")
    assert visit.get(costs(other)).says(f"Your stopwatch runs on {row.number}")
    assert visit.post(f"{costs(other)}start/").status == 422


def test_time_pressed_twice_is_booked_once(visit: Visit) -> None:
    row = case_of("bicom")
    form = visit.get(costs(row)).form.to("/book/")
    for _press in range(2):
        visit.post(form.action, **{**form.values, "book-minutes": "1:30"})
    assert [item.minutes for item in Item.objects.all()] == [90]


@pytest.mark.parametrize("typed", ["", "0", "a while", "1:75", "99999", "-5", "²"])
def test_minutes_that_are_none_are_refused_and_kept(visit: Visit, typed: str) -> None:
    row = case_of("bicom")
    answer = visit.fill(costs(row), "/book/", **{"book-minutes": typed, "book-note": "Kept words"})
    assert answer.status == 422
    assert answer.says("Kept words")
    assert not Item.objects.exists()


def test_wrong_time_is_struck_with_a_reason(visit: Visit) -> None:
    row = case_of("bicom")
    visit.fill(costs(row), "/book/", **{"book-minutes": "10"})
    page = visit.fill(costs(row), "/strike/", **{"strike-reason": "Another case"})
    assert page.says("The time is struck.", "No time is booked yet.")


def test_time_to_be_struck_is_told_apart_and_billed_time_is_not_offered(visit: Visit) -> None:
    row = case_of("bicom")
    for ended in (datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 3, 9, tzinfo=UTC)):
        spent = Spent(minutes=15, work="support", ended_at=ended)
        assert isinstance(book_time(case=row, spent=spent, by=ada(), at=now()), Done)
    row_words = visit.get(costs(row)).text
    offered = re.findall(r'<option value="t[^"]+"[^>]*>([^<]+)', row_words)
    assert len(offered) == len(set(offered)) == 2
    assert all("Ada Ek · 15m" in one for one in offered)
    assert row.organisation
    statement = Statement.objects.create(
        organisation=row.organisation, month=date(2026, 3, 1), lines=[], billed_at=now()
    )
    Item.objects.update(statement=statement)
    assert not visit.get(costs(row)).says("Strike time that was wrong")


def test_hours_bought_beforehand_warn_only_once_most_are_used(visit: Visit) -> None:
    row = case_of("bicom")
    own = contract("support", "bicom")
    Case.objects.update(contract=own)
    Prepaid.objects.create(contract=own, minutes=600, bought_on=date(2026, 1, 1), added_at=now())
    assert visit.get(costs(row)).says('data-kind="presence"', "10h are left")
    visit.fill(costs(row), "/book/", **{"book-minutes": "8:00"})
    page = visit.get(costs(row))
    assert page.says('data-kind="notice"', "Most of them are used: offer more.")
    assert not page.says('data-kind="presence"')


def test_evidence_of_an_unsupported_modification_proposes_its_charge(visit: Visit) -> None:
    """R-BIC-40, R-BIC-41."""
    row = case_of("bicom")
    file = SimpleUploadedFile("history.txt", b"apt remove", content_type="text/plain")
    page = visit.fill(
        costs(row), "/evidence/",
        **{"evidence-word": "hardware, base operating system or database changed without documented"
           " steps", "evidence-text": "The shell history shows it", "evidence-files": file},
    )  # fmt: skip
    assert page.says("unsupported modification", "to be decided", "developer time x standard rate")
    note = row.messages.get(public=False)
    assert "The shell history shows it" in note.text
    assert note.attachments.get().name == "history.txt"


def test_a_charge_is_decided_by_the_role_of_the_gate(visit: Visit) -> None:
    """R-BIC-21."""
    row = case_of("bicom")
    facts = (("man-made error", "yes"), ("cause", "a cable"))
    record_facts(case=row, facts=facts, by=ada(), at=now())
    said = {"decide-amount": "120,50", "decide-currency": "eur", "decide-reason": "A cable"}
    refused = visit.fill(costs(row), "/decide/", **said)
    assert refused.status == 422
    assert refused.says("decision of support-manager", "120,50")
    page = visit.as_(ben()).fill(costs(row), "/decide/", **said)
    assert page.says("charged 120.50 EUR: A cable")
    assert visit.get(f"/desk/c/{row.number}/").says("Charged: emergency charge, 120.50 EUR")


def quoted(row: Case) -> None:
    quote = Quote(text="Move it", time_frame="3 days", amount=Decimal(400), currency="EUR")
    assert isinstance(offer_quote(case=row, quote=quote, by=ada(), at=now()), Done)


def test_a_quote_is_offered_and_the_customer_accepts_it_on_the_page(visit: Visit) -> None:
    """R-BIC-36, R-BIC-39: accepted, it opens the gate of doing the work."""
    row = case_of("bicom")
    page = visit.fill(
        costs(row), "/quote/",
        **{"quote-text": "Move it", "quote-time_frame": "3 days", "quote-amount": "400",
           "quote-currency": "EUR"},
    )  # fmt: skip
    assert page.says("The quote is on its way", "Q1: 400.00 EUR, 3 days", "waits for")
    act = f"/desk/c/{row.number}/act/do/"
    assert visit.fill(act, "/act/do/", act="do the work").status == 422
    customer = browser()
    page = customer.get(f"/cases/{row.number}/")
    assert page.says("Q1: 400.00 EUR", "Accept the quote", "answer to our quote.", 'href="#quotes"')
    page = customer.fill(f"/cases/{row.number}/", "/quote/", answer="yes")
    assert page.says("Accepted,", "You accepted the quote Q1")
    assert visit.get(costs(row)).says("accepted")
    assert visit.fill(act, "/act/do/", act="do the work").status == 200


def test_the_mail_of_a_quote_says_until_when_it_holds(visit: Visit) -> None:
    row = case_of("bicom")
    Organisation.objects.update(zone="America/New_York")
    Contact.objects.update(zone="Asia/Tokyo")
    fields = {"quote-text": "Move it", "quote-time_frame": "3 days", "quote-amount": "400",
              "quote-currency": "EUR", "quote-until": "2099-03-02"}  # fmt: skip
    visit.fill(costs(row), "/quote/", **fields)
    said = row.messages.latest("pk").text
    assert "Time frame: 3 days\nIt holds until Tue 3 March 2099, 14:00 (Asia/Tokyo)." in said


def test_a_quote_whose_time_is_over_waits_for_no_answer(visit: Visit) -> None:
    row = case_of("bicom")
    quote = Quote(text="Move it", time_frame="3 days", amount=Decimal(400), currency="EUR",
                  valid_until=now() + ago(30))  # fmt: skip
    assert isinstance(offer_quote(case=row, quote=quote, by=ada(), at=now()), Done)
    assert visit.get(costs(row)).says("waits for the customer’s answer", "The customer")
    over = replace(quote, valid_until=now() - ago(1))
    assert isinstance(offer_quote(case=row, quote=over, by=ada(), at=now()), Done)
    page = visit.get(costs(row))
    assert page.says("its time is over: offer a new one")
    assert not page.says("waits for the customer’s answer")
    assert "/answer/" not in page.text


def test_what_the_customer_said_by_telephone_is_recorded(visit: Visit) -> None:
    row = case_of("bicom")
    quoted(row)
    page = visit.fill(
        costs(row), "/answer/", **{"answer-answer": "no", "answer-says": "Too dear, she says"}
    )
    assert page.says("The answer is recorded.", "declined")


def test_a_quote_is_answered_by_its_customer_with_the_right_to_alone() -> None:
    row = case_of("bicom")
    quoted(row)
    url = f"/cases/{row.number}/quote/"
    said = {"quote": "Q1", "answer": "yes", "key": "k"}
    assert browser(dora()).post(url, **said).status == 404
    Contact.objects.filter(pk=cleo().pk).update(may_agree=False)
    assert browser().post(url, **said).status == 403
    assert browser().get(f"/cases/{row.number}/").says("ask a colleague")
    assert not Item.objects.exists()


def test_a_link_that_is_only_fetched_accepts_nothing() -> None:
    row = case_of("bicom")
    quoted(row)
    assert browser().get(f"/cases/{row.number}/quote/?quote=Q1&answer=yes").status == 405


def test_statements_are_not_for_everybody(visit: Visit) -> None:
    assert visit.get("/desk/statements/").status == 403
    assert visit.post("/desk/statements/rates/").status == 403
    assert visit.get(f"/desk/statements/{firm().pk}/2026-06/").status == 403


def test_the_costs_of_a_case_that_one_does_not_see_are_not_there(visit: Visit) -> None:
    row = case_of("bicom")
    assert visit.as_(eve()).get(costs(row)).status == 404
    assert visit.post(f"{costs(row)}book/").status == 404
    assert visit.as_(ada()).post(f"{costs(row)}nonsense/").status == 404


def last_month() -> str:
    return f"{date(now().year - 1, now().month, 1):%Y-%m}"


def billed_case(text: str = "Trunk") -> Case:
    """Half an hour of the same month a year ago."""
    row = case_of("bicom", minutes_ago=60 * 24 * 500)
    granted(
        add_rate(
            charter="bicom", level="", work="", hours="", per_hour=Decimal(60), currency="EUR",
            valid_since=date(2020, 1, 1), by=ben(), at=MONDAY,
        )
    )  # fmt: skip
    ended = now().replace(year=now().year - 1, day=10)
    spent = Spent(minutes=30, work="support", note=text, ended_at=ended)
    assert isinstance(book_time(case=row, spent=spent, by=ada(), at=now()), Done)
    return row


def test_a_month_is_listed_read_billed_and_stays(visit: Visit) -> None:
    row, month = billed_case(), last_month()
    visit.as_(ben())
    assert visit.get(f"/desk/statements/?month={month}").says("Customer Ltd", "30.00 EUR", "open")
    url = f"/desk/statements/{firm().pk}/{month}/"
    assert visit.get(url).says(row.number, "support, Ada Ek: Trunk", "30m", "30.00 EUR")
    page = visit.fill(url, "/bill/")
    assert page.says("The month is billed.", "Billed by Ben Dahl", "does not change any more")
    assert visit.post(f"{url}bill/").status == 422
    assert visit.get(f"/desk/statements/?month={month}").says("billed")


def test_the_statements_of_a_month_go_on_page_by_page(visit: Visit) -> None:
    """However many customers there are, a page asks as much as that of one."""
    row, month = billed_case(), last_month()
    visit.as_(ben()).get(f"/desk/statements/?month={month}")
    with CaptureQueriesContext(connection) as of_one:
        visit.get(f"/desk/statements/?month={month}")
    firms = [Organisation(name=f"Firm {n:02}") for n in range(20)]
    item = Item.objects.get(case=row)
    for n, one in enumerate(Organisation.objects.bulk_create(firms)):
        case = Case.objects.get(pk=row.pk)
        case.pk, case.number, case.organisation = None, f"F-{n}", one
        case.next_wake_at = case.wake_copy_at = None
        Case.objects.bulk_create([case])
        item.pk, item.case, item.organisation = None, case, one
        Item.objects.bulk_create([item])
    with CaptureQueriesContext(connection) as of_many:
        first = visit.get(f"/desk/statements/?month={month}")
    assert len(of_many) <= len(of_one)
    behind = re.search(r'href="([^"]*)" rel="next"', first.text)
    assert behind is not None
    rest = visit.get(behind[1].replace("&amp;", "&"))
    found = [re.findall(r">(Customer Ltd|Firm \d\d)</a>", page.text) for page in (first, rest)]
    assert [*found[0], *found[1]] == ["Customer Ltd", *(f"Firm {n:02}" for n in range(20))]
    assert len(found[0]) == 15
    assert rest.says("30.00 EUR", "First page")


def test_the_case_says_what_its_time_comes_to_until_it_is_billed(visit: Visit) -> None:
    """R-BIC-41: it stands beside the charge that is to be decided."""
    row = billed_case()
    assert visit.get(costs(row)).says("By the rates it comes to 30.00 EUR.")
    visit.as_(ben()).fill(f"/desk/statements/{firm().pk}/{last_month()}/", "/bill/")
    assert not visit.as_(ada()).get(costs(row)).says("By the rates it comes to")


def test_a_lead_reads_and_bills_only_what_they_see_the_cases_of(visit: Visit) -> None:
    """trust.md rule 6: Eve leads a team that has nothing to do with this charter."""
    row, month = billed_case("The customer's secret"), last_month()
    Membership.objects.create(
        team=Team.objects.create(name="Elsewhere"), person=eve(), is_lead=True
    )
    url = f"/desk/statements/{firm().pk}/{month}/"
    visit.as_(eve())
    assert "secret" not in paper(visit, url)
    for page in (visit.get(url), visit.get(f"{url}statement.csv")):
        assert page.status == 200
        assert row.number not in page.text
        assert "secret" not in page.text
    assert visit.get(url).says("Lines of cases that you do not see are left out.")
    listed = visit.get(f"/desk/statements/?month={month}")
    assert not listed.says("Customer Ltd")
    assert not listed.says("60.00 EUR")
    assert visit.post(f"{url}bill/").says("ask an administrator")
    said = {"rate-charter": "bicom", "rate-per_hour": "1", "rate-currency": "EUR"}
    assert visit.post("/desk/statements/rates/", **said).status == 422
    assert visit.as_(ben()).fill(url, "/bill/").says("The month is billed.")
    assert "secret" not in visit.as_(eve()).get(url).text


def test_a_statement_as_a_file_holds_no_formula(visit: Visit) -> None:
    billed_case("=HYPERLINK(1)")
    visit.as_(ben())
    answer = visit.get(f"/desk/statements/{firm().pk}/{last_month()}/statement.csv")
    (row,) = csv.DictReader(StringIO(answer.text))
    assert row["text"] == "'=HYPERLINK(1)"
    assert (row["minutes"], row["amount"], row["currency"]) == ("30", "30.00", "EUR")
    assert date.fromisoformat(row["day"]).day in (9, 10, 11)


def test_a_statement_as_a_paper_says_what_its_page_says(visit: Visit) -> None:
    billed_case("Принтер\x07 не печатает")
    url = f"/desk/statements/{firm().pk}/{last_month()}/"
    visit.as_(ben())
    assert visit.get(url).says(f'href="{url}statement.pdf"')
    draft = paper(visit, url)
    assert "Statement for Customer Ltd" in draft
    assert "Принтер не печатает" in draft
    assert "30.00 EUR" in draft
    assert "Not billed yet" in draft
    visit.fill(url, "/bill/")
    assert "Not billed yet" not in paper(visit, url)


def test_a_statement_of_no_line_is_a_paper_too(visit: Visit) -> None:
    case_of("bicom")
    visit.as_(ben())
    text = paper(visit, f"/desk/statements/{firm().pk}/{last_month()}/")
    assert "Nothing is to be billed for this month." in text


def paper(visit: Visit, url: str) -> str:
    """What the PDF of a statement says, its lines joined."""
    answer = visit.client.get(f"{url}statement.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    pages = PdfReader(BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_rate_is_added_and_a_wrong_one_is_kept_on_the_page(visit: Visit) -> None:
    case_of("bicom")
    visit.as_(ben())
    said = {"rate-charter": "bicom", "rate-per_hour": "80", "rate-currency": "EUR"}
    page = visit.fill("/desk/statements/", "/rates/", **said, **{"rate-work": "development"})
    assert page.says("The rate is added.", "80.00 EUR", "development")
    wrong = visit.fill("/desk/statements/", "/rates/", **{**said, "rate-currency": "E1"})
    assert wrong.status == 422
    assert wrong.says("three letters")
    assert Rate.objects.count() == 1


def test_hours_bought_beforehand_are_added_and_shown(visit: Visit) -> None:
    case_of("bicom")
    contract("support", "bicom")
    visit.as_(ben())
    url = f"/desk/statements/{firm().pk}/2026-06/"
    page = visit.fill(url, "/hours/", **{"hours-minutes": "10:00"})
    assert page.says("The hours are added.", "Of 10h bought")
    assert Prepaid.objects.get().minutes == 600


def test_the_day_that_the_forms_propose_is_the_one_on_the_wall() -> None:
    late = datetime(2026, 6, 14, 22, 30, tzinfo=UTC)  # Half past midnight in Stockholm.
    bought = prepaid_forms(ben(), firm(), late).add.initial["bought_on"]
    since = RateForm(ben(), late).initial["valid_since"]
    assert [bought, since] == [date(2026, 6, 15)] * 2


def test_hours_that_were_typed_wrongly_are_taken_back_once(visit: Visit) -> None:
    case_of("bicom")
    contract("support", "bicom")
    visit.as_(ben())
    url = f"/desk/statements/{firm().pk}/2026-06/"
    assert not visit.get(url).says("Take back hours")
    visit.fill(url, "/hours/", **{"hours-minutes": "100:00", "hours-note": "Winter"})
    form = visit.get(url).form.to("/hours/back/")
    said = {**form.values, "back-minutes": "90:00", "back-reason": "Ten were bought"}
    refused = visit.post(form.action, **{**said, "back-minutes": "101:00"})
    assert refused.status == 422
    assert refused.says(
        "Only 100:00 are left of these hours.", "Ten were bought", "<details", "open"
    )
    page = visit.post(form.action, **said)
    assert page.says("The hours are taken back.", "Of 10h bought", "90h taken back by Ben Dahl")
    assert page.says("100h", "Winter", "entered by Ben Dahl", ": Ten were bought")
    again = visit.post(form.action, **said)
    assert again.status == 422
    assert again.says("changed meanwhile: look at them again", "Of 10h bought")
    assert visit.as_(ada()).post(form.action, **said).status == 403
    assert TakenBack.objects.get().minutes == 5400


@pytest.mark.parametrize("month", ["2026-13", "x", "1-01", "9999-12", "2026-6"])
def test_a_month_that_is_none_is_not_there(visit: Visit, month: str) -> None:
    visit.as_(ben())
    assert visit.get(f"/desk/statements/{firm().pk}/{month}/").status == 404

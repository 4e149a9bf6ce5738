"""How evenly duty is borne between two days that one chooses, on the page and as CSV."""

import csv
import io

import pytest

from charterdesk.accounts.models import Person
from tests.apps.cast import ada, ben
from tests.faces.oncall_scene import PAGE, days, today
from tests.faces.visiting import Visit

pytestmark = pytest.mark.django_db


def period(first: int, last: int) -> str:
    """The query for so many days from today until so many."""
    since, until = (today(0, day).date() for day in (first, last))
    return f"fair_from={since}&fair_until={until}"


def table(visit: Visit, query: str) -> list[dict[str, str]]:
    response = visit.client.get(f"{PAGE}fairness.csv?{query}")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(response.content.decode())))


def test_the_csv_counts_the_days_that_were_chosen(visit: Visit) -> None:
    days(ada(), ben())
    rows = table(visit, period(0, 3))
    assert {row["person"]: row["nights"] for row in rows} == {"ada": "4", "ben": "4"}
    hours = sum(float(row["hours"]) for row in rows)
    assert 95 <= hours <= 97
    assert table(visit, period(0, 0))[0]["name"] == "Ada Ek"
    assert len(table(visit, period(0, 0))) == 1


def test_the_page_shows_the_same_and_leads_to_the_csv(visit: Visit) -> None:
    days(ada(), ben())
    page = visit.get(f"{PAGE}?{period(0, 0)}")
    part = page.text.split('id="fair"')[1]
    assert "Ada Ek" in part
    assert "Ben Dahl" not in part
    assert f"fairness.csv?{period(0, 0)}".replace("&", "&amp;") in part


def test_days_in_the_wrong_order_or_no_days_at_all_are_no_fault(visit: Visit) -> None:
    days(ada(), ben())
    assert len(table(visit, period(3, 0))) == 2
    assert len(table(visit, "fair_from=x&fair_until=9999-99-99")) == 1
    assert table(visit, "fair_from=1900-01-01&fair_until=1900-02-01") == []
    wide = table(visit, "fair_from=0001-01-01&fair_until=2090-01-01")
    assert all(float(row["hours"]) <= 24 * 367 for row in wide)


def test_a_name_that_a_spreadsheet_would_work_out_is_made_text(visit: Visit) -> None:
    days(ada(), ben())
    Person.objects.filter(pk=ada().pk).update(name="=HYPERLINK(1)")
    rows = table(visit, period(0, 0))
    assert rows[0]["name"] == "'=HYPERLINK(1)"


def test_a_stranger_gets_nothing(visit: Visit) -> None:
    days(ada(), ben())
    visit.client.logout()
    there = visit.client.get(f"{PAGE}fairness.csv")
    assert there.status_code == 302

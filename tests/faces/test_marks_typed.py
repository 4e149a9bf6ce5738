"""A mark in an address is typed by anybody: whatever it is, the list begins somewhere."""

import pytest

from tests.apps.cast import ben, cleo, organisation
from tests.faces.desk_scene import case_of
from tests.faces.guests import client_of
from tests.faces.visiting import Visit

BIG = "9" * 30
MOMENTS = ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-01-01T00:00:00+00:00")
MARKS = (BIG, "9223372036854775808", "-1", "0", "x", "²", "%00", f"1-{BIG}", f"{'9' * 400}-1")


@pytest.mark.parametrize("mark", MARKS)
def test_no_mark_brings_a_page_of_the_desk_down(visit: Visit, mark: str) -> None:
    case_of("terrasoft")
    visit.as_(ben())
    firm = organisation()
    for url in (
        f"/desk/orgs/?after={mark}",
        f"/desk/orgs/{firm.pk}/?after={mark}&contacts={mark}",
        f"/desk/equipment/?after={mark}&customer={mark}",
        f"/desk/kb/?after={mark}",
        f"/desk/statements/?after={mark}",
        f"/desk/q/open/?after={mark}",
        f"/desk/measures/cases/?after={mark}",
    ):
        assert visit.get(url).status in (200, 404), url


@pytest.mark.django_db
@pytest.mark.parametrize("mark", [*MARKS, *(f"{at},{BIG}" for at in MOMENTS), f"{MOMENTS[2]},1"])
def test_no_mark_brings_a_page_of_the_customers_down(mark: str) -> None:
    case_of("terrasoft")
    client = client_of(cleo())
    for url in (
        "/cases/",
        "/kb/",
    ):
        assert client.get(url, {"after": mark}).status_code == 200, url

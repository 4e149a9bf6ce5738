"""Lists narrowed to what cases have in the desk's own fields: by the address, kept, taken away."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from charterdesk.cases.commands import retire_field
from charterdesk.cases.models import Case
from charterdesk.charters.keeping import _uncommitted
from charterdesk.kit.wallclock import now
from charterdesk.lists.models import SavedView
from tests.apps.cast import admin, ben
from tests.faces.desk_scene import case_of, staffed
from tests.faces.test_own_fields import field, put
from tests.faces.test_queue import numbers
from tests.faces.visiting import Visit

ROOT = "field.root-cause"


@pytest.fixture
def cases() -> list[Case]:
    """Of hardware, of our defect and shipped, of hardware and shipped, of nothing."""
    arrival = staffed("roxen")
    made = [case_of(subject=f"No {n}", arrival=arrival, minutes_ago=60 - n) for n in range(4)]
    field()
    field("Shipped", "yes-no")
    put(made[0], **{"root-cause": "hardware"})
    put(made[1], **{"root-cause": "our defect", "shipped": "yes"})
    put(made[2], **{"root-cause": "hardware", "shipped": "yes"})
    return made


def test_a_list_is_narrowed_by_what_its_filter_offers(visit: Visit, cases: list[Case]) -> None:
    page = visit.get(f"/desk/q/open/?{ROOT}=Hardware")
    assert numbers(page) == [cases[0].number, cases[2].number]
    assert page.says('<label for="f-field.root-cause">Root cause', '<option value="our defect"')
    both = visit.get(f"/desk/q/open/?{ROOT}=hardware&field.shipped=yes")
    assert numbers(both) == [cases[2].number]
    assert both.says('<option value="yes" selected>yes</option>', "1 case fits")
    assert both.says('href="/desk/q/open/?field.shipped=yes">Root cause: hardware')
    assert both.says(f'href="/desk/q/open/?{ROOT}=hardware">Shipped: yes')


def test_a_field_or_value_that_there_is_not_leaves_nothing(visit: Visit, cases: list[Case]) -> None:
    for query in ("field.moon=full", f"{ROOT}=moon", f"{ROOT}=%27%25s%5C", f"{ROOT}=a%00b"):
        page = visit.get(f"/desk/q/open/?{query}")
        assert page.status == 200
        assert numbers(page) == [], query
        assert page.says("No case fits these filters.", 'class="chip" href="/desk/q/open/"')
    for query in ("field.=x", "field.a%20b=x", f"{ROOT}=", "field.%00=x"):
        assert len(numbers(visit.get(f"/desk/q/open/?{query}"))) == 4, query


def test_a_retired_field_is_offered_no_more_and_still_narrows(
    visit: Visit, cases: list[Case]
) -> None:
    one = next(held.field for held in cases[0].own_values.all())
    retire_field(field=one, by=admin(), at=now())
    assert not visit.get("/desk/q/open/").says(f'name="{ROOT}"')
    page = visit.get(f"/desk/q/open/?{ROOT}=hardware")
    assert len(numbers(page)) == 2
    assert page.says("Root cause: hardware", f'name="{ROOT}"')


def test_a_saved_view_keeps_it_in_the_rail_too(visit: Visit, cases: list[Case]) -> None:
    listed = visit.get(f"/desk/q/open/?{ROOT}=hardware&status=new")
    assert f'href="/desk/views/new/?base=all&amp;status=new&amp;{ROOT}=hardware"' in listed.text
    asking = visit.get(f"/desk/views/new/?base=all&status=new&{ROOT}=hardware")
    assert asking.says("All open · Status: New · Root cause: hardware")
    form = asking.form.to("views/new/")
    view = visit.post(form.action, **{**form.values, "name": "Iron"})
    assert numbers(view) == [cases[0].number, cases[2].number]
    assert SavedView.objects.get().filters == {"status": "new", ROOT: "hardware"}
    assert view.says('<span class="nav__name">Iron</span>', 'data-count="v', ">2</span>")
    assert visit.get("/desk/views/").says("Root cause: hardware")
    sheet = visit.get(f"{view.url}cases.csv").text.splitlines()
    assert len(sheet) == 3


def test_all_of_a_narrowed_list_and_its_neighbours_are_those_that_hold_the_value(
    visit: Visit, cases: list[Case]
) -> None:
    way = f"/desk/q/open/?{ROOT}=hardware"
    page = visit.post("/desk/bulk/", back=way, act="assign", owner="ben", whole="on")
    form = page.form.to("/desk/bulk/")
    visit.post(form.action, **form.values)
    assert list(Case.objects.filter(owner=ben()).order_by("pk")) == [cases[0], cases[2]]
    case = visit.get(f"/desk/c/{cases[0].number}/?from=/desk/q/open/%3F{ROOT}%3Dhardware")
    following = f'href="/desk/c/{cases[2].number}/?from=/desk/q/open/%3F{ROOT}%3Dhardware"'
    assert f'{following} data-key="KeyJ"' in case.text


def test_a_list_narrowed_by_fields_takes_eight_queries(visit: Visit, cases: list[Case]) -> None:
    _uncommitted.clear()  # As after a commit: the process keeps the charter.
    path = f"/desk/q/open/?{ROOT}=hardware&field.shipped=yes"
    visit.get(path)
    with CaptureQueriesContext(connection) as asked:
        visit.get(path)
    assert len(asked) <= 8


def test_five_fields_are_looked_at_and_no_more(visit: Visit, cases: list[Case]) -> None:
    many = "&".join(f"field.f{number}=x" for number in range(40))
    page = visit.get(f"/desk/q/open/?{many}")
    assert page.text.count('class="chip"') == 5

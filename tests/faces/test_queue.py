"""Lists of cases: order, filters in the address, pages, what stands on a row, bulk."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from charterdesk.cases.models import Case
from charterdesk.cases.queries import queue as queue_queries
from charterdesk.cases.store import decide_on
from charterdesk.charters.keeping import _uncommitted
from charterdesk.engine.commands import Tick
from charterdesk.kit.wallclock import now
from tests.apps.cast import ada, admin
from tests.faces.desk_scene import case_of, eve, owned, staffed
from tests.faces.visiting import Answer, Visit


def numbers(answer: Answer) -> list[str]:
    """The numbers of the rows, from the top."""
    return re.findall(r'<tr data-row id="row-([^"]+)"', answer.text)


def test_missed_ones_come_first_then_the_soonest_due(visit: Visit) -> None:
    arrival = staffed("roxen")
    low = case_of(priority="low", subject="Wish", arrival=arrival)
    soon = case_of(priority="critical", subject="Fire", minutes_ago=30, arrival=arrival)
    missed = case_of(priority="critical", subject="Ashes", minutes_ago=90, arrival=arrival)
    decide_on(missed.pk, Tick(), now())
    page = visit.get("/desk/q/open/")
    assert numbers(page) == [missed.number, soon.number, low.number]
    assert page.says("3 open, 1 missed, 1 due within the hour", 'data-state="breached"')


def test_my_work_holds_what_is_mine(visit: Visit) -> None:
    mine, _other = owned(case_of(), ada()), case_of(subject="Other")
    assert numbers(visit.get("/desk/")) == [mine.number]


def test_an_empty_list_says_why_and_offers_one_act(visit: Visit) -> None:
    case_of()
    assert visit.get("/desk/").says("Nothing is waiting for you.", "Take one from Unassigned (1)")


def test_a_filter_stands_in_the_address_and_is_a_link_that_takes_it_away(visit: Visit) -> None:
    arrival = staffed("roxen")
    fire = case_of(priority="critical", subject="Fire", arrival=arrival)
    case_of(priority="low", subject="Wish", arrival=arrival)
    page = visit.get("/desk/q/open/?priority=critical&status=new")
    assert numbers(page) == [fire.number]
    assert page.says("Priority: critical", 'href="/desk/q/open/?status=new"')


def test_the_way_back_goes_along_to_the_case(visit: Visit) -> None:
    case = case_of(priority="critical")
    listed = visit.get("/desk/q/open/?priority=critical")
    assert f'href="/desk/c/{case.number}/?from=/desk/q/open/%3Fpriority%3Dcritical"' in listed.text
    page = visit.get(f"/desk/c/{case.number}/?from=/desk/q/open/%3Fpriority%3Dcritical")
    assert 'href="/desk/q/open/?priority=critical" data-back' in page.text


def test_a_way_back_to_another_site_is_not_taken(visit: Visit) -> None:
    case = case_of()
    page = visit.get(f"/desk/c/{case.number}/?from=https://evil.example/desk/")
    assert 'href="/desk/" data-back' in page.text
    assert "evil.example" not in page.text


def test_pages_go_on_from_the_last_row(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue_queries.queue_of, "__defaults__", (queue_queries.NO_FILTERS, "", 2))
    arrival = staffed("roxen")
    made = [case_of(subject=f"No {n}", minutes_ago=60 - n, arrival=arrival) for n in range(3)]
    first = visit.get("/desk/q/open/")
    assert numbers(first) == [case.number for case in made[:2]]
    onward = re.search(r'href="([^"]+)" rel="next"', first.text)
    assert onward
    assert numbers(visit.get(onward[1].replace("&amp;", "&"))) == [made[2].number]


def test_a_list_takes_eight_queries(visit: Visit) -> None:
    arrival = staffed("roxen")
    for number in range(5):
        case_of(subject=f"No {number}", arrival=arrival)
    _uncommitted.clear()  # As after a commit: the process keeps the charter.
    visit.get("/desk/q/open/")
    with CaptureQueriesContext(connection) as asked:
        visit.get("/desk/q/open/")
    assert len(asked) <= 8


def test_an_unknown_list_is_not_there(visit: Visit) -> None:
    assert visit.get("/desk/q/nonsense/").status == 404


def test_bulk_says_of_each_what_became_of_it(visit: Visit) -> None:
    arrival = staffed("roxen")
    free, mine = case_of(arrival=arrival), owned(case_of(subject="Mine", arrival=arrival), ada())
    page = visit.post(
        "/desk/bulk/", act="assign", owner="ada", ref=[free.number, mine.number], back="/desk/"
    )
    assert page.says("1 done, 1 left as they were, 0 refused", "Ada Ek owns it.")
    assert Case.objects.get(pk=free.pk).owner == ada()


def test_bulk_says_why_a_case_was_refused(visit: Visit) -> None:
    case, outsider = case_of(), admin()
    page = visit.post("/desk/bulk/", act="assign", owner=outsider.username, ref=[case.number])
    assert page.says("0 done, 0 left as they were, 1 refused", "Ownership stays with tier1")
    assert Case.objects.get(pk=case.pk).owner is None


def test_somebody_without_a_role_sees_no_case(visit: Visit) -> None:
    case = case_of()
    stranger = visit.as_(eve())
    assert numbers(stranger.get("/desk/q/open/")) == []
    assert stranger.get(f"/desk/c/{case.number}/").status == 404
    assert stranger.get("/desk/search/?q=Down").says("No case that you may see")

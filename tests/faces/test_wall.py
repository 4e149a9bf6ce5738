"""A wallboard shows six tiles to whoever has its address, names no customer, and can do nothing."""

import re
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from charterdesk.accounts.commands import deactivate_person
from charterdesk.accounts.models import Membership, Person, Team
from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.cases.commands import acknowledge_call, close_case, escalate_case, resolve_case
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case
from charterdesk.cases.queries.wall import waiting_of
from charterdesk.kit.wallclock import now
from charterdesk.look.assets import joined
from charterdesk.oncall.commands import make_wallboard
from charterdesk.oncall.models import RoleAssignment, Wallboard
from tests.apps.cases.desk_work import voxeo_case
from tests.apps.cast import ada, admin, ben
from tests.faces.desk_scene import case_of, eve, owned
from tests.faces.oncall_scene import days
from tests.faces.visiting import Answer, Visit

pytestmark = pytest.mark.django_db


def hung(by: Person | None = None, *, names: bool = False) -> str:
    """The address of a new board, which shows what `by` may see."""
    made = make_wallboard(name="Hall", names_customers=names, by=by or ben(), at=now())
    return f"/wall/{granted(made)}/"


def tile(page: Answer, name: str) -> str:
    """One tile's words."""
    found = re.search(rf'data-name="{name}"(.*?)</section>', page.text, re.DOTALL)
    assert found is not None
    return " ".join(re.sub(r"<[^>]+>", " ", found[1].partition(">")[2]).split())


def looked(visit: Visit, address: str) -> Answer:
    visit.client.logout()
    return visit.get(address)


def test_a_lead_makes_a_board_whose_address_is_shown_once(visit: Visit) -> None:
    visit.as_(ben())
    page = visit.post("/desk/oncall/wall/", name="Hall")
    found = re.search(r"/wall/([\w-]{43})/", page.text)
    assert found is not None
    assert found[1] not in visit.get("/desk/oncall/wall/").text
    assert found[1] not in str(list(Wallboard.objects.values()))
    assert looked(visit, f"/wall/{found[1]}/").status == 200


def test_an_agent_neither_makes_nor_ends_boards(visit: Visit) -> None:
    hung()
    board = Wallboard.objects.get()
    assert visit.post("/desk/oncall/wall/", name="Mine").status == 403
    assert visit.post(f"/desk/oncall/wall/{board.pk}/end/").status == 403
    assert Wallboard.objects.filter(ended_at=None).count() == 1


def test_a_board_that_was_ended_shows_nothing_any_more(visit: Visit) -> None:
    address = hung()
    board = Wallboard.objects.get()
    assert visit.as_(ben()).post(f"/desk/oncall/wall/{board.pk}/end/").says("works no more")
    assert looked(visit, address).status == 404
    assert visit.as_(ben()).post(f"/desk/oncall/wall/{board.pk}/end/").status == 404


def test_a_board_goes_dark_with_the_account_of_who_made_it(visit: Visit) -> None:
    address = hung()
    granted(deactivate_person(person=ben(), by=DESK, at=now()))
    assert looked(visit, address).status == 404


@pytest.mark.parametrize("token", ["x", "a" * 43, "a" * 3000])
def test_a_made_up_address_is_not_there(visit: Visit, token: str) -> None:
    hung()
    assert looked(visit, f"/wall/{token}/").status == 404


def test_nothing_can_be_done_with_the_address(visit: Visit) -> None:
    address = hung()
    visit.client.logout()
    assert visit.post(address).status == 405
    assert "<form" not in visit.get(address).text
    assert "csrf" not in visit.get(address).text


def test_missed_due_and_unassigned_are_counted_with_their_numbers(visit: Visit) -> None:
    late = case_of(subject="Late", minutes_ago=60 * 24 * 4)
    mine = owned(case_of(subject="Soon", minutes_ago=5), ben())
    page = looked(visit, hung())
    assert tile(page, "missed").startswith(f"Missed 1 {late.number}")
    assert "late" in tile(page, "missed")
    assert late.number in tile(page, "unassigned")
    assert mine.number not in tile(page, "unassigned")
    assert "<title>(1) Hall" in page.text
    assert 'rel="icon" href="data:image/svg+xml,' in page.text


def test_customers_and_subjects_are_named_only_where_the_board_was_made_so(visit: Visit) -> None:
    case_of(subject="Secret thing", minutes_ago=60 * 24 * 4)
    quiet = looked(visit, hung())
    assert "Secret thing" not in quiet.text
    assert "Customer Ltd" not in quiet.text
    assert looked(visit, hung(names=True)).says("Secret thing", "Customer Ltd")


def test_a_board_shows_only_what_its_maker_may_see(visit: Visit) -> None:
    case = voxeo_case(now() - timedelta(minutes=5))
    RoleAssignment.objects.filter(charter="voxeo", person=eve()).delete()
    Membership.objects.create(
        team=Team.objects.create(name="elsewhere"), person=eve(), is_lead=True
    )
    assert case.number in looked(visit, hung(admin())).text
    assert case.number not in looked(visit, hung(eve())).text


def test_an_escalated_case_says_how_long_nobody_has_acknowledged(visit: Visit) -> None:
    case = voxeo_case(now() - timedelta(minutes=30))
    escalate_case(case=case, by=ada(), at=now() - timedelta(minutes=12), reason="no calls")
    address = hung(admin())
    page = looked(visit, address)
    assert tile(page, "escalated").startswith(f"Escalated 1 {case.number}")
    assert "not acknowledged for 12m" in tile(page, "escalated")
    assert f'href="/desk/c/{case.number}/incident/"' in page.text
    for person in Person.objects.filter(is_active=True):
        acknowledge_call(case=case, who=(person.username,), by=person, at=now())
    assert tile(looked(visit, address), "escalated").endswith("acknowledged")


def test_the_link_of_an_escalated_case_asks_for_a_sign_in_first(visit: Visit) -> None:
    case = voxeo_case(now() - timedelta(minutes=30))
    escalate_case(case=case, by=ada(), at=now() - timedelta(minutes=12), reason="no calls")
    looked(visit, hung(admin()))
    there = visit.client.get(f"/desk/c/{case.number}/incident/")
    assert there.status_code == 302
    assert "sign-in" in there["Location"]


def called_at(visit: Visit) -> tuple[Case, str]:
    """A case whose ladder calls Eve among others, and a board that shows it."""
    case = voxeo_case(now() - timedelta(minutes=30))
    escalate_case(case=case, by=ada(), at=now() - timedelta(minutes=12), reason="no calls")
    return case, hung(admin())


def silent(case: Case) -> list[Person]:
    """Whom the ladder has called and who has not answered."""
    row = Case.objects.filter(pk=case.pk).select_related("organisation")
    (one,) = waiting_of(list(row))
    return list(Person.objects.filter(username__in=one.silent).order_by("username"))


def test_who_was_called_and_is_signed_in_has_it_at_one_press_on_the_wall(visit: Visit) -> None:
    case, address = called_at(visit)
    first, *others = silent(case)
    page = visit.as_(first).get(f"{address}?chime")
    form = page.form.to(f"/wall/have/{case.number}/")
    assert form.values["next"] == f"{address}?chime"
    done = visit.post(form.action, **form.values)
    assert (done.status, done.url) == (200, f"{address}?chime")
    assert [one.username for one in silent(case)] == [one.username for one in others]
    assert "I have it" not in done.text
    visit.post(form.action, **form.values)
    assert len(silent(case)) == len(others)


def test_who_was_not_called_is_offered_nothing_on_the_wall(visit: Visit) -> None:
    case, address = called_at(visit)
    outsider = Person.objects.exclude(pk__in=[one.pk for one in silent(case)]).first()
    assert outsider is not None
    assert "<form" not in visit.as_(outsider).get(address).text
    refused = visit.post(f"/desk/oncall/wall/have/{case.number}/", next=address)
    assert refused.status == 404 or refused.url == f"/desk/c/{case.number}/incident/"


def test_a_press_on_the_wall_leads_to_no_other_site(visit: Visit) -> None:
    case, _address = called_at(visit)
    visit.as_(silent(case)[0])
    url = f"/desk/oncall/wall/have/{case.number}/"
    for there in (
        "//elsewhere.example/wall/",
        "/wall//../..\\elsewhere",
        "https://x.example/wall/",
    ):
        answer = visit.client.post(url, {"next": there})
        assert answer["Location"].startswith(("/wall/", "/desk/"))


def test_a_press_on_the_wall_after_the_session_asks_for_a_sign_in(visit: Visit) -> None:
    case, _address = called_at(visit)
    waiting = silent(case)
    visit.client.logout()
    answer = visit.client.post(f"/desk/oncall/wall/have/{case.number}/")
    assert "sign-in" in answer["Location"]
    assert silent(case) == waiting


def test_who_is_on_call_is_named_and_a_gap_is_said(visit: Visit) -> None:
    days(ada(), ben())
    days(ben(), ada(), level=2)
    told = tile(looked(visit, hung()), "oncall")
    assert told == "On call now 2 Ada Ek out-of-hours L1 Ben Dahl out-of-hours L2"


def test_kept_this_week_counts_cases_that_ended_and_never_rounds_up(visit: Visit) -> None:
    address = hung()
    assert "No case has ended since Monday." in tile(looked(visit, address), "kept")
    case = owned(case_of(subject="Quick", minutes_ago=2), ben())
    done = resolve_case(case=case, outcome="", written=Written(text="Done."), by=ben(), at=now())
    assert done is not None
    case.refresh_from_db()
    if case.status not in ("resolved", "closed"):
        close_case(case=case, by=ben(), at=now())
        case.refresh_from_db()
    assert case.status in ("resolved", "closed")
    assert tile(looked(visit, address), "kept").startswith("Kept this week 100 % 1 of 1 case")


def test_a_look_costs_a_handful_of_queries(
    visit: Visit, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    days(ada(), ben())
    for number in range(8):
        case_of(subject=f"Late {number}", minutes_ago=60 * 24 * 4)
    address = hung()
    looked(visit, address)
    with django_assert_max_num_queries(26):
        assert looked(visit, address).status == 200


def test_the_wall_s_script_and_style_are_small() -> None:
    assert len(joined("wall.js")[1]) <= 6 * 1024
    assert len(joined("wall.css")[1]) <= 10 * 1024

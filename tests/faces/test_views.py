"""Saved views: a list under a name, for one's own or a team's use, starred into the rail."""

import pytest

from charterdesk.accounts.models import Membership, Team
from charterdesk.lists.models import SavedView, Star
from tests.apps.cast import ada, admin, ben
from tests.faces.desk_scene import case_of, eve, owned, staffed
from tests.faces.test_queue import numbers
from tests.faces.visiting import Answer, Visit


def saved(visit: Visit, name: str, query: str = "", **data: object) -> Answer:
    """The list with that query, saved under the name."""
    return visit.fill(f"/desk/views/new/?base=all{query}", "views/new/", name=name, **data)


def test_a_narrowed_list_is_saved_and_opened_by_its_own_address(visit: Visit) -> None:
    arrival = staffed("roxen")
    fire = case_of(priority="critical", subject="Fire", arrival=arrival)
    case_of(priority="low", subject="Wish", arrival=arrival)
    assert visit.get("/desk/q/open/?priority=critical").says(
        'href="/desk/views/new/?base=all&amp;priority=critical"'
    )
    page = saved(visit, " Fires  first ", "&priority=critical")
    view = SavedView.objects.get()
    assert page.url == f"/desk/q/v{view.pk}/"
    assert (view.name, view.filters) == ("Fires first", {"priority": "critical"})
    assert numbers(page) == [fire.number]
    assert page.says("<h1>Fires first</h1>", f'href="/desk/q/v{view.pk}/"', "Priority: critical")


def test_a_filter_is_taken_away_from_the_list_not_from_the_view(visit: Visit) -> None:
    case_of(priority="critical")
    page = saved(visit, "Fires", "&priority=critical&status=new")
    assert page.says('class="chip" href="/desk/q/open/?status=new"')


def test_me_is_whoever_looks(visit: Visit) -> None:
    arrival = staffed("roxen")
    hers = owned(case_of(arrival=arrival), ada())
    his = owned(case_of(subject="Other", arrival=arrival), ben())
    team = Membership.objects.filter(person=ada()).get().team
    page = saved(visit, "Mine", "&owner=me", team=team.pk)
    assert numbers(page) == [hers.number]
    assert numbers(visit.as_(ben()).get(page.url)) == [his.number]


def test_a_view_of_ones_own_is_nobody_elses(visit: Visit) -> None:
    staffed("roxen")
    page = saved(visit, "Mine")
    assert visit.as_(ben()).get(page.url).status == 404
    pk = SavedView.objects.get().pk
    assert visit.post(f"/desk/views/{pk}/remove/").status == 404
    assert SavedView.objects.exists()


def test_a_view_of_a_team_shows_each_reader_only_what_they_may_see(visit: Visit) -> None:
    case = case_of()
    team = Team.objects.create(name="Night")
    Membership.objects.create(person=ada(), team=team)
    page = saved(visit, "All", team=team.pk)
    assert numbers(page) == [case.number]
    Membership.objects.create(person=eve(), team=team)
    assert numbers(visit.as_(eve()).get(page.url)) == []


def test_nobody_saves_for_a_team_that_is_not_theirs(visit: Visit) -> None:
    other = Team.objects.create(name="Others")
    page = visit.post("/desk/views/new/", name="x", base="all", team=other.pk)
    assert page.status == 422
    assert not SavedView.objects.exists()


def test_a_star_puts_it_into_the_rail_with_its_count(visit: Visit) -> None:
    case_of(priority="critical")
    page = saved(visit, "Fires", "&priority=critical")
    key = page.url.split("/")[-2]
    assert page.says(f'data-count="{key}">1<')
    off = visit.post(f"/desk/views/{key[1:]}/star/", star="off")
    assert not off.says(f'data-count="{key}"')
    on = visit.post(f"/desk/views/{key[1:]}/star/", star="on", back="views")
    assert on.says("The view is in your rail.", f'data-count="{key}">1<')


def test_the_rail_has_room_for_seven(visit: Visit) -> None:
    staffed("roxen")
    for number in range(8):
        saved(visit, f"View {number}")
    assert Star.objects.count() == 7
    last = SavedView.objects.get(name="View 7")
    assert visit.post(f"/desk/views/{last.pk}/star/").says("The rail has room for 7 views.")


def test_a_view_is_renamed_and_removed(visit: Visit) -> None:
    staffed("roxen")
    saved(visit, "Old")
    view = SavedView.objects.get()
    page = visit.post(f"/desk/views/{view.pk}/", **{f"view{view.pk}-name": "New"})
    assert page.says("The view has its new name.", ">New</a>")
    gone = visit.post(f"/desk/views/{view.pk}/remove/")
    assert gone.says("The view is gone. Its cases stay as they are.")
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("name", ["", "   ", "Fires", "FIRES", "x" * 61])
def test_a_name_that_is_none_or_taken_is_refused_and_stays_in_the_form(
    visit: Visit, name: str
) -> None:
    saved(visit, "Fires")
    page = saved(visit, name, "&status=new")
    assert page.status == 422
    assert page.says('name="status" value="new"')
    assert SavedView.objects.count() == 1


def test_a_lead_changes_the_teams_view_and_a_member_does_not(visit: Visit) -> None:
    team = Team.objects.create(name="Night")
    Membership.objects.create(person=ada(), team=team)
    Membership.objects.create(person=ben(), team=team, is_lead=True)
    Membership.objects.create(person=eve(), team=team)
    saved(visit, "Night", team=team.pk)
    view = SavedView.objects.get()
    stranger = visit.as_(eve())
    assert stranger.get("/desk/views/").says("Team Night, saved by Ada Ek")
    assert stranger.post(f"/desk/views/{view.pk}/remove/").status == 403
    visit.as_(ben()).post(f"/desk/views/{view.pk}/remove/")
    assert not SavedView.objects.exists()


def test_the_next_case_of_a_saved_view_is_one_of_its_own(visit: Visit) -> None:
    arrival = staffed("roxen")
    first = case_of(priority="low", subject="One", minutes_ago=9, arrival=arrival)
    case_of(priority="critical", subject="Fire", minutes_ago=8, arrival=arrival)
    second = case_of(priority="low", subject="Two", minutes_ago=7, arrival=arrival)
    page = saved(visit, "Wishes", "&priority=low")
    shown = visit.get(f"/desk/c/{first.number}/?from={page.url}")
    assert shown.says(f'href="/desk/c/{second.number}/?from={page.url}" data-key="KeyJ"')


@pytest.mark.parametrize("slug", ["v0", "v999", "v", "vx", "v" + "9" * 30, "nothing"])
def test_an_address_of_no_view_is_not_there(visit: Visit, slug: str) -> None:
    assert visit.as_(admin()).get(f"/desk/q/{slug}/").status == 404

"""Watching on the case page, the list of news, how they come, and the link of a mail."""

from datetime import time

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from charterdesk.cases.commands import watch_case
from charterdesk.cases.models import Case, Watch
from charterdesk.kit.wallclock import now
from charterdesk.notifications.links import token_of
from charterdesk.watching.digests import WAITS
from charterdesk.watching.models import Habit, News
from tests.apps.cast import ada, ben
from tests.apps.watching.scene import chosen, noted, replied, rounds, told
from tests.faces.desk_scene import ago, case_of, eve
from tests.faces.test_queue import numbers
from tests.faces.visiting import Visit


def followed() -> Case:
    """Ada owns the case, and Ben has written a note on it, which is news to her."""
    case = case_of()
    replied(case, ada(), now())
    noted(case, ben(), now())
    rounds(now())
    return case


def test_a_case_is_watched_and_left_at_one_press(visit: Visit) -> None:
    case = case_of()
    page = visit.get(f"/desk/c/{case.number}/")
    assert page.says("You watch it", 'data-key="KeyW" data-shift')
    watched = visit.fill(f"/desk/c/{case.number}/", "act/watch/")
    assert watched.says("You watch the case.", "Watchers (1)", "Ada Ek")
    left = visit.fill(f"/desk/c/{case.number}/", "act/unwatch/")
    assert left.says("no, you have stopped", "what is addressed to you still comes")
    assert Watch.objects.get(case=case).state == "stopped"


def test_a_colleague_is_added_or_refused_in_words(visit: Visit) -> None:
    case, stranger = case_of(), eve()
    act = f"/desk/c/{case.number}/act/watchers/"
    assert visit.fill(act, "act/watchers/", colleague="ben").says("Ben Dahl", "Watchers (1)")
    refused = visit.fill(act, "act/watchers/", colleague=stranger.username)
    assert refused.status == 422
    assert refused.says(f"{stranger.name} may not see this case.")


def test_who_may_not_see_a_case_can_not_watch_it(visit: Visit) -> None:
    case = case_of()
    answer = visit.as_(eve()).post(f"/desk/c/{case.number}/act/watch/")
    assert answer.status == 404
    assert not Watch.objects.exists()


def test_a_list_narrows_to_what_one_watches_also_as_a_saved_view(visit: Visit) -> None:
    watched = case_of()
    case_of(subject="Other")
    watch_case(case=watched, by=ada(), at=now())
    page = visit.get("/desk/q/open/?watcher=me")
    assert numbers(page) == [watched.number]
    assert page.says("Watched by: me")
    address = "/desk/views/new/?base=all&watcher=me"
    saved = visit.fill(address, "views/new", name="Mine to watch", team="")
    assert numbers(saved) == [watched.number]


def test_news_stand_in_the_list_and_in_the_rail_until_the_case_was_before_the_reader(
    visit: Visit,
) -> None:
    case = followed()
    News.objects.filter(direct=True).delete()
    page = visit.get("/desk/news/")
    assert page.says(case.number, "A note was written.", "Mark all as read")
    assert page.says('data-count="news">1<')
    shown = f"/desk/pulse?case={case.number}&news=1"
    assert visit.client.get(f"{shown}&at=view").json()["counts"]["news"] == 1
    assert visit.client.get(f"{shown}&at=away&used=true").json()["counts"]["news"] == 1
    assert visit.client.get(f"{shown}&at=view&used=true").json()["counts"]["news"] == 0
    assert "Mark all as read" not in visit.get("/desk/news/").text


def test_marking_all_as_read_leaves_what_came_since_the_page_was_drawn(visit: Visit) -> None:
    followed()
    form = visit.get("/desk/news/").form.to("news/read")
    other = case_of(subject="Later")
    replied(other, ada(), now())
    noted(other, ben(), now())
    rounds(now())
    visit.post(form.action, **form.values)
    assert {one.case for one in News.objects.filter(person=ada(), seen_at=None)} == {other}


@pytest.mark.parametrize("until", ["", "x", "-1", "9" * 60])
def test_a_mark_that_is_none_reads_nothing(visit: Visit, until: str) -> None:
    followed()
    unread = News.objects.filter(person=ada(), seen_at=None).count()
    visit.post("/desk/news/read/", until=until)
    assert News.objects.filter(person=ada(), seen_at=None).count() == unread


def test_everybody_chooses_how_news_come(visit: Visit) -> None:
    chosen_ = {"level": "mine", "way": "digest", "digest_at": "07:15"}
    page = visit.fill("/desk/me/news/", "me/news", **chosen_)
    assert page.says("one digest a day, at 07:15")
    habit = Habit.objects.get(person=ada())
    assert (habit.level, habit.way, habit.digest_at) == ("mine", "digest", time(7, 15))
    assert visit.fill("/desk/me/news/", "me/news", level="mine", way="digest").status == 200
    assert Habit.objects.get(person=ada()).digest_at == time(7, 15)
    wrong = visit.fill("/desk/me/news/", "me/news", digest_at="25:00", level="all")
    assert wrong.status == 422
    assert Habit.objects.get(person=ada()).level == "mine"


def test_the_link_of_a_mail_shows_and_only_its_post_stops(visit: Visit, client: Client) -> None:
    case = followed()
    chosen(ada(), at=now())
    noted(case, ben(), now())
    rounds(now())
    rounds(now() + WAITS)
    client.logout()
    (notice,) = told(ada())
    address = f"/w/{token_of(notice, 'watch')}/"
    page = visit.get(address)
    assert page.says(f"Stop watching case {case.number}", "Yes, stop watching")
    assert not Watch.objects.filter(case=case, state="stopped").exists()
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Watch.objects.get(case=case, person=ada()).state == "stopped"
    assert visit.get("/w/1-2-nonsense/").status == 410
    assert visit.get(f"/w/{token_of(notice, 'answer')}/").status == 410


def test_the_pulse_tells_of_news_though_no_event_came(visit: Visit) -> None:
    followed()
    page = visit.get("/desk/news/")
    unread = News.objects.filter(person=ada(), seen_at=None).count()
    since = page.text.partition('data-seq="')[2].partition('"')[0]
    assert visit.client.get(f"/desk/pulse?since={since}&news={unread}").status_code == 204
    stale = visit.client.get(f"/desk/pulse?since={since}&news=0").json()
    assert stale["counts"]["news"] == unread


def test_the_page_of_news_takes_as_many_queries_for_one_as_for_many(
    visit: Visit, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for subject in ("One", "Two", "Three"):
        case = case_of(subject=subject, minutes_ago=5)
        replied(case, ada(), now() - ago(2))
        noted(case, ben(), now() - ago(1))
    rounds(now())
    visit.get("/desk/news/")
    with django_assert_max_num_queries(14):
        assert visit.get("/desk/news/").says("A note was written.")


def test_what_is_addressed_to_the_reader_and_what_is_not_stand_in_one_row(visit: Visit) -> None:
    case = followed()
    noted(case, ben(), now(), text="@ada, a word?")
    rounds(now())
    assert News.objects.filter(person=ada(), seen_at=None).count() == 2
    page = visit.get("/desk/news/")
    assert page.text.count(f"/desk/c/{case.number}/") == 1
    assert page.says("A note was written.", "to you")
    assert page.says('data-count="news">1<')

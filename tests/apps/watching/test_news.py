"""Who has news of a case: owners, watchers and those who took part, never of their own acts."""

import pytest

from charterdesk.accounts.models import Person
from charterdesk.cases.commands import (
    add_watcher,
    merge_case,
    resolve_case,
    set_owner,
    set_priority,
    split_case,
    stop_watching,
    undo_merge,
    watch_case,
)
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case, CaseNews, Message, Watch
from charterdesk.engine.decide import Refusal
from charterdesk.oncall.models import RoleAssignment
from charterdesk.watching.commands import read_news
from charterdesk.watching.models import News
from charterdesk.watching.queries import news_of
from charterdesk.watching.spreading import spread_news
from tests.apps.cases.desk_work import minutes, opened, outsider
from tests.apps.cast import MONDAY, ada, ben
from tests.apps.watching.scene import (
    BELL,
    ME,
    MINE,
    chosen,
    cleo_writes,
    done,
    noted,
    replied,
    rounds,
    words_for,
)

pytestmark = pytest.mark.django_db


def watching(case: Case) -> dict[str, str]:
    """How each person's watch of the case stands, by user name."""
    return dict(Watch.objects.filter(case=case).values_list("person__username", "state"))


def taken(case: Case) -> Case:
    """Ada owns the case by answering it; all that came of it is read."""
    replied(case, ada(), minutes(1))
    rounds(minutes(1))
    News.objects.update(seen_at=minutes(1))
    return case


def test_a_watcher_has_news_and_whoever_acts_has_none_of_it() -> None:
    case = taken(opened())
    watch_case(case=case, by=ben(), at=minutes(2))
    noted(case, ada(), minutes(3))
    rounds(minutes(3))
    assert words_for(ben()) == [["note_added"]]
    assert words_for(ada()) == []


def test_what_comes_before_one_has_read_is_one_row_of_news() -> None:
    case = taken(opened())
    watch_case(case=case, by=ben(), at=minutes(2))
    noted(case, ada(), minutes(3))
    rounds(minutes(3))
    done(set_priority(case=case, to="critical", reason="Fire.", by=ada(), at=minutes(4)))
    noted(case, ada(), minutes(5))
    rounds(minutes(5))
    assert words_for(ben()) == [["note_added", "priority_set"]]


def test_writing_a_note_makes_a_watcher_and_stopping_holds_against_it() -> None:
    case = taken(opened())
    noted(case, ben(), minutes(2))
    rounds(minutes(2))
    assert watching(case)["ben"] == "watching"
    stop_watching(case=case, by=ben(), at=minutes(3))
    noted(case, ben(), minutes(4))
    noted(case, ada(), minutes(5), "@ben what of the fans?")
    cleo_writes(case, minutes(6))
    rounds(minutes(6))
    assert watching(case)["ben"] == "stopped"
    assert words_for(ben()) == []


def test_who_is_named_in_a_note_watches_and_has_it_once_as_addressed_to_them() -> None:
    case = taken(opened())
    noted(case, ada(), minutes(2), "@ben what of the fans?")
    rounds(minutes(2))
    assert watching(case)["ben"] == "watching"
    assert words_for(ben()) == []
    assert [one.words for one in News.objects.filter(person=ben(), direct=True, seen_at=None)] == [
        ["told mention"]
    ]


def test_a_level_of_my_cases_leaves_out_what_is_only_watched() -> None:
    mine, watched = taken(opened()), opened()
    chosen(ada(), way=BELL, level=MINE)
    watch_case(case=watched, by=ada(), at=minutes(2))
    done(set_owner(case=watched, to=ben(), by=ben(), at=minutes(2)))
    cleo_writes(watched, minutes(3))
    cleo_writes(mine, minutes(3))
    rounds(minutes(3))
    assert {one.case_id for one in News.objects.filter(person=ada(), seen_at=None)} == {mine.pk}


def test_a_case_that_one_has_answered_is_ones_own_after_another_owns_it() -> None:
    case = taken(opened())
    chosen(ada(), way=BELL, level=MINE)
    done(set_owner(case=case, to=ben(), by=ben(), at=minutes(2)))
    noted(case, ben(), minutes(3))
    rounds(minutes(3))
    assert words_for(ada()) == [["owner_set", "note_added"]]


def test_the_lowest_level_has_what_is_addressed_to_one_and_nothing_else() -> None:
    case = taken(opened())
    chosen(ben(), way=BELL, level=ME)
    watch_case(case=case, by=ben(), at=minutes(2))
    noted(case, ada(), minutes(3))
    done(set_owner(case=case, to=ben(), by=ada(), at=minutes(4)))
    rounds(minutes(4))
    assert words_for(ben()) == []
    direct = News.objects.filter(person=ben(), direct=True, seen_at=None)
    assert "assigned" in direct.get().words


def test_an_owner_who_stops_watching_has_no_ordinary_news() -> None:
    case = taken(opened())
    stop_watching(case=case, by=ada(), at=minutes(2))
    noted(case, ben(), minutes(3))
    rounds(minutes(3))
    assert words_for(ada()) == []


def test_whoever_may_no_longer_see_a_case_is_told_nothing_and_sees_nothing_of_it() -> None:
    case = taken(opened())
    watch_case(case=case, by=ben(), at=minutes(2))
    noted(case, ada(), minutes(3))
    rounds(minutes(3))
    assert len(news_of(ben())) >= 1
    eva = outsider()
    RoleAssignment.objects.filter(person=ben()).update(person=eva)
    ben().memberships.all().delete()
    person = Person.objects.get(pk=ben().pk)
    noted(case, ada(), minutes(4))
    rounds(minutes(4))
    assert words_for(person) == [["note_added"]]
    assert news_of(person) == []


def test_a_colleague_can_be_added_unless_they_stopped_or_may_not_see_it() -> None:
    case = taken(opened())
    assert add_watcher(case=case, person=ben(), by=ada(), at=minutes(2)) is None
    assert watching(case)["ben"] == "watching"
    stop_watching(case=case, by=ben(), at=minutes(3))
    again = add_watcher(case=case, person=ben(), by=ada(), at=minutes(4))
    assert isinstance(again, Refusal)
    assert "Ben Dahl has stopped watching" in again.text
    blind = add_watcher(case=case, person=outsider(), by=ada(), at=minutes(4))
    assert isinstance(blind, Refusal)
    assert watching(case)["ben"] == "stopped"


def test_watchers_go_along_with_a_merge_and_back_when_it_is_undone() -> None:
    one, other = taken(opened()), opened()
    watch_case(case=one, by=ben(), at=minutes(2))
    done(merge_case(case=one, into=other, by=ada(), at=minutes(3)))
    rounds(minutes(3))
    assert watching(other)["ben"] == "watching"
    noted(other, ada(), minutes(4))
    rounds(minutes(4))
    assert words_for(ben()) == [["merged_into"], ["note_added"]]
    done(undo_merge(case=Case.objects.get(pk=one.pk), by=ada(), at=minutes(5)))
    rounds(minutes(5))
    assert "ben" not in watching(other)
    assert watching(one)["ben"] == "watching"


def test_a_split_case_has_the_watchers_of_the_one_that_it_came_from() -> None:
    case = taken(opened())
    watch_case(case=case, by=ben(), at=minutes(2))
    cleo_writes(case, minutes(3), "And the printers are dead.")
    ref = Message.objects.filter(case=case).latest("pk").ref
    new = done(split_case(case=case, messages=[ref], by=ada(), at=minutes(4)))
    rounds(minutes(4))
    assert watching(new)["ben"] == "watching"


def test_opening_the_case_reads_its_news() -> None:
    case = taken(opened())
    noted(case, ben(), minutes(2))
    rounds(minutes(2))
    assert words_for(ada()) == [["note_added"]]
    assert read_news(number=case.number, by=ada(), at=minutes(3)) >= 1
    assert words_for(ada()) == []


def test_acting_on_the_case_reads_what_stood_there() -> None:
    case = taken(opened())
    noted(case, ben(), minutes(2))
    rounds(minutes(2))
    assert words_for(ada()) == [["note_added"]]
    noted(case, ada(), minutes(3))
    rounds(minutes(3))
    assert words_for(ada()) == []


def test_news_are_kept_with_the_events_and_taken_once() -> None:
    case = taken(opened())
    noted(case, ben(), minutes(2))
    assert CaseNews.objects.get(case=case).due_at == minutes(2)
    assert spread_news(case.pk, minutes(2))
    assert not spread_news(case.pk, minutes(2))
    assert words_for(ada()) == [["note_added"]]


def test_what_the_charter_has_told_somebody_is_no_ordinary_news_beside_it() -> None:
    case = taken(opened())
    cleo_writes(case, minutes(2))
    rounds(minutes(2))
    assert words_for(ada()) == []
    assert News.objects.get(person=ada(), direct=True, seen_at=None).words == ["told wrote"]


def test_an_ending_is_news_to_the_owner_where_somebody_else_ended_it() -> None:
    case = taken(opened())
    fans = Written(text="New fans.")
    done(resolve_case(case=case, outcome="resolved", written=fans, by=ben(), at=minutes(2)))
    rounds(minutes(2))
    assert "resolved" in words_for(ada())[0]


def test_a_case_opened_by_mail_is_no_ordinary_news_to_anybody() -> None:
    opened(MONDAY)
    rounds(MONDAY)
    assert not News.objects.filter(direct=False).exists()

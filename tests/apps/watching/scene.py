"""A case of Cleo's that people follow, and the worker's rounds at a moment of the test's own."""

from datetime import datetime, time

from charterdesk.accounts.models import Person
from charterdesk.cases.answers import Answer, Done
from charterdesk.cases.commands import add_note, receive_message, send_reply
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case
from charterdesk.notifications.models import Notice
from charterdesk.watching.commands import change_habit
from charterdesk.watching.models import Habit, News
from charterdesk.worker.newsing import NewsRounds
from tests.apps.cases.desk_work import cleo_asks
from tests.apps.cast import MONDAY

ONCE, DIGEST, BELL = Habit.Way.ONCE, Habit.Way.DIGEST, Habit.Way.BELL
WATCHED, MINE, ME = Habit.Level.WATCHED, Habit.Level.MINE, Habit.Level.ME


def rounds(at: datetime) -> None:
    """All that the worker has to do with news at that moment."""
    news = NewsRounds()
    while news.step(at):
        pass


def chosen(
    person: Person, way: str = ONCE, level: str = WATCHED, digest_at: time = time(8, 30),
    at: datetime = MONDAY,
) -> None:  # fmt: skip
    """How the person has their news from now on."""
    change_habit(level=level, way=way, digest_at=digest_at, by=person, at=at)


def done(answer: Answer) -> Case:
    """The case of an act that was done."""
    assert isinstance(answer, Done), answer
    return answer.case


def cleo_writes(case: Case, at: datetime, text: str = "Any news?") -> None:
    """A message of the customer's."""
    done(receive_message(case=case, written=Written(text=text), by=cleo_asks(), at=at))


def noted(case: Case, by: Person, at: datetime, text: str = "Look at the fans.") -> None:
    """A note on the case."""
    done(add_note(case=case, written=Written(text=text), by=by, at=at))


def replied(case: Case, by: Person, at: datetime) -> None:
    """An answer to the customer, which makes its author the owner where there was none."""
    done(send_reply(case=case, written=Written(text="We look."), by=by, at=at))


def words_for(person: Person) -> list[list[str]]:
    """What the person's unread ordinary news say, a list for each case."""
    unread = News.objects.filter(person=person, seen_at=None, direct=False).order_by("pk")
    return [list(one.words) for one in unread]


def told(person: Person, about: str = "news") -> list[Notice]:
    """The notices of news that were queued for the person."""
    return list(Notice.objects.filter(person=person, about=about).order_by("pk"))

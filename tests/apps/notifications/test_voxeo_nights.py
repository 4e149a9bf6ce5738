"""The Voxeo stories, lived over real servers: the desk's record of who was reached when, and by
what, is what the servers have taken, each key once.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import pytest

from charterdesk.cases.models import CaseEvent
from charterdesk.cases.verifying import differences
from charterdesk.command.story import Library
from charterdesk.engine.story.cast import Cast
from charterdesk.engine.story.play import Play
from charterdesk.engine.story.reading import read_stories
from charterdesk.engine.story.values import Story
from charterdesk.notifications.delivery import Carriers
from charterdesk.notifications.models import Notice
from tests.apps.notifications.night_stage import MEANS, NightStage
from tests.apps.notifications.outside import NUMBER, Outside, set_to, settings_of
from tests.channels.smtp.carriers import serving as mail_server

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

STORIES = Path(__file__).parents[2] / "stories"
LIBRARY = Library(STORIES)
SENT, WITHHELD = Notice.State.SENT, Notice.State.WITHHELD


@pytest.fixture
def carriers(outside: Outside) -> Iterator[Carriers]:
    """The carriers of a desk that is set up for the servers."""
    with mail_server(outside.mails) as port, set_to(settings_of(outside, port)) as made:
        yield made


@lru_cache
def stories() -> dict[str, Story]:
    """The stories by their first words."""
    files = sorted(STORIES.glob("voxeo*.yaml"))
    read = [
        one for file in files for one in read_stories(file.read_bytes(), str(file), LIBRARY.find)
    ]
    return {story.name.split(" ")[0]: story for story in read}


def lived(name: str, outside: Outside, carriers: Carriers) -> list[str]:
    """Play a story over the servers; in what it differs from what the story expects."""
    story = stories()[name]
    charter = LIBRARY.find(story.charter)
    cast = Cast(charter, story.people)
    before = story.lines[0].at - timedelta(days=40)
    stage = NightStage(charter, cast, LIBRARY.version, before, outside, carriers)
    return [str(one) for one in Play(story, stage, cast).run().differences]


def the_desk_says_what_the_servers_took(outside: Outside) -> None:
    """Every notice was brought, by the means of its person, once under its key."""
    assert set(Notice.objects.values_list("state", flat=True)) <= {SENT, WITHHELD}
    assert not Notice.objects.filter(state=WITHHELD, trouble="").exists()
    for kind in ("sms", "voice", "push"):
        brought = Notice.objects.filter(carried_by=kind)
        assert outside.keys(kind) == Counter(f"{one.scope}/{one.key}" for one in brought)
    mailed = Notice.objects.filter(carried_by="mail")
    assert outside.keys("mail") == Counter(one.message_id for one in mailed)
    assert len(outside.written()) == Notice.objects.filter(carried_by="chat").count()
    told = CaseEvent.objects.filter(kind="told").count()
    assert Notice.objects.filter(follows=None).count() == told
    for notice in Notice.objects.filter(person__isnull=False, state=SENT).select_related("person"):
        assert notice.person is not None
        assert notice.carried_by == MEANS.get(notice.person.username, "voice")
        assert notice.sent_at is not None
        assert notice.late or notice.sent_at - notice.due_at < timedelta(minutes=5)
    assert [str(difference) for difference in differences()] == []


def called_at(person: str) -> list[datetime]:
    """When calls of the ladder left for a person."""
    calls = Notice.objects.filter(person__username=person, about__startswith="step ")
    return [at for at in calls.order_by("pk").values_list("sent_at", flat=True) if at]


def reached_at(person: str) -> datetime:
    """When the case says that a person was reached."""
    events = CaseEvent.objects.filter(kind="step_reached", data__who=person)
    return events.earliest("seq").at


@pytest.mark.parametrize("name", [name for name in stories() if name not in {"VX28"}])
def test_a_story_comes_out_over_real_servers(
    name: str, outside: Outside, carriers: Carriers
) -> None:
    assert lived(name, outside, carriers) == []
    the_desk_says_what_the_servers_took(outside)


def at(hour: int, minute: int, day: tuple[int, int, int] = (2026, 5, 10)) -> datetime:
    """A moment by the clock of UTC."""
    return datetime(*day, hour, minute, tzinfo=UTC)


def test_the_ceo_is_texted_twenty_minutes_after_the_managers_picked_up(
    outside: Outside, carriers: Carriers
) -> None:
    november = (2026, 11, 1)
    assert lived("VX1", outside, carriers) == []
    assert called_at("account-manager")[0] == at(5, 50, november)
    assert reached_at("account-manager") == at(5, 54, november)
    assert called_at("ceo") == [at(6, 14, november)]
    (text,) = outside.texted()
    assert text["to"] == [NUMBER]
    assert "/a/" in text["text"][0]


def test_the_ceo_is_texted_after_thirty_minutes_when_nobody_picks_up(
    outside: Outside, carriers: Carriers
) -> None:
    assert lived("VX20", outside, carriers) == []
    first = called_at("account-manager")[0]
    assert called_at("ceo")[0] - first == timedelta(minutes=30)
    assert not CaseEvent.objects.filter(kind="step_reached", data__who="account-manager")
    # Every three minutes, three times more.
    calls = [call - first for call in called_at("account-manager")]
    assert calls == [timedelta(minutes=3 * count) for count in range(4)]


def test_the_all_clear_reaches_whoever_was_called_and_nobody_else(
    outside: Outside, carriers: Carriers
) -> None:
    assert lived("VX4", outside, carriers) == []
    cleared = Notice.objects.filter(about="all-clear", person__isnull=False)
    assert {one.sent_at for one in cleared} == {at(18, 21)}
    # The deputy was called for the account manager, who picked up and never said "I have it".
    called = {"account-manager", "account-deputy", "director-of-support", "vp-of-experience"}
    told = Counter(cleared.values_list("person__username", flat=True))
    assert told == Counter({*called, "desk", "senior-technical"})
    speeches = [said["SPEECH"] for said in outside.called().values()]
    assert sum("all clear" in speech.casefold() for speech in speeches) == len(called)
    assert outside.texted() == []

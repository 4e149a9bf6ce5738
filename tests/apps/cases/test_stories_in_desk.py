"""Every story comes out in the desk as in the engine, and all that it leaves can be verified."""

from datetime import timedelta
from functools import lru_cache
from pathlib import Path

import pytest

from charterdesk.cases.models import CaseEvent
from charterdesk.cases.verifying import differences
from charterdesk.command.story import Library
from charterdesk.engine.story.cast import Cast
from charterdesk.engine.story.play import Play
from charterdesk.engine.story.reading import read_stories
from charterdesk.engine.story.stage import EngineStage
from charterdesk.engine.story.values import Story
from charterdesk.notifications.models import Notice
from tests.apps.cases.desk_stage import DeskStage

STORIES = Path(__file__).parents[2] / "stories"
LIBRARY = Library(STORIES)
FILES = sorted(STORIES.glob("*.yaml"))


@lru_cache
def stories_of(file: Path) -> tuple[Story, ...]:
    return read_stories(file.read_bytes(), str(file), LIBRARY.find)


def all_stories() -> list[Story]:
    return [story for file in FILES for story in stories_of(file)]


@pytest.mark.django_db
@pytest.mark.parametrize("story", all_stories(), ids=lambda story: story.name.split(" ")[0])
def test_a_story_comes_out_in_the_desk_as_in_the_engine(story: Story) -> None:
    charter = LIBRARY.find(story.charter)
    cast = Cast(charter, story.people)
    started = story.lines[0].at - timedelta(days=40)
    desk = DeskStage(charter, cast, LIBRARY.version, started)
    in_desk = Play(story, desk, cast).run()
    in_engine = Play(story, EngineStage(charter, cast, LIBRARY.version), cast).run()
    assert [str(difference) for difference in in_desk.differences] == []
    words = tuple(desk.in_story_words(line) for line in in_desk.transcript)
    assert words == in_engine.transcript
    assert [str(difference) for difference in differences()] == []
    assert Notice.objects.count() == CaseEvent.objects.filter(kind="told").count()

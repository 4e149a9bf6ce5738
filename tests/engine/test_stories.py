"""Every story comes out in the engine as it is written."""

from functools import lru_cache
from pathlib import Path

import pytest

from charterdesk.command.story import Library
from charterdesk.engine.story.cast import Cast
from charterdesk.engine.story.play import Play
from charterdesk.engine.story.reading import read_stories
from charterdesk.engine.story.stage import EngineStage
from charterdesk.engine.story.values import Outcome, Story

STORIES = Path(__file__).parents[1] / "stories"
LIBRARY = Library(STORIES)


@lru_cache
def all_stories() -> tuple[Story, ...]:
    files = sorted(STORIES.glob("*.yaml"))
    return tuple(
        story
        for file in files
        for story in read_stories(file.read_bytes(), str(file), LIBRARY.find)
    )


def played(story: Story) -> Outcome:
    charter = LIBRARY.find(story.charter)
    cast = Cast(charter, story.people)
    return Play(story, EngineStage(charter, cast, LIBRARY.version), cast).run()


def number_of(story: Story) -> str:
    return story.name.split(" ")[0]


@pytest.mark.parametrize("story", all_stories(), ids=number_of)
def test_a_story_comes_out_as_it_is_written(story: Story) -> None:
    assert [str(difference) for difference in played(story).differences] == []


def test_a_story_has_a_number_of_its_own() -> None:
    numbers = [number_of(story) for story in all_stories()]
    assert sorted(numbers) == sorted(set(numbers))


@pytest.mark.parametrize("charter", ["bicom", "handsfree", "roxen", "terrasoft", "voxeo"])
def test_each_charter_has_at_least_three_stories_beside_those_given(charter: str) -> None:
    mine = [s for s in all_stories() if s.charter == charter and f"{charter}-" in s.file]
    assert len(mine) >= 3


def test_playing_twice_tells_the_same_to_the_letter() -> None:
    for story in all_stories():
        assert played(story).transcript == played(story).transcript

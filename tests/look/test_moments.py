"""Moments and lengths in words, in the reader's zone and language."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from charterdesk.look.moments import (
    length_words,
    moment_words,
    relative_words,
    short_words,
    time_tag,
)

NOW = datetime(2026, 3, 12, 9, 14, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")


def test_a_moment_is_absolute_first_in_the_readers_zone() -> None:
    at = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
    assert moment_words(at, NOW, MOSCOW) == "Thu 12 Mar, 12:00 MSK"


def test_a_moment_of_another_year_names_it() -> None:
    at = datetime(2025, 12, 31, 21, 30, tzinfo=UTC)
    assert moment_words(at, NOW, ZoneInfo("Europe/Paris")) == "Wed 31 Dec 2025, 22:30 CET"


def test_a_zone_without_a_name_is_told_from_utc() -> None:
    assert moment_words(NOW, NOW, ZoneInfo("Asia/Dubai")) == "Thu 12 Mar, 13:14 UTC+04"


def test_the_same_wall_time_twice_is_told_apart_by_its_zone() -> None:
    paris = ZoneInfo("Europe/Paris")
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    words = [moment_words(at, NOW, paris) for at in (first, first + timedelta(hours=1))]
    assert words == ["Sun 25 Oct, 02:30 CEST", "Sun 25 Oct, 02:30 CET"]


def test_in_russian_a_month_stands_in_the_genitive_after_its_day() -> None:
    with translation.override("ru"):
        assert moment_words(datetime(2026, 5, 6, 9, 0, tzinfo=UTC), NOW, MOSCOW) == (
            "ср 6 мая, 12:00 MSK"
        )


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 3, 12, 20, 59, tzinfo=UTC), "23:59"),
        (datetime(2026, 3, 12, 21, 0, tzinfo=UTC), "13 Mar"),
        (datetime(2025, 3, 12, 9, 0, tzinfo=UTC), "2025-03-12"),
    ],
)
def test_a_column_shows_the_hour_of_the_readers_day_else_the_date(at: datetime, words: str) -> None:
    assert short_words(at, NOW, MOSCOW) == words


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=42), "42s"),
        (timedelta(minutes=48), "48m"),
        (timedelta(hours=2), "2h"),
        (timedelta(hours=5, minutes=46), "5h\N{NO-BREAK SPACE}46m"),
        (timedelta(days=1, hours=3, minutes=59), "1d\N{NO-BREAK SPACE}3h"),
        (timedelta(minutes=-22), "22m"),
        (timedelta(), "0s"),
    ],
)
def test_a_length_is_its_two_largest_units(length: timedelta, words: str) -> None:
    assert length_words(length) == words


@pytest.mark.parametrize(
    ("away", "words"),
    [(48, "in 48m"), (-120, "2h ago"), (0.5, "now"), (-0.5, "now")],
)
def test_the_relative_words_say_which_way(away: float, words: str) -> None:
    assert relative_words(NOW + timedelta(minutes=away), NOW) == words


def test_the_tag_carries_utc_for_machines_and_in_its_tooltip() -> None:
    tag = time_tag(NOW + timedelta(minutes=48), NOW, MOSCOW)
    assert 'datetime="2026-03-12T10:02:00Z"' in tag
    assert 'title="2026-03-12 10:02 UTC"' in tag
    assert "Thu 12 Mar, 13:02 MSK" in tag
    assert "(in 48m)" in tag
    assert "in 48m" not in time_tag(NOW, NOW, MOSCOW, "plain")

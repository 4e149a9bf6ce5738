"""What is typed for what is over, in the nights in which clocks go back or forward."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from charterdesk.visit.wall_times import past_moment

STOCKHOLM = ZoneInfo("Europe/Stockholm")


@pytest.mark.parametrize(
    ("typed", "now", "meant"),
    [
        ("2026-06-16T12:00", "2026-06-16T10:05", "2026-06-16T10:00"),
        ("2026-10-25T02:10", "2026-10-25T01:20", "2026-10-25T01:10"),
        ("2026-10-25T02:10", "2026-10-25T01:10", "2026-10-25T01:10"),
        ("2026-10-25T02:10", "2026-10-25T00:20", "2026-10-25T00:10"),
        ("2026-10-25T02:30", "2026-10-25T01:20", "2026-10-25T00:30"),
        ("2026-03-29T02:30", "2026-03-29T09:00", "2026-03-29T01:30"),
        ("2026-10-25T02:30", "2026-10-24T09:00", "2026-10-25T00:30"),
        ("0001-01-01T00:00", "2026-10-24T09:00", None),
        ("9999-12-31T23:59", "2026-10-24T09:00", None),
    ],
)
def test_a_wall_time_is_the_last_one_up_to_now(typed: str, now: str, meant: str | None) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    found = past_moment(datetime.fromisoformat(typed), STOCKHOLM, at)
    assert f"{found:%Y-%m-%dT%H:%M}".endswith(typed[4:])
    if meant:
        assert found.astimezone(UTC) == datetime.fromisoformat(meant).replace(tzinfo=UTC)

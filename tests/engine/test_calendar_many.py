"""The questions asked for many moments at once have the answers of each asked alone."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from charterdesk.engine.calendar import (
    ALWAYS,
    Calendar,
    Horizon,
    counted,
    deadline,
    parse_line,
)
from charterdesk.engine.calendar_many import NEVER, counted_many, deadlines

PARIS = "Europe/Paris"
TEXTS = ("Mon-Thu 07:00-06:00", "Fri 07:00-22:00", "Sun 17:00-01:00 America/New_York")
BUSINESS = Calendar(
    "business", tuple(parse_line(t, PARIS) for t in TEXTS), frozenset({date(2026, 5, 1)}), PARIS
)
SPLIT = Calendar(
    "split",
    tuple(parse_line(f"Mon-Fri {t}", "Asia/Kathmandu") for t in ("08:00-08:05", "12:00-18:00")),
    frozenset(),
    PARIS,
)
NEVER_OPEN = Calendar("never", (), frozenset(), PARIS)
SUMMER = 1_781_517_600  # 2026-06-15 10:00 UTC


def moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@pytest.mark.parametrize("calendar", [BUSINESS, SPLIT, ALWAYS])
def test_many_answers_are_those_of_each(calendar: Calendar) -> None:
    draw = np.random.default_rng(2026)
    since = draw.integers(946_684_800, 2_000_000_000, 2000)
    until = since + draw.integers(-86_400, 400 * 86_400, 2000)
    budget = draw.integers(0, 100 * 86_400, 2000)
    open_time = counted_many(calendar, since, until)
    due = deadlines(calendar, since, budget)
    for n, (a, b, c) in enumerate(
        zip(since.tolist(), until.tolist(), budget.tolist(), strict=True)
    ):
        assert timedelta(seconds=int(open_time[n])) == counted(calendar, moment(a), moment(b))
        assert moment(int(due[n])) == deadline(calendar, moment(a), timedelta(seconds=c))


def test_deadlines_and_counted_time_are_inverse() -> None:
    starts = SUMMER + np.arange(0, 86_400 * 30, 977)
    budgets = np.arange(len(starts)) * 61
    assert (counted_many(BUSINESS, starts, deadlines(BUSINESS, starts, budgets)) == budgets).all()


def test_one_budget_serves_many_starts() -> None:
    due = deadlines(BUSINESS, SUMMER + np.arange(6).reshape(2, 3), 3600)
    assert due.tolist() == (SUMMER + 3600 + np.arange(6).reshape(2, 3)).tolist()


def test_a_due_beyond_the_horizon_is_never_and_the_others_stand() -> None:
    due = deadlines(BUSINESS, SUMMER, [3600, 10**10, 0])
    assert due.tolist() == [SUMMER + 3600, NEVER, SUMMER]
    assert deadlines(NEVER_OPEN, SUMMER, [0, 1]).tolist() == [SUMMER, NEVER]


def test_no_questions_have_no_answers() -> None:
    assert deadlines(BUSINESS, [], []).tolist() == []
    assert counted_many(BUSINESS, [], []).tolist() == []


def test_an_empty_stretch_outside_the_horizon_counts_nothing() -> None:
    assert counted_many(BUSINESS, [-(10**10), SUMMER], [-(10**11), SUMMER + 60]).tolist() == [0, 60]


def test_a_moment_outside_the_horizon_is_refused() -> None:
    with pytest.raises(Horizon, match="outside the years 1970 to 2100"):
        counted_many(BUSINESS, [-1], [0])
    with pytest.raises(Horizon, match="outside the years 1970 to 2100"):
        deadlines(BUSINESS, [SUMMER, 10**10], [1, 1])


def test_a_negative_budget_is_refused() -> None:
    with pytest.raises(ValueError, match="A budget can't be negative: -5"):
        deadlines(ALWAYS, [SUMMER], [-5])

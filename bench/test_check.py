"""How fast a charter of a thousand lines is checked, as an author waits for it.

Wanted: under half a second, also when nothing was asked of its calendars before.
"""

from datetime import UTC, datetime

from pytest_benchmark.fixture import BenchmarkFixture

from bench.long_charter import long_charter
from charterdesk.engine import calendar_table
from charterdesk.engine.check import Context, check_text, terms, week

TEXT = long_charter()
AT = Context(datetime(2026, 11, 22, tzinfo=UTC))


def forget() -> None:
    """As in a new process: no calendar has been read yet."""
    for remembered in (
        calendar_table.timetable, terms._later, terms._starts, week.parsed, week.shifts_of_wall,
    ):  # fmt: skip
        remembered.cache_clear()


def test_a_charter_of_a_thousand_lines_is_checked(benchmark: BenchmarkFixture) -> None:
    assert TEXT.count("\n") >= 1000
    found = benchmark.pedantic(
        check_text, (TEXT, "large.yaml", AT), setup=forget, rounds=10, iterations=1
    )
    assert len(found) > 50


def test_the_same_charter_is_checked_again(benchmark: BenchmarkFixture) -> None:
    benchmark(check_text, TEXT, "large.yaml", AT)

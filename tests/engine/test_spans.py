"""The algebra of spans agrees with that of sets of minutes, and keeps streams in order."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charterdesk.engine.spans import Span, intersect, joined, subtract, total, union

START = datetime(2026, 3, 29, tzinfo=UTC)


def minute(number: int) -> datetime:
    return START + timedelta(minutes=number)


def span(since: int, until: int) -> Span:
    return Span(minute(since), minute(until))


def minutes(spans: list[Span]) -> set[int]:
    return {
        n
        for one in spans
        for n in range((one.since - START) // MINUTE, (one.until - START) // MINUTE)
    }


MINUTE = timedelta(minutes=1)
# An even number of sorted points, two by two, is an ordered stream; equal points touch.
streams = st.lists(st.integers(0, 60), max_size=12).map(
    lambda points: [span(a, b) for a, b in zip(*[iter(sorted(points))] * 2, strict=False)]
)


@given(streams, streams)
def test_union_holds_what_either_stream_holds(left: list[Span], right: list[Span]) -> None:
    both = list(union(left, right))
    assert minutes(both) == minutes(left) | minutes(right)
    assert all(a.until < b.since for a, b in pairwise(both))


@given(streams, streams)
def test_intersection_holds_what_both_streams_hold(left: list[Span], right: list[Span]) -> None:
    both = list(intersect(left, right))
    assert minutes(both) == minutes(left) & minutes(right)
    assert all(a.until <= b.since for a, b in pairwise(both))


@given(streams, streams)
def test_a_difference_holds_what_only_the_first_holds(left: list[Span], right: list[Span]) -> None:
    rest = list(subtract(left, right))
    assert minutes(rest) == minutes(left) - minutes(right)
    assert all(a.until <= b.since for a, b in pairwise(rest))


@given(streams, streams)
def test_what_is_common_and_what_is_left_make_the_whole(
    left: list[Span], right: list[Span]
) -> None:
    assert total(intersect(left, right)) + total(subtract(left, right)) == total(left)


def test_the_union_of_overlapping_pauses_counts_their_common_time_once() -> None:
    pauses = [span(0, 30), span(10, 20), span(25, 40)]
    assert list(union(*([pause] for pause in pauses))) == [span(0, 40)]


def test_a_hole_that_outlasts_one_span_cuts_the_next_as_well() -> None:
    assert list(subtract([span(0, 10), span(20, 30)], [span(5, 25)])) == [span(0, 5), span(25, 30)]


def test_empty_stretches_vanish_when_stretches_are_joined() -> None:
    assert list(joined([(1, 1), (2, 5), (3, 3), (5, 6), (9, 9)])) == [(2, 6)]


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="can't end before it begins"):
        span(2, 1)

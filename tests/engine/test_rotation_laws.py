"""Laws of the final schedule: whole, without a gap at a hand-over, without anybody who is away."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from charterdesk.engine.calendar import Calendar, parse_line
from charterdesk.engine.calendar_line import DAY
from charterdesk.engine.people.values import Rotation
from charterdesk.engine.rotation import (
    Layer,
    RotaPlan,
    SingleShift,
    StandIn,
    TurnTaking,
    changes,
    final_schedule,
    on_duty,
)
from charterdesk.engine.spans import Span

T = TypeVar("T")
PEOPLE = ("ada", "ben", "cem", "dan")
ZONES = ("Europe/Stockholm", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")
AWAY: tuple[TurnTaking, ...] = ("next", "gap")
LINES = ("Mon-Fri 09:00-17:00", "Sat-Sun 00:00-24:00", "Mon-Sun 22:00-06:00")
# Both nights of the year on which clocks change lie in it, for each zone.
SINCE, UNTIL = datetime(2026, 9, 25, tzinfo=UTC), datetime(2026, 11, 12, tzinfo=UTC)
HOURS = int((UNTIL - SINCE) / timedelta(hours=1))

moments = st.integers(0, HOURS * 2).map(lambda n: SINCE + n * timedelta(minutes=30))
spans = st.tuples(moments, moments).filter(lambda two: two[0] != two[1]).map(
    lambda two: Span(min(two), max(two))
)  # fmt: skip
people = st.sampled_from(PEOPLE)
zones = st.sampled_from(ZONES)


@st.composite
def rotations(draw: st.DrawFn) -> Rotation:
    zone = draw(zones)
    first = (SINCE.toordinal() - draw(st.integers(2, 40))) * DAY + draw(st.integers(0, 95)) * 900
    each = draw(st.sampled_from((6, 24, 24, 24 * 7, 24 * 10)))
    who = tuple(draw(st.lists(people, min_size=1, max_size=4)))
    return Rotation(who, timedelta(hours=each), first, zone)


@st.composite
def layers(draw: st.DrawFn) -> Layer:
    zone = draw(zones)
    line = draw(st.none() | st.sampled_from(LINES))
    hours = Calendar(line, (parse_line(line, zone),), frozenset(), zone) if line else None
    order, away = draw(st.integers(0, 50)), draw(st.sampled_from(AWAY))
    return Layer(str(order), draw(rotations()), order, draw(st.integers(1, 2)), hours, away)


shifts = st.builds(SingleShift, people, spans, st.integers(1, 3), st.integers(0, 3))
stand_ins = st.builds(
    StandIn,
    people,
    spans,
    st.integers(0, 1000),
    level=st.integers(0, 2),
    instead_of=st.just("") | people,
)
plans = st.builds(
    RotaPlan,
    st.lists(layers(), max_size=3, unique_by=lambda layer: layer.order).map(tuple),
    st.lists(shifts, max_size=3).map(tuple),
    st.lists(stand_ins, max_size=3, unique_by=lambda one: one.number).map(tuple),
    st.dictionaries(people, st.lists(spans, max_size=2).map(tuple), max_size=2),
    st.frozensets(people, max_size=1),
)


@given(rotations())
def test_a_rotation_has_no_gap_and_no_overlap_on_any_night(rotation: Rotation) -> None:
    plan = RotaPlan((Layer("only", rotation),))
    final = final_schedule(plan, SINCE, UNTIL)
    assert all(len(stretch.people) == 1 for stretch in final)
    turns = [stretch.cells[0].held[0].span for stretch in final]
    assert all(a.until == b.since for a, b in pairwise(turns))


@given(plans)
def test_the_schedule_is_whole_and_each_stretch_differs_from_the_next(plan: RotaPlan) -> None:
    final = final_schedule(plan, SINCE, UNTIL)
    assert (final[0].span.since, final[-1].span.until) == (SINCE, UNTIL)
    assert all(a.span.until == b.span.since for a, b in pairwise(final))
    assert all(a.cells != b.cells for a, b in pairwise(final))


@given(plans)
def test_nobody_who_is_away_or_gone_ever_appears(plan: RotaPlan) -> None:
    for stretch in final_schedule(plan, SINCE, UNTIL):
        for person in stretch.people:
            assert person not in plan.gone
            away = plan.away.get(person, ())
            assert not any(
                one.since < stretch.span.until and stretch.span.since < one.until for one in away
            )


@given(plans, st.randoms(use_true_random=False))
def test_the_order_in_which_the_parts_are_given_makes_no_difference(
    plan: RotaPlan, chance: Random
) -> None:
    def mixed(parts: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(chance.sample(parts, len(parts)))

    other = RotaPlan(
        mixed(plan.layers), mixed(plan.shifts), mixed(plan.stand_ins),
        dict(mixed(tuple(plan.away.items()))), plan.gone,
    )  # fmt: skip
    assert final_schedule(plan, SINCE, UNTIL) == final_schedule(other, SINCE, UNTIL)


@given(plans, moments)
def test_any_moment_agrees_with_the_stretch_around_it(plan: RotaPlan, at: datetime) -> None:
    stretch = next(
        (it for it in final_schedule(plan, SINCE, UNTIL) if it.span.since <= at < it.span.until),
        None,
    )
    assert stretch is None or stretch.people == on_duty(plan, at)


@given(plans, moments)
def test_between_two_changes_nobody_else_is_on_duty(plan: RotaPlan, at: datetime) -> None:
    edges = [SINCE, *changes(plan, SINCE, UNTIL), UNTIL]
    since = max(edge for edge in edges if edge <= at)
    assert on_duty(plan, at) == on_duty(plan, since)


@given(plans, moments)
def test_a_schedule_in_two_parts_is_the_whole_one(plan: RotaPlan, at: datetime) -> None:
    whole = final_schedule(plan, SINCE, UNTIL)
    parts = final_schedule(plan, SINCE, at) + final_schedule(plan, at, UNTIL)
    told = [(it.span.until, it.cells) for it in parts if it.span.until != at]
    assert [one for one in told if one not in [(it.span.until, it.cells) for it in whole]] == []

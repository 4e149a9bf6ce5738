"""What differs between two final schedules: duty gained and lost, gaps that open."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from charterdesk.engine.rotation import (
    Gap,
    Outlook,
    RotaPlan,
    SingleShift,
    difference,
    final_schedule,
    gaps,
)
from charterdesk.engine.spans import Span, total

BEGIN = datetime(2026, 6, 15, tzinfo=UTC)
END = BEGIN + timedelta(hours=12)


def span(since: int, until: int) -> Span:
    return Span(BEGIN + timedelta(hours=since), BEGIN + timedelta(hours=until))


def outlook(*shifts: SingleShift) -> Outlook:
    plan = RotaPlan(shifts=shifts)
    final = final_schedule(plan, BEGIN, END)
    return Outlook(final, gaps(plan, final))


def test_a_turn_that_changes_hands_is_gained_by_one_and_lost_by_the_other() -> None:
    before = outlook(SingleShift("ada", span(0, 12)))
    after = outlook(SingleShift("ada", span(0, 4)), SingleShift("ben", span(4, 12)))
    found = difference(before, after)
    assert found.gained == {"ben": (span(4, 12),)}
    assert found.lost == {"ada": (span(4, 12),)}
    assert found.opened == ()


def test_only_the_new_part_of_a_gap_counts() -> None:
    before = outlook(SingleShift("ada", span(0, 10)))
    after = outlook(SingleShift("ada", span(0, 6)))
    assert difference(before, after).opened == (Gap(span(6, 10)),)


def test_another_level_is_the_same_duty() -> None:
    before = outlook(SingleShift("ada", span(0, 12), level=1))
    after = outlook(SingleShift("ada", span(0, 12), level=2))
    found = difference(before, after)
    assert (found.gained, found.lost) == ({}, {})


SHIFTS = st.lists(
    st.builds(
        lambda person, since, length: SingleShift(person, span(since, min(since + length, 12))),
        st.sampled_from(["ada", "ben", "zoe"]),
        st.integers(0, 11),
        st.integers(1, 6),
    ),
    max_size=5,
)


@given(SHIFTS, SHIFTS)
def test_what_one_way_is_gained_is_lost_the_other_way(
    one: list[SingleShift], other: list[SingleShift]
) -> None:
    before, after = outlook(*one), outlook(*other)
    there, back = difference(before, after), difference(after, before)
    assert there.gained == back.lost
    assert there.lost == back.gained
    assert not difference(before, before).gained
    lasting = sum((total(spans) for spans in there.gained.values()), timedelta())
    assert lasting <= timedelta(hours=36)

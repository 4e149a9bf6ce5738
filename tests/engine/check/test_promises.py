"""Rows that promise nothing, too much, or in an order that makes no sense (E9 to W14)."""

import pytest

from charterdesk.charters.shipped import shipped_names, shipped_text
from charterdesk.engine.check import Context, findings
from tests.engine.charter.charter_texts import fault_at_mark, faults_in, read, small
from tests.engine.check.judging import AT, found, sentences, steps

HOURS = "hours: {office: {open: [Mon-Fri 08:00-17:00]}}\n"


def rows(critical: str, normal: str, more: str = "") -> str:
    """The two rows of promises, and what comes after them."""
    return f"promises:\n  critical: {{{critical}}}\n  normal:   {{{normal}}}\n{more}"


def gold(row: str, *, example: bool = False) -> str:
    """A contract with this row for critical cases, and perhaps only an example."""
    only = ", example: yes" if example else ""
    return f"contracts: {{gold: {{promises: {{critical: {{{row}}}}}{only}}}}}\n"


NORMAL = "hours: office, response: 1d"


def test_e9_a_priority_without_a_row_is_refused_on_reading() -> None:
    text = small("promises: {normal: {hours: office, response: 1d}}")
    assert [(one.number, one.message) for one in faults_in(text)] == [
        ("E9", "The priority 'critical' has no row of promises.")
    ]


@pytest.mark.parametrize("place", ["promises", "aims"])
def test_e9_a_row_without_a_priority_is_refused_on_reading(place: str) -> None:
    extra = "^^urgent: {hours: always, response: 1h}"
    both = "critical: {hours: always, response: 1h}, normal: {hours: always, response: 1h}"
    where, faults = fault_at_mark(small(f"{place}: {{{both}, {extra}}}"))
    assert [(one.number, f"{one.line}:{one.column}") for one in faults] == [("E9", where)]
    assert faults[0].message == "'urgent' is not a priority of this charter."


@pytest.mark.parametrize(
    "listed",
    ["{critical: {}, normal: {}}", "{critical: {default: yes}, normal: {default: yes}}"],
)
def test_e9_not_exactly_one_default_is_refused_on_reading(listed: str) -> None:
    assert {one.number for one in faults_in(small(f"priorities: {{list: {listed}}}"))} == {"E9"}


def test_w10_a_row_that_says_nothing_of_the_response() -> None:
    silent = rows("hours: always, response: 1h", "hours: office, reply: 1d")
    assert sentences("W10", silent) == [
        "The row 'normal' doesn't say what it promises for the response."
    ]
    for said in ("1d", "asap", "not stated"):
        row = rows("hours: always, response: 1h", f"hours: office, response: {said}")
        assert found("W10", row) == []


LOOSER = {
    "more of the same hours": ("hours: office, response: 9h", "hours: office, response: 8h"),
    "more days": ("hours: office, response: 2d", NORMAL),
    "hours that close": ("hours: office, response: 4h", "hours: always, response: 8h"),
    "more counted time than a day has": ("hours: office, response: 10h", NORMAL),
    "the end of a day": ("hours: office, response: end of day 1d", NORMAL),
    "nothing against a number": ("hours: office, response: not stated", NORMAL),
    "nothing against asap": (
        "hours: office, response: not stated",
        "hours: office, response: asap",
    ),
}
STRICTER = {
    "the same": (NORMAL, NORMAL),
    "less time": ("hours: office, response: 8h", "hours: office, response: 9h"),
    "hours that never close": ("hours: always, response: 4h", "hours: office, response: 4h"),
    "a day's hours against a day": ("hours: office, response: 9h", NORMAL),
    "a number against asap": (NORMAL, "hours: office, response: asap"),
    "another kind": ("hours: always, response: 1h, update: every 2d", NORMAL),
}


@pytest.mark.parametrize("name", LOOSER)
def test_w11_a_row_looser_than_a_lower_one(name: str) -> None:
    [said] = sentences("W11", HOURS + rows(*LOOSER[name]))
    assert said.startswith("'critical' promises response ")
    assert "of the lower priority 'normal'" in said


@pytest.mark.parametrize("name", STRICTER)
def test_w11_a_row_that_is_stricter_or_the_same_is_fine(name: str) -> None:
    assert found("W11", HOURS + rows(*STRICTER[name])) == []


def test_w11_names_a_case_for_which_it_is_so() -> None:
    [said] = sentences("W11", HOURS + rows(*LOOSER["hours that close"]))
    assert said.endswith("for example for a case of Sun 22 Nov 2026, 01:00 CET.")


def test_w11_a_contract_s_row_is_compared_with_what_it_keeps_of_the_base() -> None:
    base = rows("hours: always, response: 1h", NORMAL)
    assert len(found("W11", base + gold("hours: office, response: 3d"))) == 1
    assert found("W11", base + gold("hours: office, response: 3d", example=True)) == []
    assert found("W11", base + gold("response: 30m")) == []


def test_w11_neighbours_are_enough_for_a_long_list() -> None:
    names = [f"p{n}" for n in range(40)]
    listed = ", ".join(f"{name}: {{}}" for name in names[:-1]) + ", p39: {default: yes}"
    each = "\n".join(
        f"  {name}: {{hours: office, response: {n + 1}h}}" for n, name in enumerate(names)
    )
    charter = f"priorities: {{list: {{{listed}}}}}\npromises:\n{each}\n"
    assert found("W11", charter) == []
    assert (
        len(
            found(
                "W11",
                charter.replace(
                    "p20: {hours: office, response: 21h", "p20: {hours: office, response: 60h"
                ),
            )
        )
        == 1
    )


REACH = {
    # Twelve whole weeks and six days of the office hold 580 or 585 h, and 64 or 65 days.
    "counted hours": ("hours: office, response: 600h", "hours: office, response: 540h"),
    "days": ("hours: office, response: 70d", "hours: office, response: 60d"),
    "ends of days": (
        "hours: office, response: end of day 70d",
        "hours: office, response: end of day 60d",
    ),
    "clock hours": ("hours: always, response: 2161h", "hours: always, response: 2160h"),
    "clock days": ("hours: always, response: 91d", "hours: always, response: 90d"),
}


@pytest.mark.parametrize("name", REACH)
def test_e12_a_target_that_90_days_don_t_hold(name: str) -> None:
    trips, just_not = REACH[name]
    [said] = sentences("E12", HOURS + rows("hours: always, response: 1h", trips))
    assert said.endswith("can't be reached in 90 days of " + trips.split(",")[0][7:] + ".")
    assert found("E12", HOURS + rows("hours: always, response: 1h", just_not)) == []


def test_e12_closed_dates_count() -> None:
    days = ", ".join(f"2026-12-{day:02}" for day in range(1, 32))
    shut = f"hours: {{office: {{open: [Mon-Fri 08:00-17:00], closed: [{days}]}}}}\n"
    row = rows("hours: always, response: 1h", "hours: office, response: 500h")
    assert len(found("E12", shut + row)) == 1
    assert found("E12", HOURS + row) == []


@pytest.mark.parametrize(
    "place",
    [
        "aims: {normal: {hours: office, resolution: 200d}}\n",
        gold("hours: always, response: 100d", example=True),
        steps(
            "step: a, at: 0m, notify: [boss]",
            head="promises: {hours: always, update: every 91d}",
        ),
    ],
)
def test_e12_aims_examples_and_ladders_are_held_to_it_too(place: str) -> None:
    assert len(found("E12", HOURS + place)) == 1


@pytest.mark.parametrize(
    ("warn", "trips", "just_not"), [("75%", "39s", "40s"), ("99%", "16m", "17m")]
)
def test_e12_a_target_too_short_for_its_warning(warn: str, trips: str, just_not: str) -> None:
    def row(length: str) -> str:
        return f"warn: {warn}\n" + rows(f"hours: always, response: {length}", NORMAL)

    [said] = sentences("E12", row(trips))
    assert said.startswith(f"The promise response {trips} is so short that its warning at {warn}")
    assert "comes 9 s" in said
    assert found("E12", row(just_not)) == []


UPDATES = {
    "the same hours": (
        "hours: office, response: 4h, update: every 3h",
        "hours: office, response: 4h, update: every 4h",
    ),
    "hours of their own": (
        "hours: office, response: 4h, update: every 8h always",
        "hours: office, response: 4h, update: every 1d",
    ),
}


@pytest.mark.parametrize("name", UPDATES)
def test_w14_an_update_before_the_response(name: str) -> None:
    trips, just_not = UPDATES[name]
    [said] = sentences("W14", HOURS + rows(trips, NORMAL))
    assert said.startswith("'critical' promises an update (every ")
    assert found("W14", HOURS + rows(just_not, NORMAL)) == []


def test_w14_a_promise_without_a_number_is_before_nothing() -> None:
    vague = rows("hours: always, response: not stated, update: every 4h", NORMAL)
    assert found("W14", vague) == []


def test_w14_a_contract_may_put_the_update_first() -> None:
    base = rows("hours: always, response: 1h, update: every 4h", NORMAL)
    assert len(found("W14", base + gold("update: every 30m"))) == 1
    assert found("W14", base + gold("response: 30m")) == []


@pytest.mark.parametrize("name", shipped_names())
def test_shipped_rows_stand_in_order(name: str) -> None:
    told = {one.number for one in findings(read(shipped_text(name)), Context(AT))}
    assert told & {"E9", "W10", "W11", "E12", "W14"} == set()

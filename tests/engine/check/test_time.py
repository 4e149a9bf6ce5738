"""Hours that can't be meant: never open, overlapping, soon over, inside a change (E4 to I8)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from charterdesk.charters.shipped import shipped_text
from charterdesk.engine.charter.values import Place
from charterdesk.engine.check import Context, findings
from charterdesk.engine.phrase import english
from tests.engine.charter.charter_texts import faults_in, read, small
from tests.engine.check.judging import AT, found, sentences


def hours(opened: str, more: str = "") -> str:
    """One calendar of these lines."""
    return f"hours: {{office: {{open: [{opened}]{more}}}}}\n"


def closed(*days: str) -> str:
    """An office that is closed on these dates."""
    return hours("Mon-Fri 08:00-17:00", f", closed: [{', '.join(days)}]")


MONDAYS = [str(date(2026, 1, 5) + timedelta(weeks=n)) for n in range(160)]


def test_e4_hours_whose_every_date_is_closed_never_open() -> None:
    all_closed = hours("Mon 08:00-17:00", f", closed: [{', '.join(MONDAYS)}]")
    assert sentences("E4", all_closed) == ["The hours 'office' don't open once in a year."]
    but_one = hours("Mon 08:00-17:00", f", closed: [{', '.join(MONDAYS[:70])}]")
    assert found("E4", but_one) == []


def test_e4_hours_without_a_line_are_refused_on_reading() -> None:
    assert {fault.number for fault in faults_in(small("hours: {office: {open: []}}"))} == {"E4"}


OVERLAPS = {
    "within a day": ("Mon 08:00-17:00, Mon 16:59-20:00", "Mon 08:00-17:00, Mon 17:00-20:00"),
    "the same line twice": ("Mon-Tue 08:00-17:00, Tue 08:00-17:00", "Mon 08:00-17:00"),
    "over midnight": ("Mon 22:00-06:00, Tue 05:00-09:00", "Mon 22:00-06:00, Tue 06:00-09:00"),
    "over the week's end": (
        "Sun 22:00-06:00, Mon 05:00-09:00",
        "Sun 22:00-06:00, Mon 06:00-09:00",
    ),
    "in two zones": (
        "Mon 08:00-17:00, Mon 10:59-12:00 America/New_York",
        "Mon 08:00-17:00, Mon 12:00-13:00 America/New_York",
    ),
}


@pytest.mark.parametrize("name", OVERLAPS)
def test_w5_overlapping_lines(name: str) -> None:
    trips, just_not = OVERLAPS[name]
    one, other = trips.split(", ")
    assert sentences("W5", hours(trips)) == [
        f"Two lines of 'office' overlap: '{one}' and '{other}'."
    ]
    assert found("W5", hours(just_not)) == []


def test_w5_lines_of_zones_that_overlap_only_while_their_clocks_are_out_of_step() -> None:
    lines = "Mon-Fri 08:00-17:00, Mon-Fri 11:00-12:00 America/New_York"
    [said] = sentences("W5", hours(lines))
    assert said.startswith("Two lines of 'office' overlap on 2027-03-15, because their zones")
    assert said.endswith(": 'Mon-Fri 08:00-17:00' and 'Mon-Fri 11:00-12:00 America/New_York'.")
    out_of_step = [date(2026, 10, 26), date(2027, 3, 15), date(2027, 3, 22), date(2027, 11, 1)]
    days = [day + timedelta(days=n) for day in out_of_step for n in range(5)]
    assert found("W5", hours(lines, f", closed: [{', '.join(map(str, days))}]")) == []


def test_w5_stands_at_the_later_line_of_the_two() -> None:
    more = "hours:\n  office:\n    open:\n      - Mon 08:00-17:00\n      - Mon 16:59-20:00\n"
    text = small(more)
    [finding] = [one for one in findings(read(text), Context(AT)) if one.number == "W5"]
    line = text.splitlines().index("      - Mon 16:59-20:00") + 1
    assert (finding.place.line, finding.place.column) == (line, 9)


def test_w5_a_line_that_closes_where_it_opens_doesn_t_overlap_itself() -> None:
    assert found("W5", hours("Mon-Sun 08:00-08:00")) == []


def test_w5_printed_lines_that_are_other_moments() -> None:
    printed = hours("Mon-Fri 08:00-17:00", ", also_said: [Mon-Fri 02:00-11:00 America/New_York]")
    [said] = sentences("W5", printed)
    assert said.startswith("The printed lines of 'office' are other moments than the counted ones")
    assert said.endswith(": in 2026 on 28 of 365 days, by up to 1 h.")
    same = hours("Mon-Fri 08:00-17:00", ", also_said: [Mon-Fri 08:00-17:00 Europe/Paris]")
    assert found("W5", same) == []


def test_w5_one_printed_line_may_stand_for_two_that_touch() -> None:
    touching = "Mon-Fri 08:00-12:00, Mon-Fri 12:00-17:00"
    assert found("W5", hours(touching, ", also_said: [Mon-Fri 08:00-17:00]")) == []
    assert len(found("W5", hours(touching, ", also_said: [Mon-Fri 08:00-16:00]"))) == 1


def test_w5_two_printed_lines_that_touch_may_stand_for_one() -> None:
    touching = ", also_said: [Mon-Fri 07:00-11:00 Europe/London, Mon-Fri 11:00-16:00 Europe/London]"
    assert found("W5", hours("Mon-Fri 08:00-17:00", touching)) == []
    apart = touching.replace("11:00-16:00", "12:00-16:00")
    assert len(found("W5", hours("Mon-Fri 08:00-17:00", apart))) == 1


def test_w5_printed_lines_that_leave_a_day_out() -> None:
    printed = ", also_said: [Mon-Thu 07:00-16:00 Europe/London]"
    [said] = sentences("W5", hours("Mon-Fri 08:00-17:00", printed))
    assert said.endswith(": in 2026 on 51 of 365 days, by up to 9 h.")


def test_w5_bicom_s_columns_differ_on_all_but_28_days_of_2026() -> None:
    bicom = read(shipped_text("bicom"))
    [finding] = [one for one in findings(bicom, Context(AT)) if one.number == "W5"]
    assert "in 2026 on 337 of 365 days, by up to 1 h." in english(finding.message, "UTC")


def test_w6_a_closed_list_that_ends_within_a_year() -> None:
    assert sentences("W6", closed("2026-12-24", "2027-11-21")) == [
        "The closed dates of 'office' end with 2027-11-21, less than a year ahead."
    ]
    assert found("W6", closed("2026-12-24", "2027-11-22")) == []
    assert found("W6", hours("Mon-Fri 08:00-17:00")) == []


def test_w6_a_version_that_begins_later_is_judged_from_then() -> None:
    later = "in_force_from: 2027-03-01 00:00\n"
    assert len(found("W6", later + closed("2028-02-29"))) == 1
    assert found("W6", later + closed("2028-03-01")) == []


def test_w6_a_version_in_force_for_long_is_told_when_its_list_is_over() -> None:
    old = "in_force_from: 2007-05-17 00:00\n"
    assert found("W6", old + closed("2026-12-31")) == []
    assert len(found("W6", old + closed("2026-11-20"))) == 1


def test_w6_what_is_published_now_wants_a_year_from_now() -> None:
    old = read(small("in_force_from: 2007-05-17 00:00\n" + closed("2026-12-31")))
    told = findings(old, Context(AT, published_at=AT))
    assert [one.number for one in told if one.number == "W6"] == ["W6"]


def test_w6_a_year_from_a_leap_day_ends_on_the_first_of_march() -> None:
    at = datetime(2028, 2, 29, 12, tzinfo=UTC)
    assert len(found("W6", closed("2029-02-28"), at=at)) == 1
    assert found("W6", closed("2029-03-01"), at=at) == []


CHANGES = {
    # What the line says, and which wall the clocks skip or double on the next such night.
    "Sat 22:00-02:30": "02:30, which the clocks of Europe/Stockholm skip on 2027-03-28.",
    "Sun 02:00-09:00": "02:00, which the clocks of Europe/Stockholm skip on 2027-03-28.",
    "Sun 01:30-09:00 America/New_York": (
        "01:30, which the clocks of America/New_York show twice on 2027-11-07."
    ),
    "Sun 02:15-09:00 Australia/Lord_Howe": (
        "02:15, which the clocks of Australia/Lord_Howe skip on 2027-10-03."
    ),
}


@pytest.mark.parametrize("line", CHANGES)
def test_w7_an_edge_inside_a_change_of_the_clocks(line: str) -> None:
    assert sentences("W7", hours(line)) == [
        f"'{line}' of 'office' begins or ends at {CHANGES[line]}"
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Sat 22:00-03:00",
        "Sat 22:00-01:59",
        "Sun 03:00-09:00",
        "Fri 22:00-02:30",
        "Sun 02:30-09:00 Asia/Tokyo",
        "Sun 00:59-09:00 America/New_York",
        "Mon-Fri 02:30-17:00",
    ],
)
def test_w7_an_edge_beside_a_change_is_fine(line: str) -> None:
    assert found("W7", hours(line)) == []


def test_w7_a_shift_that_is_closed_on_the_night_of_the_change_is_fine() -> None:
    line = "Sat 22:00-02:30"
    nights = ("2027-03-27", "2027-10-30")  # the dates on which the shifts open
    assert found("W7", hours(line, f", closed: [{', '.join(nights)}]")) == []
    assert len(found("W7", hours(line, f", closed: [{nights[0]}]"))) == 1
    assert len(found("W7", hours(line, ", closed: [2027-03-28, 2027-10-31]"))) == 1


WEEKS = {
    "Mon-Fri 08:00-17:00": "45",
    "Mon-Thu 08:00-17:00, Fri 08:00-15:30": "43.5",
    "Mon-Sun 00:00-24:00": "168",
    "Mon 08:00-17:00, Mon 16:00-18:00": "10",
    "Sun 22:00-06:00": "8",
    "Mon 09:00-17:00, Mon 09:00-17:00 America/New_York": "14",
}


@pytest.mark.parametrize("lines", WEEKS)
def test_i8_says_how_long_a_week_is_open(lines: str) -> None:
    assert sentences("I8", hours(lines)) == [f"'office' is open {WEEKS[lines]} h per week."]


@pytest.mark.parametrize(("name", "length"), [("bicom", "115"), ("roxen", "45")])
def test_i8_of_shipped_charters(name: str, length: str) -> None:
    told = findings(read(shipped_text(name)), Context(AT))
    first = next(one for one in told if one.number == "I8")
    assert f"is open {length} h per week." in english(first.message, "UTC")


def test_a_finding_stands_where_the_list_stands() -> None:
    text = small("hours:\n  office:\n    open: [Mon 08:00-17:00]\n    closed: [2026-12-24]")
    line = text.splitlines().index("    closed: [2026-12-24]") + 1
    [finding] = [one for one in findings(read(text), Context(AT)) if one.number == "W6"]
    assert finding.place == Place("test.yaml", line, 13)

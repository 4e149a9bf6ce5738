"""What gets stricter and what looser is told by the dues, start for start (semantics.md 2.6 A)."""

from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charterdesk.charters.shipped import shipped_text
from charterdesk.engine.calendar import ALWAYS, Calendar, parse_line
from charterdesk.engine.charter.reader import read_charter
from charterdesk.engine.charter.values import Charter, Target
from charterdesk.engine.diff import Change, differences
from charterdesk.engine.diff.judging import Clock, clock_changes, judged, open_time
from charterdesk.engine.phrase import english

SINCE: Final = datetime(2026, 1, 1, tzinfo=UTC)
ROXEN: Final = shipped_text("roxen")
HIGH: Final = (("priority", "high"), ("promise", "response"))


def changed(*turns: tuple[str, str]) -> tuple[Charter, Charter]:
    """Roxen's charter, and the same with some words replaced."""
    text = ROXEN
    for old, new in turns:
        assert old in text
        text = text.replace(old, new, 1)
    return read_charter(ROXEN, "old.yaml"), read_charter(text, "new.yaml")


def only(changes: tuple[Change, ...], where: tuple[tuple[str, str], ...]) -> Change:
    """The one change there."""
    (found,) = [change for change in changes if change.where == where]
    return found


def hours(text: str, zone: str = "Europe/Stockholm") -> Calendar:
    """A calendar of one line."""
    return Calendar(text, (parse_line(text, zone),), frozenset(), zone)


def days(number: int) -> Target:
    return Target("days", days=number, text=f"{number}d")


def time(length: timedelta) -> Target:
    return Target("time", amount=length, text="some time")


def test_a_shorter_time_in_the_same_hours_is_stricter_for_every_start() -> None:
    change = only(differences(*changed(("response: 4h", "response: 2h"))), HIGH)
    assert change.kind == "stricter"
    assert english(change.text, "UTC") == (
        "Priority high, response: 2h instead of 4h, in the hours office."
    )
    assert english(change.examples[0], "UTC").startswith("Sooner for every start: from ")
    assert (change.old_place.file, change.new_place.file) == ("old.yaml", "new.yaml")
    assert change.old_place.line == change.new_place.line > 0


def test_a_longer_time_is_looser() -> None:
    change = only(differences(*changed(("response: 4h", "response: 5h"))), HIGH)
    assert change.kind == "looser"


def test_a_day_of_office_against_24_hours_always_is_stricter_only() -> None:
    where = (("priority", "normal"), ("promise", "response"))
    pair = changed(("response: 1d, activation: not stated", "response: 24h always"))
    assert only(differences(*pair), where).kind == "stricter"


def test_the_same_number_in_other_hours_is_judged_and_not_read() -> None:
    pair = changed(
        ("high:     {hours: office, response: 4h", "high: {hours: office, response: 30h always")
    )
    change = only(differences(*pair), HIGH)
    assert change.kind == "mixed"
    said = [english(example, "Europe/Stockholm") for example in change.examples]
    assert said[0].startswith("Sooner ")
    assert said[1].startswith("Later ")


def test_what_is_not_stated_any_more_is_looser_and_a_number_instead_is_stricter() -> None:
    old, new = changed(("response: 4h", "response: not stated"))
    assert only(differences(old, new), HIGH).kind == "looser"
    assert only(differences(new, old), HIGH).kind == "stricter"
    assert "at no fixed time" in english(only(differences(old, new), HIGH).examples[0], "UTC")


def test_another_way_to_write_the_same_time_is_told_as_such() -> None:
    change = only(differences(*changed(("response: 4h", "response: 240m"))), HIGH)
    assert change.kind == "changed"
    assert "it comes to the same" in english(change.text, "UTC")


def test_a_holiday_makes_the_hours_and_what_counts_by_them_looser() -> None:
    found = differences(*changed(("2026-12-24, ", "2026-12-23, 2026-12-24, ")))
    kinds = {change.where: change.kind for change in found}
    assert kinds[(("hours", "office"),)] == "looser"
    assert kinds[HIGH] == "looser"
    high = only(found, HIGH)
    assert "still 4h" in english(high.text, "UTC")
    assert "2026-12-23" in " ".join(english(change.text, "UTC") for change in found)


def test_a_holiday_beyond_the_years_of_the_calendars_is_told_all_the_same() -> None:
    for day in ("2199-12-31", "1970-01-01"):
        found = differences(*changed(("2026-12-24, ", f"{day}, 2026-12-24, ")))
        assert [change.where for change in found] == [(("hours", "office"),)]
        assert day in english(found[0].text, "UTC")


def test_a_charter_that_is_in_force_in_a_far_year_is_compared() -> None:
    old, new = changed(("in_force_from: 2007-05-17", "in_force_from: 2199-05-17"))
    assert "2199-05-17" in english(differences(old, new)[0].text, "UTC")


def test_longer_hours_make_what_counts_by_them_stricter() -> None:
    found = differences(*changed(("[Mon-Fri 08:00-17:00]", "[Mon-Fri 07:00-18:00]")))
    assert only(found, HIGH).kind == "stricter"
    assert {change.kind for change in found if change.theme == "hours"} == {"stricter"}


def test_each_change_counts_the_open_cases_that_it_would_touch() -> None:
    old, new = changed(("response: 4h", "response: 2h"), ("prefix: RX", "prefix: RY"))
    found = differences(old, new, {("high", ""): 3, ("normal", "gold"): 5})
    assert only(found, HIGH).open_cases == 3
    assert [change.open_cases for change in found if change.theme == "intake"] == [0]
    assert all(change.open_cases is None for change in differences(old, new))


def test_a_contract_with_its_own_number_is_not_touched_by_the_row() -> None:
    text, row = shipped_text("handsfree"), "critical: {hours: always, response: "
    assert f"{row}not stated" in text
    old = read_charter(text, "a")
    new = read_charter(text.replace(f"{row}not stated", f"{row}9h", 1), "b")
    cases = {("critical", ""): 2, ("critical", "example-gold"): 7}
    where = (("priority", "critical"), ("promise", "response"))
    assert only(differences(old, new, cases), where).open_cases == 2


def test_a_step_that_comes_sooner_is_stricter() -> None:
    text = shipped_text("voxeo")
    old = read_charter(text, "a")
    new = read_charter(text.replace("within: 10m", "within: 5m", 1), "b")
    change = only(differences(old, new), (("ladder", "formal"), ("step", "management")))
    assert change.kind == "stricter"
    assert "5m instead of 10m" in english(change.text, "UTC")


@pytest.mark.parametrize("zone", ["Europe/Stockholm", "America/New_York", "Australia/Sydney"])
def test_the_nights_of_a_clock_change_are_found_to_the_minute(zone: str) -> None:
    found = clock_changes((zone,), SINCE)
    assert len(found) == 2
    assert all(at.minute == 0 and at.second == 0 for at in found)


def test_a_zone_without_summer_time_has_no_such_night() -> None:
    assert clock_changes(("Europe/Moscow",), SINCE) == ()


def test_open_time_gained_and_lost_is_counted_over_the_year() -> None:
    short, long = hours("Mon 08:00-17:00"), hours("Mon 09:00-18:00")
    assert open_time(short, long, SINCE) == (timedelta(hours=52), timedelta(hours=52))


clocks = st.builds(
    Clock,
    st.one_of(
        st.builds(days, st.integers(1, 4)),
        st.builds(time, st.timedeltas(timedelta(minutes=1), timedelta(hours=40))),
    ),
    st.sampled_from([ALWAYS, hours("Mon-Fri 08:00-17:00"), hours("Sat-Sun 22:00-06:00")]),
)


@given(old=clocks, new=clocks)
def test_the_way_back_judges_the_other_way_round(old: Clock, new: Clock) -> None:
    there, back = judged(old, new, SINCE), judged(new, old, SINCE)
    assert [e.start for e in there.sooner] == [e.start for e in back.later]
    assert [e.start for e in there.later] == [e.start for e in back.sooner]


@given(old=clocks, new=clocks)
def test_an_example_is_what_the_engine_would_give(old: Clock, new: Clock) -> None:
    judgement = judged(old, new, SINCE)
    for example in (*judgement.sooner[:3], *judgement.later[:3]):
        assert example.old == old.due(example.start)
        assert example.new == new.due(example.start)


def test_as_soon_as_possible_says_more_than_not_stated_though_neither_is_due() -> None:
    old, new = changed(("response: 1d, activation: not stated", "response: 1d, activation: asap"))
    where = (("priority", "normal"), ("promise", "activation"))
    change = only(differences(old, new), where)
    assert change.kind == "stricter"
    assert "no longer listed as not promised" in english(change.text, "UTC")
    assert only(differences(new, old), where).kind == "looser"


def test_at_once_that_means_another_time_is_no_change_of_the_hours() -> None:
    found = differences(*changed(("at_once: 15m", "at_once: 10m")))
    change = only(found, (("priority", "critical"), ("promise", "activation")))
    assert english(change.text, "UTC").endswith("still at once, but that is another time now.")


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("else: [support-manager]", "else: []", "nobody is told instead of support-manager."),
        ("joins: when the owner asks", "joins: by bug ticket", "joins by bug ticket instead of"),
        ("who: anyone", "who: anyone, others: hold 30d", "is held for 30 days and opens no case."),
        ("zone: Europe/Stockholm", "zone: Europe/Helsinki", "are those of Europe/Helsinki"),
    ],
)
def test_what_is_empty_or_long_is_worded_for_people(was: str, becomes: str, said: str) -> None:
    sentences = [english(one.text, "UTC") for one in differences(*changed((was, becomes)))]
    assert any(said in sentence for sentence in sentences)
    assert not any("In force from" in sentence for sentence in sentences)

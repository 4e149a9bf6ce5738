"""A drawn load: read with exact positions, drawn by a seed, true to what it says."""

from collections import Counter
from datetime import timedelta
from statistics import mean, median
from zoneinfo import ZoneInfo

import pytest

from charterdesk.engine.charter.faults import CharterErrors
from charterdesk.simulation.load.drawing import drawn
from charterdesk.simulation.load.observed import with_observed
from charterdesk.simulation.load.reading import read_load
from charterdesk.simulation.load.values import Load
from charterdesk.simulation.log.reading import LogOptions, read_log
from tests.simulation.cast import HERE, csv, shipped, shop

LOAD = """
load: a test
weeks: 10
from: 2026-06-01
seed: 3
weights: {office: {Mon-Fri 08:00-17:00: 1}}
arrivals:
  - {channel: mail, priority: normal, per_week: 200, over: office}
  - {channel: phone, priority: critical, per_week: 20}
work:
  first: {median: 10m, p90: 30m}
  later: {mean: 20m}
  contacts: {1: 50%, 2: 50%}
waits: [{on: customer, share: 40%, length: 2h}]
acknowledges: {share: 80%, after: {mean: 2m}}
patience: {mean: 5m}
staff: {crew: {number: 3, hours: office}}
"""


def load(text: str = LOAD) -> Load:
    return read_load(text, "load.yaml", shop())


def test_the_same_seed_draws_the_same_cases() -> None:
    assert drawn(load(), 3, 0) == drawn(load(), 3, 0)
    assert drawn(load(), 3, 0) != drawn(load(), 3, 1)
    assert drawn(load(), 3, 0) != drawn(load(), 4, 0)


def test_a_flow_that_is_added_changes_no_other() -> None:
    more = LOAD.replace("work:", "  - {channel: mail, per_week: 50}\nwork:")
    before = drawn(load(), 3, 0)
    after = [case for case in drawn(load(more), 3, 0) if not case.ref.startswith("3-")]
    assert [(case.ref, case.at) for case in after] == [(case.ref, case.at) for case in before]


def test_as_many_come_as_the_load_says_and_when() -> None:
    cases = drawn(load(), 3, 0)
    by_channel = Counter(case.channel for case in cases)
    assert by_channel["mail"] == pytest.approx(2000, abs=150)
    assert by_channel["phone"] == pytest.approx(200, abs=50)
    walls = [case.at.astimezone(ZoneInfo("Europe/Stockholm")) for case in cases]
    mail = [wall for case, wall in zip(cases, walls, strict=True) if case.channel == "mail"]
    assert all(wall.weekday() < 5 and 8 <= wall.hour < 17 for wall in mail)


def test_lengths_have_the_median_and_the_mean_that_are_said() -> None:
    cases = drawn(load(), 3, 0)
    firsts = [case.work[0].total_seconds() for case in cases]
    laters = [length.total_seconds() for case in cases for length in case.work[1:]]
    assert median(firsts) == pytest.approx(600, rel=0.06)
    assert sorted(firsts)[int(len(firsts) * 0.9)] == pytest.approx(1800, rel=0.1)
    assert mean(laters) == pytest.approx(1200, rel=0.08)


def test_shares_are_as_said() -> None:
    cases = drawn(load(), 3, 0)
    waits = [wait for case in cases for wait in case.waits]
    waited = sum(on == "customer" for on, _ in waits)
    assert waited / len(waits) == pytest.approx(0.4, abs=0.05)
    assert {length for on, length in waits if on} == {timedelta(hours=2)}
    calls = [call for case in cases for call in case.acknowledges]
    assert sum(call is not None for call in calls) / len(calls) == pytest.approx(0.8, abs=0.03)


def test_arrivals_as_in_the_log_have_its_rates() -> None:
    lines = [f"A{n},2026-06-{day:02} 09:{n % 60:02},high" for day in (1, 8, 15) for n in range(30)]
    numbered = [line.replace("A", f"A{place}-") for place, line in enumerate(lines)]
    log = read_log(csv("number,opened,priority", *numbered), shop(), LogOptions())
    seen = with_observed(load("load: x\narrivals: as in the log\nwork: {first: 5m}"), log.cases)
    (flow,) = seen.flows
    assert flow.priority == "high"
    assert flow.per_week == pytest.approx(45, rel=0.02)
    assert flow.weights[9] == 1.0


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("weeks: 10", "weks: 10", ("3:1: error: 'weks' is not a key of a load. "
                                  "Did you mean 'weeks'?")),
        ("channel: mail", "channel: mial", ("8:15: error: 'mial' is not a word for `channel`. "
                                           "Did you mean 'mail'?")),
        ("priority: critical", "priority: urgent", "'urgent' is not a word for `priority`."),
        ("over: office", "over: offise", "Did you mean 'office'?"),
        ("2: 50%", "2: 30%", "13:13: error: The shares of contacts make 80%."),
        ("p90: 30m", "p90: 3m", "`first` is no length to draw."),
        ("crew: {number", "krew: {number", "'krew' is not a tier of the charter."),
        ("hours: office", "hours: ofice", ("'ofice' is no calendar of the charter. "
                                          "Did you mean 'office'?")),
        ("Mon-Fri 08:00-17:00: 1", "Mon-Fry 08:00-17:00: 1", "6:20: error:"),
        ("weeks: 10", "weeks: 10000", "Write a whole number from 1 to 520."),
        ("from: 2026-06-01", "from: June", "'June' is not a moment."),
        ("from: 2026-06-01", "from: 9999-12-31", "4:7: error: '9999-12-31' is not"),
        ("from: 2026-06-01", "from: 2085-10-14", "Begin in the years 1971 to 2080."),
        ("per_week: 20}", "per_week: 20, contract: gold}", "9:66: error: 'gold' is not a word for"),
        ("weights: {office: {Mon-Fri 08:00-17:00: 1}}\n", "", "'office' is not a word for `over`."),
        ("share: 40%, length: 2h}", "share: 60%, length: 2h}, {on: bug, share: 60%, length: 1h}",
         "14:8: error: The shares of `waits` make 120%. Let them make at most 100% together."),
        ("patience:", "tiers: {crew: 100%, head: 2%}\npatience:", "is not a word for `tiers`"),
        ("{mean: 20m}", "{mean: 20m, p90: 30m}", "12:10: error: `later` is no length to draw."),
        ("{number: 3, hours: office}", "{hours: office}", "17:15: error: `crew` needs `number`."),
        ("per_week: 200", "per_week: 900000", ("8:3: error: A run has about 9 000 200 cases; "
                                              "2 000 000 are the most. Take fewer weeks")),
        ("per_week: 200", "per_week: 2.5.1", "Write a number from 0 to 1000000, such as 20"),
    ],
)  # fmt: skip
def test_a_fault_is_named_at_its_place(old: str, new: str, fault: str) -> None:
    with pytest.raises(CharterErrors) as caught:
        load(LOAD.replace(old, new))
    assert fault in str(caught.value)


def test_a_case_may_come_less_than_once_a_week() -> None:
    rare = load(LOAD.replace("per_week: 200", "per_week: 0.5"))
    assert rare.expected == pytest.approx(205)


def test_a_thinned_load_has_few_cases_over_whole_weeks() -> None:
    assert load().of_about(450).weeks == 2
    assert load().thinned(450).expected == pytest.approx(440)
    assert load().thinned(100).weeks == 1
    assert load().thinned(100).expected == pytest.approx(100)


def test_the_example_in_the_manual_can_be_read() -> None:
    text = (HERE.parents[1] / "docs" / "simulate" / "load.yaml").read_bytes()
    example = read_load(text, "load.yaml", shipped("roxen"))
    assert example.expected == pytest.approx(736)

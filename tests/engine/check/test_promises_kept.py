"""Promises that nobody is there to keep, that never run, or that never end (W13 to W17)."""

import pytest

from charterdesk.charters.shipped import shipped_names, shipped_text
from charterdesk.engine.check import Context, findings
from charterdesk.engine.people import PeopleRota, read_people
from tests.engine.charter.charter_texts import read
from tests.engine.check.judging import AT, found, sentences, steps

TIERS = "tiers: [{name: first, role: engineer, owns: always}]\n"


def critical(row: str) -> str:
    """The critical row, above a normal one that promises a day."""
    return f"promises: {{critical: {{{row}}}, normal: {{hours: office, response: 1d}}}}\n"


QUICK = critical("hours: always, response: 59m")
PROMISED = "'critical' promises response in under an hour, day and night"
PEOPLE = """\
people: example
zone: Europe/Stockholm
persons:
  anna: {roles: [engineer], works: office}
  bo:   {works: always}
  cleo: {roles: [boss], works: always}
rotas:
  nights: {shifts: [{who: bo, from: 2026-11-01 00:00, until: 2027-03-01 00:00}]}
"""
TOLD = "tell: [{when: opened, if: priority critical, who: duty, by: [phone]}]\n"


def test_w13_under_an_hour_day_and_night_without_a_rota() -> None:
    # The sound charter has no tiers and tells nobody.
    assert sentences("W13", QUICK) == [f"{PROMISED}, but no rota or team hears of such a case."]
    assert sentences("W13", QUICK + TIERS + TOLD) == [
        f"{PROMISED}, but nobody is known to stand behind duty, engineer."
    ]


@pytest.mark.parametrize(
    "row",
    [
        "hours: always, response: 1h, activation: 60m",
        "hours: office, response: 15m",
        "hours: always, response: asap, update: not stated",
        "hours: always, response: 1h, update: every 30m office",
    ],
)
def test_w13_an_hour_or_hours_that_close_are_fine(row: str) -> None:
    assert found("W13", critical(row)) == []


@pytest.mark.parametrize(
    "row",
    [
        "hours: always, response: 1h, activation: at once",
        "hours: office, response: 15m always",
        "hours: always, response: 1h, update: every 30m",
    ],
)
def test_w13_every_kind_counts(row: str) -> None:
    assert len(found("W13", critical(row))) == 1


def test_w13_hours_that_come_to_always_are_always() -> None:
    never_closed = (
        "hours: {office: {open: [Mon-Fri 08:00-17:00]}, all: {open: [Mon-Sun 00:00-24:00]}}\n"
    )
    assert len(found("W13", never_closed + critical("hours: all, response: 15m"))) == 1


def test_w13_one_row_is_one_finding() -> None:
    [said] = sentences("W13", critical("hours: always, response: 15m, activation: at once"))
    assert "promises response, activation in under an hour" in said


def test_w13_a_contract_for_nobody_promises_nothing() -> None:
    gold = "contracts: {gold: {promises: {critical: {response: 5m}}%s}}\n"
    assert len(found("W13", gold % "")) == 1
    assert found("W13", gold % ", example: yes") == []


def test_w13_a_rota_that_is_there_all_the_time_stands_behind_it() -> None:
    assert found("W13", QUICK + TIERS + TOLD, PEOPLE) == []


def test_w13_a_ladder_that_the_priority_starts_calls_as_well() -> None:
    ladder = steps("step: a, at: 0m, notify: [duty]", head="starts: [priority critical]")
    assert found("W13", QUICK + ladder, PEOPLE) == []
    formal = steps("step: a, at: 0m, notify: [duty]", head="starts: [formal escalation]")
    assert len(found("W13", QUICK + formal, PEOPLE)) == 1


def test_w13_a_ladder_s_own_row_needs_a_rota_as_well() -> None:
    head = "promises: {hours: always, update: every %s}"
    ladder = steps("step: a, at: 0m, notify: [duty]", head=head % "30m")
    [said] = sentences("W13", ladder)
    assert said.startswith("'up' promises update in under an hour, day and night")
    assert said.endswith("nobody is known to stand behind duty.")
    assert found("W13", ladder, PEOPLE) == []
    slow = steps("step: a, at: 0m, notify: [duty]", head=head % "1h")
    assert found("W13", slow) == []


def test_w13_names_the_first_gap() -> None:
    until = PEOPLE.replace("until: 2027-03-01 00:00", "until: 2026-11-28 06:30")
    gap = "from Sat 28 Nov 2026, 06:30 CET to Mon 30 Nov 2026, 08:00 CET"
    assert sentences("W13", QUICK + TIERS + TOLD, until) == [
        f"{PROMISED}, but nobody is duty, engineer {gap}."
    ]


def test_w13_a_stand_in_is_no_rota() -> None:
    nobody = PEOPLE.partition("rotas:")[0].replace("bo:   {", "bo:   {roles: [chief], ")
    assert len(found("W13", QUICK + TIERS + TOLD, nobody)) == 1


def test_w13_roxen_trips_unless_the_duty_engineer_has_a_rota() -> None:
    roxen = read(shipped_text("roxen"))
    people = PEOPLE.replace("example", "roxen").replace("nights", "out-of-hours")
    people = people.replace("[boss]", "[support-manager]")
    rota = PeopleRota(roxen, read_people(people, "people.yaml", roxen))
    assert "W13" in {one.number for one in findings(roxen, Context(AT))}
    assert "W13" not in {one.number for one in findings(roxen, Context(AT, rota))}


WAITING = "waiting: {customer: {pauses: [%s], remind: [3d]}}\n"


@pytest.mark.parametrize(
    ("pauses", "said"),
    [
        ("response", "Waiting on the customer pauses the response."),
        ("update, response", "Waiting on the customer pauses the response."),
        (
            "response, update, resolution, patch",
            "Waiting on the customer pauses everything that is promised.",
        ),
    ],
)
def test_w15_a_pause_of_the_response_or_of_everything(pauses: str, said: str) -> None:
    promised = critical("hours: always, response: 1h, update: every 4h, resolution: 8h")
    assert sentences("W15", promised + WAITING % pauses) == [said]


def test_w15_a_pause_of_something_is_fine() -> None:
    promised = critical("hours: always, response: 1h, update: every 4h, resolution: 8h")
    assert found("W15", promised + WAITING % "update, resolution") == []


@pytest.mark.parametrize("kind", ["patch", "indication"])
@pytest.mark.parametrize("target", ["24h", "asap"])
def test_w16_a_promise_on_a_bug_that_nothing_brings(kind: str, target: str) -> None:
    promised = critical(f"hours: always, response: 1h, {kind}: {target}")
    assert sentences("W16", promised) == [
        f"'critical' promises {kind}, but nothing in this charter brings a bug to a case."
    ]


@pytest.mark.parametrize(
    "brings",
    [
        "tiers: [{name: makers, role: engineer, joins: by bug ticket}]\n",
        "closing: {outcomes: {bug: {needs: [bug number]}}}\n",
        "closing: {closes_also: bug ticket}\n",
        "gates: [{act: close, needs: [bug closed or taken off]}]\n",
    ],
)
def test_w16_a_charter_that_knows_bugs_may_promise_a_patch(brings: str) -> None:
    promised = critical("hours: always, response: 1h, patch: 24h")
    assert found("W16", promised + brings) == []


def test_w16_a_patch_that_is_not_stated_needs_no_bug() -> None:
    assert found("W16", critical("hours: always, response: 1h, patch: not stated")) == []


RESOLVED = critical("hours: always, response: 1h, resolution: 8h")
NEVER = "closing: {%s, silence: {close: never}}\n"
BY_OUTCOME = "agreement: by outcome, outcomes"
WORD = "agreement: customer"


@pytest.mark.parametrize(
    "closing",
    [
        NEVER % WORD,
        NEVER % "agreement: customer and analyst",
        NEVER % f"{BY_OUTCOME}: {{ok: {{needs: [customer says so]}}}}",
        NEVER % "reopen: 14d" + "gates: [{act: close, needs: [agreement of the customer]}]\n",
    ],
)
def test_w17_a_resolution_that_waits_for_a_word(closing: str) -> None:
    assert sentences("W17", RESOLVED + closing) == [
        "'critical' promises a resolution (8h), but closing needs an agreement that may never come."
    ]


@pytest.mark.parametrize(
    "closing",
    [
        (NEVER % WORD).replace("never", "14d after resolved"),
        NEVER % "agreement: not stated",
        NEVER % f"{BY_OUTCOME}: {{ok: {{needs: [why]}}}}",
        NEVER % f"{BY_OUTCOME}: {{ok: {{needs: [customer says so], agreement: not needed}}}}",
    ],
)
def test_w17_a_case_that_closes_without_a_word_is_fine(closing: str) -> None:
    assert found("W17", RESOLVED + closing) == []


def test_w17_a_resolution_without_a_number_is_fine() -> None:
    vague = critical("hours: always, response: 1h, resolution: not stated")
    assert found("W17", vague + NEVER % WORD) == []


@pytest.mark.parametrize("name", shipped_names())
def test_shipped_charters_trip_only_roxen_s_w13(name: str) -> None:
    told = {one.number for one in findings(read(shipped_text(name)), Context(AT))}
    assert told & {"W13", "W15", "W16", "W17"} == ({"W13"} if name == "roxen" else set())

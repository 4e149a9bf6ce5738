"""Each check of a ladder's steps trips on one charter, and just doesn't on the next (part 5)."""

import pytest

from charterdesk.charters.shipped import shipped_names, shipped_text
from charterdesk.engine.check import Context, findings
from tests.engine.charter.charter_texts import faults_in, read, small
from tests.engine.check.judging import AT, found, sentences, steps

ENGINEER, BOSS, CHIEF = "notify: [engineer]", "notify: [boss]", "notify: [chief]"
BOTH = "notify: [engineer, boss]"


def test_e18_a_step_after_an_unknown_or_a_later_one_is_refused_on_reading() -> None:
    for other in ("thrid", "second"):
        text = small(
            steps(f"step: first, after: {other} + 5m, {BOSS}", f"step: second, at: 5m, {BOSS}")
        )
        assert [fault.number for fault in faults_in(text)] == ["E18"]
    text = small(steps(f"step: first, at: 0m, {BOSS}", f"step: second, after: first + 5m, {BOSS}"))
    assert faults_in(text) == ()


NEVER = {
    "what stops the ladder": (
        steps(f"step: a, when: [outcome], {BOSS}"),
        steps(f"step: a, when: [outcome, not solved], {BOSS}"),
    ),
    "true already": (
        steps(f"step: a, when: [outcome], {BOSS}, unless: resolved", head="stops: [de-escalated]"),
        steps(f"step: a, when: [outcome], {BOSS}, unless: responded", head="stops: [de-escalated]"),
    ),
    "a limit longer than the next step": (
        steps(f"step: a, at: 0m, within: 21m, {ENGINEER}", f"step: b, after: a + 20m, {BOSS}"),
        steps(f"step: a, at: 0m, within: 20m, {ENGINEER}", f"step: b, after: a + 20m, {BOSS}"),
    ),
    "a day's limit, longer than the hours until the next step": (
        steps(f"step: a, at: 0m, within: 1d, {ENGINEER}", f"step: b, after: a + 23h, {BOSS}"),
        steps(f"step: a, at: 0m, within: 1d, {ENGINEER}", f"step: b, after: a + 24h, {BOSS}"),
    ),
    "a word that nothing brings": (
        steps(f"step: a, when: [message to customer, reason], {BOSS}"),
        steps(f"step: a, when: [message to customer, bug number], {BOSS}"),
    ),
    "a mail to a channel without an address": (
        steps(f"step: a, when: [mail to phone], {BOSS}"),
        steps(f"step: a, when: [mail to mail], {BOSS}"),
    ),
}


@pytest.mark.parametrize("why", NEVER)
def test_e19_a_step_that_can_never_fire_is_an_error(why: str) -> None:
    trips, just_not = NEVER[why]
    assert len(found("E19", trips)) == 1
    assert found("E19", just_not) == []


def test_e19_what_waits_for_a_step_that_never_fires_never_fires_either() -> None:
    text = steps(f"step: a, when: [outcome], {BOSS}", f"step: b, after: a + 5m, {ENGINEER}")
    assert [one.message.values["step"] for one in found("E19", text)] == ["a", "b"]
    assert "waits for 'a', which never fires" in sentences("E19", text)[1]


@pytest.mark.parametrize(
    ("trips", "just_not"),
    [
        (
            steps(f"step: a, at: 5m, {BOSS}", "step: b, at: 5m, notify: [engineer, boss]"),
            steps(f"step: a, at: 5m, {BOSS}", "step: b, at: 6m, notify: [engineer, boss]"),
        ),
        (
            steps(f"step: a, at: 5m, {BOSS}", f"step: b, after: a + 0m, {BOSS}"),
            steps(f"step: a, at: 5m, within: 1m, {BOSS}", f"step: b, after: a + 1m, {BOSS}"),
        ),
        (
            steps(f"step: a, when: [why], {BOSS}", f"step: b, when: [bug number, why], {BOSS}"),
            steps(f"step: a, when: [why], {BOSS}", f"step: b, when: [bug number], {BOSS}"),
        ),
        (
            steps(f"step: a, at: 1d, {BOSS}", f"step: b, at: 1d, {BOSS}"),
            steps(f"step: a, at: 1d, {BOSS}", f"step: b, at: 1d, {ENGINEER}"),
        ),
        (
            steps(f"step: a, at: 1d, {BOSS}", f"step: b, at: 24h, {BOSS}"),
            steps(f"step: a, at: 1d, {BOSS}", f"step: b, at: 24h, {BOSS}", head="hours: office"),
        ),
    ],
)  # fmt: skip
def test_w20_two_steps_tell_one_role_at_one_moment(trips: str, just_not: str) -> None:
    assert len(found("W20", trips)) == 1
    assert found("W20", just_not) == []


REPEAT = "repeat: every 5m until acknowledged, times: 4"


@pytest.mark.parametrize(
    ("trips", "just_not"),
    [
        (
            steps(f"step: a, at: 0m, {ENGINEER}, {REPEAT}", f"step: b, at: 19m, {BOSS}"),
            steps(f"step: a, at: 0m, {ENGINEER}, {REPEAT}", f"step: b, at: 20m, {BOSS}"),
        ),
        (
            steps(
                f"step: a, at: 0m, within: 10m, {ENGINEER}, {REPEAT}",
                f"step: b, after: a + 9m, {BOSS}",
            ),
            steps(
                f"step: a, at: 0m, within: 10m, {ENGINEER}, {REPEAT}",
                f"step: b, after: a + 10m, {BOSS}",
            ),
        ),
    ],
)
def test_w22_calls_that_go_on_beyond_the_next_step(trips: str, just_not: str) -> None:
    assert sentences("W22", trips) == [
        "The step 'a' calls again for 20 min, but the next step comes after 19 min."
    ]
    assert found("W22", just_not) == []


def test_w22_a_last_step_may_call_as_long_as_it_likes() -> None:
    assert found("W22", steps(f"step: a, at: 0m, {ENGINEER}, {REPEAT}")) == []


@pytest.mark.parametrize(
    ("trips", "just_not"),
    [
        (
            steps(f"step: a, at: 0m, {BOSS}", "step: b, at: 30m, notify: [chief]"),
            steps(f"step: a, at: 0m, {ENGINEER}", f"step: b, at: 30m, {BOSS}"),
        ),
        (
            steps(f"step: a, at: 0m, {BOSS}, by: [phone]"),
            steps("step: a, at: 0m, notify: [engineer, boss], by: [phone]"),
        ),
        (
            steps(f"step: a, at: 0m, {BOTH}", f"step: b, after: a + 5m, {CHIEF}"),
            steps(f"step: a, at: 0m, {BOTH}", f"step: b, when: [why], {CHIEF}"),
        ),
    ],
)  # fmt: skip
def test_w24_the_last_resort_is_told_first(trips: str, just_not: str) -> None:
    assert len(found("W24", trips)) == 1
    assert found("W24", just_not) == []


@pytest.mark.parametrize("name", shipped_names())
def test_the_ladders_of_the_shipped_charters_trip_nothing(name: str) -> None:
    all_ = findings(read(shipped_text(name)), Context(at=AT))
    assert {one.number for one in all_} & {"E18", "E19", "W20", "W22", "W24"} == set()

"""Each check of a case's life trips on one charter, and just doesn't on the next (part 5)."""

import pytest

from charterdesk.charters.shipped import shipped_names, shipped_text
from charterdesk.engine.check import Context, findings
from tests.engine.charter.charter_texts import read
from tests.engine.check.judging import AT, charter, found, sentences

STAY = {"bicom", "handsfree", "terrasoft"}


def test_the_sound_charter_trips_no_check_of_its_life() -> None:
    numbers = {one.number for one in findings(charter(), Context(at=AT))}
    assert numbers & {"W25", "E26", "W27", "W28", "W29", "W30", "I31", "I32"} == set()


@pytest.mark.parametrize("name", shipped_names())
def test_w25_is_tripped_by_those_that_never_close_by_silence(name: str) -> None:
    all_ = findings(read(shipped_text(name)), Context(at=AT))
    own = [one.number for one in all_ if one.number in ("W25", "W27", "W28", "W29", "W30")]
    assert own == (["W25"] if name in STAY else [])
    assert [one.number for one in all_ if one.severity == "error"] == []


@pytest.mark.parametrize(
    ("trips", "place"),
    [
        ("closing: {silence: {close: never}}", "19:10"),
        ("closing: {reopen: 14d}", "19:10"),
        ("waiting: {customer: {pauses: [update]}}", "19:21"),
        ("waiting: {bug: {pauses: []}}", "1:1"),
    ],
)
def test_w25_a_state_that_time_never_ends(trips: str, place: str) -> None:
    assert [f"{one.place.line}:{one.place.column}" for one in found("W25", trips)] == [place]


def test_w25_a_state_that_ends_by_silence_or_reminders_is_fine() -> None:
    assert found("W25") == []


ROBOT = "roles: {boss: {is: person}, robot: {is: machine}}\n"
MACHINE = "channels: {probe: {machine: yes, recovery: %s}}\n"
NEEDS = "gates: [{act: resolve, needs: [message to customer]%s}]\n"
TOLD = "tell: [{when: outcome done, who: chief}]\n"
DONE = "closing: {silence: {close: 14d after resolved}, outcomes: {done: {needs: [%s]}}}\n"


@pytest.mark.parametrize(
    ("recovery", "gate", "found_ones"),
    [
        ("resolves", NEEDS % "", 1),
        ("resolves", NEEDS % ", unless: automatic", 0),
        ("notes", NEEDS % "", 0),
        ("resolves with done", NEEDS % ", unless: automatic" + DONE % "why", 1),
        ("resolves with done", DONE % "customer says so", 0),
    ],
)
def test_w27_a_recovery_that_can_resolve_nothing(recovery: str, gate: str, found_ones: int) -> None:
    assert len(found("W27", MACHINE % recovery + gate)) == found_ones


@pytest.mark.parametrize(
    ("trips", "just_not"),
    [
        ("gates: [{act: close, needs: [reason]}]", "gates: [{act: escalate, needs: [reason]}]"),
        (
            "gates: [{act: close, needs: [message to customer]}]",
            "gates: [{act: resolve, needs: [message to customer]}]",
        ),
        (
            "gates: [{act: resolve, needs: [outcome]}]",
            "gates: [{act: resolve, needs: [outcome]}]\n" + DONE % "why",
        ),
        (
            "gates: [{act: close, needs: [chief told]}]\n" + DONE % "why",
            "gates: [{act: close, needs: [chief told]}]\n" + TOLD + DONE % "why",
        ),
        (
            ROBOT + "gates: [{act: charge, needs: [decision of robot]}]",
            ROBOT + "gates: [{act: charge, needs: [decision of boss]}]",
        ),
    ],
)
def test_e26_a_gate_needs_what_no_act_brings(trips: str, just_not: str) -> None:
    assert len(found("E26", trips)) == 1
    assert found("E26", just_not) == []


@pytest.mark.parametrize("need", ["message to customer", "reason", "outcome", "chief told"])
def test_w27_an_outcome_with_which_no_case_can_be_resolved(need: str) -> None:
    assert len(found("W27", DONE % need)) == 1


@pytest.mark.parametrize(
    "need", ["why", "bug number", "customer says so", "agreement of the customer"]
)
def test_w27_an_outcome_that_people_can_give_is_fine(need: str) -> None:
    assert found("W27", DONE % need) == []


def test_w27_a_role_that_a_rule_tells_with_the_outcome_is_told() -> None:
    assert found("W27", TOLD + DONE % "chief told") == []


@pytest.mark.parametrize(
    ("trips", "just_not"),
    [
        ("{box: {needs: [name]}}", "{box: {needs: [name], goes_to: next free engineer}}"),
        ("{box: {subject_has: NOW}, phone: {live: yes}}",
         "{box: {subject_has: NOW}, mail: {address: a@b.example}}"),
        ("{one: {address: A@b.example}, two: {address: a@B.example}}",
         "{one: {address: a@b.example}, two: {address: c@b.example}}"),
        ("{box: {hours: office}}", "{box: {hours: office, form: request}}"),
        ("{box: {marks: loud}}", "{box: {marks: loud, machine: yes}}"),
    ],
)  # fmt: skip
def test_w28_a_channel_nobody_comes_by_or_an_address_twice(trips: str, just_not: str) -> None:
    assert len(found("W28", f"channels: {trips}")) == 1
    assert found("W28", f"channels: {just_not}") == []


REGISTERED = "askers: {who: registered addresses, others: hold 30d}\n"


@pytest.mark.parametrize(
    ("trips", "just_not"),
    [
        (REGISTERED + "channels: {phone: {live: yes}}",
         REGISTERED + "channels: {mail: {address: a@b.example}}"),
        ("askers: {who: end users}\nchannels: {robot: {machine: yes}}",
         "askers: {who: end users}\nchannels: {phone: {live: yes}}"),
        ("channels: {}", "channels: {web: {form: request}}"),
    ],
)  # fmt: skip
def test_w29_an_asker_whom_no_channel_lets_in(trips: str, just_not: str) -> None:
    assert len(found("W29", trips)) == 1
    assert found("W29", just_not) == []


def test_w30_a_contract_that_gives_a_ladder_which_is_not_there() -> None:
    gold = "contracts: {gold: {gives: [ladder up]}}\n"
    assert sentences("W30", gold) == [
        "The contract 'gold' gives the ladder 'up', which isn't there."
    ]
    ladder = "ladders: {up: {steps: [{step: a, at: 0m, notify: [engineer]}]}}"
    assert found("W30", gold + ladder) == []


ROWS = "promises: {critical: {hours: always, response: %s}, normal: {hours: office, response: 1d}}"


def test_i31_names_what_is_not_promised() -> None:
    assert sentences("I31", ROWS % "not stated") == [
        "One promise is not stated: critical response."
    ]
    assert found("I31", ROWS % "asap") == []


def test_i31_names_the_assumptions() -> None:
    assert sentences("I31", "assumes: {A1: one, A2: two}") == [
        "2 assumptions are printed with the charter: A1, A2."
    ]


PROMISES = (
    "requirements: {R: %d}\npromises:\n  meets: [%s]\n"
    "  critical: {hours: always, response: 1h}\n  normal: {hours: office, response: 1d}"
)


@pytest.mark.parametrize(
    ("stated", "met", "wanted"),
    [
        (3, "R-1, R-3", ["No rule meets the requirement R-2."]),
        (4, "R-1, R-2", ["No rule meets 2 requirements: R-3, R-4."]),
        (1, "R-1, R-2", ["R states 1 requirements, and the rules also meet R-2."]),
        (2, "R-1, R-2", []),
        (1, "R-1, S-2", ["No rule meets the requirement S-1."]),
        (1, "R-1, the handbook", []),
    ],
)
def test_i32_names_the_requirements_that_no_rule_meets(
    stated: int, met: str, wanted: list[str]
) -> None:
    assert sentences("I32", PROMISES % (stated, met)) == wanted


@pytest.mark.parametrize("name", shipped_names())
def test_i32_every_requirement_of_the_five_sources_is_met(name: str) -> None:
    told = read(shipped_text(name))
    assert told.requirements
    assert [one for one in findings(told, Context(at=AT)) if one.number == "I32"] == []

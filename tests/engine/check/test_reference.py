"""Stand-ins end somewhere, and whoever is told is somebody (E2)."""

import pytest

from charterdesk.engine.charter.values import Place
from charterdesk.engine.check import Context, findings
from tests.engine.charter.charter_texts import faults_in, read, small
from tests.engine.check.judging import AT, found, sentences, steps

ROLES = """\
roles:
  engineer: {is: team tier1, else: [duty]}
  duty:     {is: rota nights, else: [boss, chief]}
  boss:     {is: person, else: [chief]}
  chief:    {is: person}
"""
MACHINE = """\
roles:
  robot: {is: machine}
  boss:  {is: person}
"""


def test_e2_a_circle_of_stand_ins_is_named_once() -> None:
    round_again = ROLES.replace("chief:    {is: person}", "chief:    {is: person, else: [duty]}")
    assert sentences("E2", round_again) == [
        "The stand-ins go round in a circle: duty > boss > chief > duty."
    ]
    text = small(round_again)
    closing = "  chief:    {is: person, else: [duty]}"
    line = text.splitlines().index(closing) + 1
    [finding] = [one for one in findings(read(text), Context(AT)) if one.number == "E2"]
    assert finding.place == Place("test.yaml", line, closing.index("[") + 1)
    assert found("E2", ROLES) == []


def test_e2_two_circles_are_two_findings() -> None:
    two = ROLES.replace("chief:    {is: person}", "chief:    {is: person, else: [boss]}") + (
        "  a: {is: person, else: [b]}\n  b: {is: person, else: [a]}\n"
    )
    assert len(found("E2", two)) == 2


def test_e2_many_ways_to_one_stand_in_are_no_circle() -> None:
    many = "".join(f"  r{n}: {{is: person, else: [r{n + 1}, boss]}}\n" for n in range(200))
    assert found("E2", f"{ROLES}{many}  r200: {{is: person}}\n") == []


def test_e2_a_role_that_stands_in_for_itself_is_refused_on_reading() -> None:
    text = small("roles: {boss: {is: person, else: [boss]}}")
    assert "E2" in {fault.number for fault in faults_in(text)}


@pytest.mark.parametrize("kind", ["machine", "per customer"])
def test_e2_a_last_resort_that_isn_t_always_somebody_ends_nowhere(kind: str) -> None:
    nobody = f"roles: {{boss: {{is: {kind}}}, chief: {{is: person}}}}"
    assert sentences("E2", nobody) == [
        f"The last resort 'boss' is {kind}, so it isn't always somebody."
    ]
    helped = f"roles: {{boss: {{is: {kind}, else: [chief]}}, chief: {{is: person}}}}"
    assert found("E2", helped) == []


@pytest.mark.parametrize(
    "rule",
    [
        "tell: [{when: opened, who: robot}]",
        steps("step: a, at: 0m, notify: [robot]"),
    ],
)
def test_e2_a_machine_that_is_told_ends_nowhere(rule: str) -> None:
    assert len(found("E2", MACHINE + rule)) == 1
    helped = MACHINE.replace("machine}", "machine, else: [boss]}")
    assert found("E2", helped + rule) == []
    assert found("E2", MACHINE) == []

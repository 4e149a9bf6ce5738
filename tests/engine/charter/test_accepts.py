"""A charter accepts warnings by number and with a reason; nothing else can be accepted."""

import pytest

from charterdesk.engine.charter.values import Place
from tests.engine.charter.charter_texts import fault_at_mark, read, small


def test_an_accepted_warning_keeps_its_reason_and_place() -> None:
    accepted = read(small("accepts: {W13: a list beside the phone}")).accepts["W13"]
    assert accepted.why == "a list beside the phone"
    assert accepted.place == Place("test.yaml", 15, 11)


def test_a_charter_that_accepts_nothing_has_none() -> None:
    assert read(small()).accepts == {}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("accepts: {^^W99: x}", "'W99' is not a warning of the checks. Did you mean 'W29'?"),
        ("accepts: {^^E4: x}", "an error must be mended"),
        ("accepts: {^^I8: x}", "information stops nothing"),
        ("accepts: {^^hours: x}", "'hours' is not a warning of the checks. Known: 'W5', 'W6'"),
        ("accepts: {W13: ^^}", "`W13` wants words."),
        ("accepts: ^^[W13]", "Lines of `key: value` are wanted: `accepts` is a list of them."),
    ],
)
def test_what_can_t_be_accepted_is_a_fault(more: str, said: str) -> None:
    place, faults = fault_at_mark(small(more))
    assert [f"{fault.line}:{fault.column}" for fault in faults] == [place]
    assert said in str(faults[0])

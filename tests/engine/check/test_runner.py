"""One list for all that is wrong, in the file's order; the five charters trip what they should."""

from datetime import UTC, datetime

import pytest

from charterdesk.charters.shipped import shipped_names, shipped_text
from charterdesk.engine.charter.words import WORDS
from charterdesk.engine.check import Context, check_text, faults_found, findings, read_and_check
from charterdesk.engine.check.finding import Finding
from charterdesk.engine.phrase import english
from tests.engine.charter.charter_texts import SHARED, faults_in, read, small
from tests.engine.check.judging import AT, charter, found

HERE = Context(AT)
# Part 5 of the specification names them; all others stay silent.
TRIPPED = {
    "bicom": {"W5", "W25"},
    "handsfree": {"W25"},
    "roxen": {"W13"},
    "terrasoft": {"W25"},
    "voxeo": set[str](),
}


def numbers(told: tuple[Finding, ...], severity: str) -> set[str]:
    """The numbers of one severity."""
    return {one.number for one in told if one.severity == severity}


@pytest.mark.parametrize("name", shipped_names())
def test_a_shipped_charter_trips_exactly_what_it_should(name: str) -> None:
    told = check_text(shipped_text(name), f"{name}.yaml", HERE)
    assert numbers(told, "error") == set()
    assert numbers(told, "warning") == TRIPPED[name]


@pytest.mark.parametrize("name", shipped_names())
def test_an_original_trips_the_same_while_its_holidays_last(name: str) -> None:
    path = SHARED / f"{name}.yaml"
    if not path.exists():
        pytest.skip("the original charters don't lie beside this repository")
    then = Context(datetime(2025, 12, 1, tzinfo=UTC))
    told = check_text(path.read_bytes(), path.name, then)
    assert numbers(told, "error") == set()
    assert numbers(told, "warning") == TRIPPED[name]


@pytest.mark.parametrize("name", shipped_names())
def test_the_only_warning_that_keeps_a_shipped_charter_back_is_a_missing_rota(name: str) -> None:
    told = check_text(shipped_text(name), f"{name}.yaml", HERE)
    assert {one.number for one in told if one.stops} == ({"W13"} if name == "roxen" else set())


def test_findings_stand_in_the_order_of_the_file() -> None:
    told = findings(read(shipped_text("bicom")), HERE)
    assert [one.place.line for one in told] == sorted(one.place.line for one in told)


def test_an_accepted_warning_keeps_its_reason_and_stops_nothing() -> None:
    overlap = "hours: {office: {open: [Mon 08:00-17:00, Mon 08:00-12:00]}}\n"
    [before] = found("W5", overlap)
    [after] = found("W5", overlap + "accepts: {W5: the early shift is doubled}\n")
    assert (before.accepted, before.stops) == ("", True)
    assert (after.accepted, after.stops) == ("the early shift is doubled", False)
    assert (before.message, before.mend) == (after.message, after.mend)


def test_accepting_one_warning_accepts_no_other() -> None:
    both = "hours: {office: {open: [Mon 08:00-17:00, Mon 08:00-12:00], closed: [2026-12-24]}}\n"
    told = findings(charter(both + "accepts: {W5: so it is}\n"), HERE)
    assert [one.number for one in told if one.stops] == ["W6"]


def test_what_can_be_published_has_no_error_and_no_warning_left() -> None:
    assert not read_and_check(small(), "x.yaml", HERE).can_be_published  # no channel, no reminder
    assert read_and_check(shipped_text("voxeo"), "x.yaml", HERE).can_be_published
    assert not read_and_check("charter: x", "x.yaml", HERE).can_be_published


def test_a_text_that_can_t_be_read_has_the_reader_s_faults_alone() -> None:
    text = small("titel: x\nhours: {office: {open: []}}")
    checked = read_and_check(text, "test.yaml", HERE)
    assert checked.charter is None
    assert [one.number for one in checked.findings] == ["E1", "E4"]
    assert checked.findings == faults_found(faults_in(text))
    first = checked.findings[0]
    assert english(first.message, "UTC") == "'titel' is not a key of a charter."
    assert english(first.mend, "UTC") == "Did you mean 'title'?"


def test_the_same_charter_in_the_same_context_trips_the_same() -> None:
    roxen = read(shipped_text("roxen"))
    assert findings(roxen, HERE) == findings(roxen, HERE)


def test_every_sentence_says_what_is_wrong_and_how_to_mend_it() -> None:
    for name in shipped_names():
        for one in check_text(shipped_text(name), name, HERE):
            assert english(one.message, "UTC").endswith(".")
            assert english(one.mend, "UTC")[-1] in ".`"


def test_the_acceptable_warnings_are_those_of_the_specification() -> None:
    assert list(WORDS["warning"]) == [
        f"W{n}" for n in (5, 6, 7, 10, 11, 13, 14, 15, 16, 17, 20, 21, 22, 24, 25, 27, 28, 29, 30)
    ]


BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
)
HOSTILE = {
    "10 MB": (b"# " + b"x" * 10_000_000, "The file is larger than 1 MB."),
    "anchors and aliases": (BOMB.encode(), "An anchor (`&a`) stands here."),
    "a tab": (small("title:\tx").encode(), "A tab stands here."),
    "another encoding": ("charter: ü".encode("latin-1"), "The file is not UTF-8 text."),
    "two bytes for each letter": (small().encode("utf-16"), "The file is not UTF-8 text."),
    "a nought": (b"charter: a\x00b", "The invisible character U+0000 stands here."),
    "a key twice": (b"charter: a\ncharter: b\n", "The key 'charter' stands twice."),
    "brackets without an end": (b"[" * 100_000, "The file is nested more than 30 deep."),
    "many documents": (b"charter: a\n---\ncharter: b\n", "A second document begins here."),
    "nothing": (b"", "The file is no list of `key: value` lines."),
    "a merge key": (b"<<: {a: b}\n", "A merge key (`<<`) stands here."),
    "a tag": (b"charter: !!python/object:os.system x\n", "A tag ("),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_gets_its_sentence(name: str) -> None:
    source, sentence = HOSTILE[name]
    told = check_text(source, "test.yaml", HERE)
    assert any(english(one.message, "UTC").startswith(sentence) for one in told)
    assert {one.severity for one in told} == {"error"}


def test_a_long_row_of_stand_ins_is_walked_without_a_stack() -> None:
    chain = "".join(f"  r{n}: {{is: person, else: [r{n + 1}]}}\n" for n in range(2000))
    roles = f"roles:\n  boss: {{is: person}}\n  engineer: {{is: team tier1}}\n{chain}"
    assert found("E2", f"{roles}  r2000: {{is: person}}\n") == []
    assert len(found("E2", f"{roles}  r2000: {{is: person, else: [r0]}}\n")) == 1

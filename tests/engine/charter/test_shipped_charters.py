"""The five charters load, and no word of them is read and silently forgotten."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from charterdesk.charters.shipped import shipped_names, shipped_text
from charterdesk.engine.charter.faults import CharterErrors, Faults
from charterdesk.engine.charter.nodes import Items, Node, Table, Text, read_nodes
from charterdesk.engine.charter.values import Charter, Need, Repeat, SetBy, Target
from tests.engine.charter.charter_texts import all_texts, read

TEXTS = dict(all_texts())


def shipped(name: str) -> Charter:
    return read(shipped_text(name))


def test_five_charters_are_shipped() -> None:
    assert shipped_names() == ("bicom", "handsfree", "roxen", "terrasoft", "voxeo")


def test_an_unknown_shipped_name_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        shipped_text("../__init__")


@pytest.mark.parametrize("name", TEXTS)
def test_a_charter_loads_without_an_error(name: str) -> None:
    charter = read(TEXTS[name])
    assert charter.name == name.split()[1]
    assert charter.rows.keys() == {priority.name for priority in charter.priorities}


@pytest.mark.parametrize("name", shipped_names())
def test_a_shipped_charter_promises_what_the_original_promises(name: str) -> None:
    if f"original {name}" not in TEXTS:
        pytest.skip("the original charters don't lie beside this repository")
    ours, original = shipped(name), read(TEXTS[f"original {name}"])
    assert (ours.rows, ours.aims) == (original.rows, original.aims)
    assert ours.hours.keys() == original.hours.keys()
    for name_of, hours in original.hours.items():
        # The holidays of later years are added: the same promise, told for longer.
        longer = ours.hours[name_of].closed
        assert hours.closed <= longer
        assert all(day > max(hours.closed) for day in longer - hours.closed)
        assert ours.hours[name_of] == replace(hours, closed=longer)
    assert (ours.ladders, ours.contracts) == (original.ladders, original.contracts)
    assert ours.meets == original.meets


@pytest.mark.parametrize("name", shipped_names())
def test_every_word_of_a_charter_changes_what_is_read_or_is_refused(name: str) -> None:
    text = shipped_text(name)
    sound = read(text)
    forgotten = [word for word in _words(text) if _reads_the_same(text, word, sound)]
    assert forgotten == []


def _words(text: str) -> list[Text]:
    found: list[Text] = []

    def walk(node: Node) -> None:
        match node:
            case Table():
                for entry in node.entries:
                    found.append(entry.key)
                    walk(entry.value)
            case Items():
                for item in node.items:
                    walk(item)
            case Text():
                found.append(node)

    walk(read_nodes(text, Faults("test.yaml")))
    return found


def _reads_the_same(text: str, word: Text, sound: Charter) -> bool:
    lines = text.splitlines(keepends=True)
    line, column = word.place.line - 1, word.place.column - 1
    column += lines[line][column] in "\"'"
    lines[line] = f"{lines[line][:column]}9{lines[line][column:]}"
    try:
        return read("".join(lines)) == sound
    except CharterErrors:
        return False


@pytest.mark.parametrize("name", shipped_names())
def test_every_requirement_note_and_assumption_is_kept(name: str) -> None:
    charter = shipped(name)
    noted = {number for numbers in charter.meets.values() for number in numbers}
    prefix = {"terrasoft": "TER", "handsfree": "HFN"}.get(name, name[:3].upper())
    written = set(re.findall(rf"\b{prefix}-\d+\b", shipped_text(name).partition("\ncharter:")[2]))
    assert noted == written
    used = {key for keys in charter.assumed.values() for key in keys}
    assert used
    assert used <= charter.assumes.keys()


def test_roxen_counts_high_in_the_office_and_critical_always() -> None:
    rows = shipped("roxen").rows
    response, activation = rows["critical"].terms["response"], rows["critical"].terms["activation"]
    assert (response.target.amount, response.hours) == (timedelta(hours=1), "always")
    assert activation.target == Target("time", timedelta(minutes=15), 0, "at once")
    high = rows["high"].terms
    assert high["response"].hours == "office"
    assert high["update"].target == Target("days", timedelta(), 1, "every 1d")
    assert rows["normal"].terms["update"].target.kind == "not stated"
    assert response.row == "promises.critical"


def test_bicom_patch_has_hours_of_its_own() -> None:
    standard = shipped("bicom").rows["standard"].terms
    assert (standard["reply"].hours, standard["patch"].hours) == ("business-days", "always")
    assert standard["patch"].target.amount == timedelta(hours=24)


def test_bicom_mail_to_level_2_moves_the_ladder() -> None:
    charter = shipped("bicom")
    step = charter.ladders["procedure"].step("level 2")
    assert step is not None
    assert [need.kind for need in step.when] == ["fact", "fact", "mail to channel"]
    channel = charter.channels["level2"]
    assert (channel.escalates, channel.escalates_step) == ("procedure", "level 2")
    assert charter.askers.hold == timedelta(days=30)


def test_bicom_outcomes_say_what_they_need() -> None:
    closing = shipped("bicom").closing
    assert closing.outcomes["satisfied"].needs == (
        Need("customer says", "customer says so", ("customer says so",)),
    )
    told = closing.outcomes["feature request to escalate"].needs[0]
    assert (told.kind, told.arguments) == ("role told", ("account-manager",))
    assert closing.outcomes["answered by FAQ"].counts_as == "satisfied"


def test_handsfree_contract_overrides_the_rows_kind_by_kind() -> None:
    charter = shipped("handsfree")
    term = charter.terms("critical", "example-gold")["response"]
    assert (term.target.amount, term.row) == (
        timedelta(minutes=30),
        "contracts.example-gold.promises.critical",
    )
    assert charter.terms("critical", "")["response"].target.kind == "not stated"
    assert charter.matrix is not None
    assert charter.matrix.priority("medium", "high") == "high"
    assert charter.set_by == (SetBy("matrix"), SetBy("desk", with_reason=True))


def test_terrasoft_matrix_has_the_contract_across() -> None:
    matrix = shipped("terrasoft").matrix
    assert matrix is not None
    assert (matrix.row_axis, matrix.column_axis) == ("criticality", "contract")
    assert matrix.priority("stopped", "none") == "normal"


def test_terrasoft_either_of_two_facts_serves() -> None:
    cause, work = shipped("terrasoft").gates["resolve"].needs
    assert cause.arguments == (
        "cause found or answer prepared",
        "cause found",
        "answer prepared",
    )
    assert work.arguments == ("work done",)


def test_voxeo_ladder_counts_from_the_step_before() -> None:
    ladder = shipped("voxeo").ladders["formal"]
    management, ceo = ladder.steps[1:]
    assert management.repeat == Repeat(timedelta(minutes=3), "acknowledged", 3)
    assert management.within == Target("time", timedelta(minutes=10), 0, "10m")
    assert (ceo.after, ceo.delay) == ("management", Target("time", timedelta(minutes=20), 0, "20m"))
    assert ceo.keep_informed
    assert ladder.stand_down_all
    assert ladder.contract == "production"
    assert ladder.may_stop is not None
    assert [need.kind for need in ladder.may_stop.needs] == ["reason", "customer agrees"]


def test_voxeo_is_in_force_from_a_wall_time_of_its_zone() -> None:
    assert shipped("voxeo").in_force_from == datetime(2010, 12, 21, 19, 9, tzinfo=UTC)


def test_tell_rules_have_names_of_their_own() -> None:
    for name in shipped_names():
        names = [rule.name for rule in shipped(name).tells]
        assert len(set(names)) == len(names)
    assert "opened/duty-engineer" in {rule.name for rule in shipped("roxen").tells}


def test_words_that_are_only_shown_are_kept_with_their_path() -> None:
    shown = {rule.path: rule.words for rule in shipped("bicom").shown}
    assert shown["intake.access.ports.web"] == ("80", "81", "443")
    assert shown["closing.articles.missing or unclear"] == ("keep supporting and write one",)
    assert shown["channels.chat.login"] == ("needed",)

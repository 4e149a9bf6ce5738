"""Each change at each place of the shipped charters changes that place and nothing else."""

from collections import Counter

import pytest

from charterdesk.engine.editing import (
    EditError,
    Path,
    Source,
    add_entry,
    add_item,
    move_item,
    put,
    remove_entry,
    remove_item,
    set_list,
    set_word,
)
from tests.engine.editing.charter_places import SHIPPED, comments, get, places, said

NAMES = sorted(SHIPPED)
# Each place of each charter takes a minute; the fast tests look at some of them.
NEXT = pytest.mark.parametrize(
    "step", [pytest.param(9, id="some"), pytest.param(1, id="every", marks=pytest.mark.slow)]
)


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went and the lines that came."""
    old, new = Counter(before.splitlines()), Counter(after.splitlines())
    return list((old - new).elements()), list((new - old).elements())


@NEXT
@pytest.mark.parametrize("name", NAMES)
def test_a_word_is_changed_anywhere_in_its_own_line(name: str, step: int) -> None:
    text = SHIPPED[name]
    for path in places(name, str)[::step]:
        after = set_word(text, path, "another word")
        wanted = said(text)
        get(wanted, path[:-1])[path[-1]] = "another word"
        assert said(after) == wanted, path
        went, came = changed_lines(text, after)
        assert (len(went), len(came)) == (1, 1), path
        assert comments(after) == comments(text), path


@NEXT
@pytest.mark.parametrize("name", NAMES)
def test_an_item_comes_into_any_list_and_goes_again(name: str, step: int) -> None:
    text = SHIPPED[name]
    for number, path in enumerate(places(name, list)[::step]):
        items = get(said(text), path)
        index = number % (len(items) + 1)
        after = add_item(text, path, "one more", index)
        assert get(said(after), path) == [*items[:index], "one more", *items[index:]], path
        assert comments(after) == comments(text), path
        assert remove_item(after, (*path, index)) == text, (path, index)


@NEXT
@pytest.mark.parametrize("name", NAMES)
def test_a_key_comes_into_any_mapping_and_goes_again(name: str, step: int) -> None:
    text = SHIPPED[name]
    for path in places(name, dict)[::step]:
        after = add_entry(text, path, "one more", ["a", "b, c"])
        entries = dict(get(said(after), path))
        assert entries.pop("one more") == ["a", "b, c"], path
        assert entries == get(said(text), path)
        assert comments(after) == comments(text), path
        assert remove_entry(after, (*path, "one more")) == text, path


@NEXT
@pytest.mark.parametrize("name", NAMES)
def test_the_first_and_the_last_of_all_that_stands_together_can_be_taken_out(
    name: str, step: int
) -> None:
    text = SHIPPED[name]
    for kind in (list, dict):
        for above in places(name, kind)[::step]:
            for end in (0, -1) if get(said(text), above) else ():
                wanted = said(text)
                inside = get(wanted, above)
                keys = list(inside) if isinstance(inside, dict) else range(len(inside))
                key = keys[end]
                del inside[key]
                remove = remove_entry if isinstance(inside, dict) else remove_item
                after = remove(text, (*above, key))
                assert said(after) == wanted, (above, key)
                _, came = changed_lines(text, after)
                assert len(came) <= 1, (above, key)


@NEXT
@pytest.mark.parametrize("name", NAMES)
def test_any_two_neighbours_change_places_and_back(name: str, step: int) -> None:
    text = SHIPPED[name]
    for path in places(name, list)[::step]:
        items = get(said(text), path)
        for number in range(len(items) - 1):
            after = move_item(text, (*path, number), 1)
            assert get(said(after), path)[number] == items[number + 1]
            assert comments(after).sort() == comments(text).sort()
            assert move_item(after, (*path, number + 1), -1) == text


def test_the_comment_behind_a_changed_word_stays_in_its_column() -> None:
    text = "a: {b: 30 min}   # why\nc: d             # and why\n"
    after = set_word(text, ("a", "b"), "15 min and more")
    assert after == "a: {b: 15 min and more}  # why\nc: d             # and why\n"
    assert set_word(text, ("a", "b"), "5m") == text.replace("30 min}   ", "5m}       ")


@pytest.mark.parametrize(
    "value", ["a: b", "a #b", "[x]", "{x", "- x", "'x", '"x', "a, b", "yes", "17:00", "&a", "*a",
              "!a", "%a", "@a", "`a", "null", "~", "a\\b", 'say "x"', "it's", "?", "<<", "|", "#a"]
)  # fmt: skip
@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("a: b\n", ("a",)), ("a: [b]\n", ("a", 0)), ("a: {b: b}\n", ("a", "b")),
        ("a:\n  - b\n", ("a", 0)), ("a: 'b'\n", ("a",)), ('a: "b"\n', ("a",)),
    ],
)  # fmt: skip
def test_whatever_yaml_would_misread_is_quoted(text: str, path: Path, value: str) -> None:
    assert get(said(set_word(text, path, value)), path) == value


@pytest.mark.parametrize("value", ["", " a", "a\nb", "a\tb", "a\x00b", "a\u200bb", "\ufeff"])
def test_what_no_charter_can_hold_is_refused(value: str) -> None:
    with pytest.raises(EditError):
        set_word("a: b\n", ("a",), value)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a: [b\n", "Line 2"), ("a: &x b\n", "anchor"), ("a: b\na: c\n", "stands twice"),
        ("b: c\n", "There is no 'a'"), ("a: [b]\n", "not one word"),
    ],
)  # fmt: skip
def test_a_refusal_says_why(text: str, sentence: str) -> None:
    with pytest.raises(EditError) as refused:
        set_word(text, ("a",), "c")
    said = refused.value.message
    assert sentence in said.form % said.values


def test_lists_on_lines_of_their_own_get_another_line() -> None:
    text = "a: [\n  x,  # first\n  y   # second\n]\n"
    after = add_item(text, ("a",), "z")
    assert after == "a: [\n  x,  # first\n  y,   # second\n  z\n]\n"
    assert add_item(after, ("a",), "w", 1).splitlines()[2] == "  w,"


def test_a_step_is_added_in_the_manner_of_the_steps_before() -> None:
    text = "steps:\n  - step: one   # the first\n    at: 0m\n"
    after = add_item(text, ("steps",), {"step": "two", "after": "one + 5m"})
    assert after == f"{text}  - step: two\n    after: one + 5m\n"
    assert add_item(text.rstrip("\n"), ("steps",), "x") == f"{text}  - x"


def test_a_single_word_becomes_a_list_when_a_second_comes() -> None:
    assert add_item("a: b  # c\n", ("a",), "d") == "a: [b, d]  # c\n"
    assert set_list("a: b, c\n", ("a",), ["b, c", "d"]) == 'a: ["b, c", d]\n'


def test_the_last_item_of_a_block_leaves_an_empty_list() -> None:
    assert remove_item("a:   # c\n  - b\nd: e\n", ("a", 0)) == "a: []   # c\nd: e\n"


def test_the_first_key_behind_a_dash_leaves_its_place_to_the_next() -> None:
    assert remove_entry("a:\n  - b: c\n    d: e\n", ("a", 0, "b")) == "a:\n  - d: e\n"


def test_comments_between_the_items_stay_where_they_are() -> None:
    text = "a:\n  # one\n  - b  # bee\n  # two\n  - c\n"
    assert remove_item(text, ("a", 0)) == "a:\n  # one\n  # two\n  - c\n"
    assert move_item(text, ("a", 0), 1) == "a:\n  # one\n  - c\n  # two\n  - b  # bee\n"


def test_putting_adds_what_is_missing_above() -> None:
    assert put("a: b\n", ("c", "d"), ["e"]) == "a: b\nc: {d: [e]}\n"
    assert put("a: b\n", ("a",), "b") == "a: b\n"
    assert put("a: b\nc: d\n", ("c",), "") == "a: b\n"
    assert put("a: {b: c, d: e}\n", ("a",), {"b": "x", "f": "g"}) == "a: {b: x, f: g}\n"


def test_a_line_is_that_of_the_key_or_of_the_item() -> None:
    source = Source.read("a:\n  b:\n    - c\n    - {d: e}\n")
    found = {path: source.line_of(path) for path in (("a",), ("a", "b"), ("a", "b", 1), ("x",))}
    assert list(found.values()) == [1, 2, 4, 0]


def test_line_ends_of_another_kind_are_kept() -> None:
    assert add_entry("a: b\r\n", (), "c", "d") == "a: b\r\nc: d\r\n"
    assert set_word("a: b  # c\r\nd: e\r\n", ("d",), "f") == "a: b  # c\r\nd: f\r\n"

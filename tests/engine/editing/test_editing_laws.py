"""Laws of every change over drawn texts: blocks and brackets, quotes, comments, blank lines."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from charterdesk.engine.editing import (
    EditError,
    Path,
    Source,
    add_entry,
    add_item,
    move_item,
    remove_entry,
    remove_item,
    set_word,
)
from tests.engine.editing.charter_places import get, paths, said

WORDS = st.text("abc é#:,-{}[]'\"\\&*!|>%@?я0", min_size=1, max_size=8).filter(
    lambda word: word == word.strip()
)
KEYS = st.sampled_from(["hours", "response", "row", "step", "notify", "meets", "x y"])
TREES = st.recursive(
    WORDS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, min_size=1, max_size=4)
    ),
    max_leaves=12,
)
ROOTS = st.dictionaries(KEYS, TREES, min_size=1, max_size=5)


def quoted(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"


def in_brackets(value: Any) -> str:
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(in_brackets, value)) + "]"
    return "{" + ", ".join(f"{quoted(key)}: {in_brackets(one)}" for key, one in value.items()) + "}"


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A document in some manner of writing, with comments that are numbered."""
    lines: list[str] = []

    def end(line: str) -> None:
        note = draw(st.sampled_from(["", "", f"  # note {len(lines)}"]))
        lines.append(line + note)
        if draw(st.integers(0, 6)) == 0:
            lines.append(draw(st.sampled_from(["", f"# line {len(lines)}", "  # 'x: [y"])))

    def block(value: Any, indent: str, lead: str) -> None:
        """`lead` stands before the value in its line."""
        if isinstance(value, str) or not value or draw(st.booleans()):
            end(f"{lead} {in_brackets(value)}")
        elif isinstance(value, list):
            end(lead)
            for one in value:
                block(one, f"{indent}  ", f"{indent}-")
        else:
            end(lead)
            for key, one in value.items():
                block(one, f"{indent}  ", f"{indent}{quoted(key)}:")

    for key, value in draw(ROOTS).items():
        block(value, "  ", f"{quoted(key)}:")
    return "\n".join(lines) + draw(st.sampled_from(["", "\n"]))


def comments(text: str) -> list[str]:
    source = Source.read(text)
    return sorted(text[start:end] for start, end in source.comments())


def drawn_path(data: st.DataObject, text: str, kind: type) -> Path | None:
    found = [path for path, value in paths(said(text)) if isinstance(value, kind)]
    return data.draw(st.sampled_from(found)) if found else None


@given(texts(), WORDS, st.data())
def test_only_the_word_changes_and_twice_is_once(text: str, word: str, data: st.DataObject) -> None:
    path = drawn_path(data, text, str)
    if path is None:
        return
    after = set_word(text, path, word)
    wanted = said(text)
    get(wanted, path[:-1])[path[-1]] = word
    assert said(after) == wanted
    assert comments(after) == comments(text)
    assert set_word(after, path, word) == after


@given(texts(), TREES, st.data())
def test_what_is_added_to_a_list_is_all_that_comes(
    text: str, value: Any, data: st.DataObject
) -> None:
    path = drawn_path(data, text, list)
    if path is None:
        return
    index = data.draw(st.integers(0, len(get(said(text), path))))
    after = add_item(text, path, value, index)
    wanted = said(text)
    get(wanted, path).insert(index, value)
    assert said(after) == wanted
    assert comments(after) == comments(text)
    assert said(remove_item(after, (*path, index))) == said(text)


@given(texts(), TREES, st.data())
def test_what_is_added_to_a_mapping_is_all_that_comes(
    text: str, value: Any, data: st.DataObject
) -> None:
    path = drawn_path(data, text, dict)
    assert path is not None
    after = add_entry(text, path, "a new one", value)
    wanted = said(text)
    get(wanted, path)["a new one"] = value
    assert said(after) == wanted
    assert comments(after) == comments(text)
    assert said(remove_entry(after, (*path, "a new one"))) == said(text)


@given(texts(), st.data())
def test_what_is_taken_out_is_all_that_goes(text: str, data: st.DataObject) -> None:
    above = drawn_path(data, text, data.draw(st.sampled_from([list, dict])))
    if above is None or not get(said(text), above) or (not above and len(said(text)) == 1):
        return
    wanted = said(text)
    inside = get(wanted, above)
    keys = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
    key = data.draw(st.sampled_from(keys))
    del inside[key]
    after = (remove_entry if isinstance(inside, dict) else remove_item)(text, (*above, key))
    assert said(after) == wanted
    gone = len(text.splitlines()) - len(after.splitlines())
    assert len(comments(text)) - len(comments(after)) <= gone


@given(texts(), st.data())
def test_neighbours_that_change_places_keep_all_comments(text: str, data: st.DataObject) -> None:
    path = drawn_path(data, text, list)
    if path is None or len(get(said(text), path)) < 2:
        return
    number = data.draw(st.integers(0, len(get(said(text), path)) - 2))
    after = move_item(text, (*path, number), 1)
    wanted = said(text)
    inside = get(wanted, path)
    inside[number : number + 2] = reversed(inside[number : number + 2])
    assert said(after) == wanted
    assert comments(after) == comments(text)


@given(st.text("ab:-[]{},#'\" \n", max_size=30), WORDS)
def test_whatever_the_text_it_is_changed_rightly_or_refused(text: str, word: str) -> None:
    try:
        source = Source.read(text)
    except EditError:
        return
    for path, value in paths(source.plain):
        if isinstance(value, str):
            after = _set_unless_refused(text, path, word)
            assert after is None or get(said(after), path).strip() == word


def _set_unless_refused(text: str, path: Path, word: str) -> str | None:
    try:
        return set_word(text, path, word)
    except EditError:
        return None

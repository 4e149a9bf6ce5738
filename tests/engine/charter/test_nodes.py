"""Hostile or careless YAML gives one clear sentence with its place, and never a surprise."""

import pytest
import yaml

from charterdesk.engine.charter import nodes
from charterdesk.engine.charter.faults import CharterErrors
from charterdesk.engine.charter.reader import read_charter
from tests.engine.charter.charter_texts import SMALL, fault_at_mark, faults_in, read, small


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ("title: one\n^^title: two\n", "The key 'title' stands twice."),
        ("title: ^^&a one\n", "An anchor (`&a`) stands here."),
        ("title: ^^*a\n", "An alias (`*name`) stands here."),
        ("aims:\n  ^^<<: {normal: {}}\n", "A merge key (`<<`) stands here."),
        ("title: ^^!!python/object/apply:os.system [ls]\n", "A tag ("),
        ("title:^^\tone\n", "A tab stands here."),
        ("title: o^^\u200bne\n", "The invisible character U+200B stands here."),
        ("title: o^^\u202ene\n", "The invisible character U+202E stands here."),
        ("title: o^^\x00ne\n", "The invisible character U+0000 stands here."),
        ('title: ^^"o\\0ne"\n', "The invisible character U+0000 stands here."),
        ('title: ^^"o\\u202ene"\n', "The invisible character U+202E stands here."),
        ('title: ^^"o\\tne"\n', "A tab stands here."),
        ("title: o^^\u2028ne\n", "The invisible character U+2028 stands here."),
        ("title: o^^\ufeffne\n", "The invisible character U+FEFF stands here."),
        ("^^---\ncharter: other\n", "A second document begins here."),
        ("? ^^[a, b]\n: c\n", "A key must be a word."),
        ("title: one^^: two\n", "This is not readable YAML: mapping values are not allowed"),
    ],
)
def test_what_makes_yaml_surprising_is_refused_where_it_stands(more: str, sentence: str) -> None:
    place, found = fault_at_mark(SMALL + more)
    told = {f"{error.line}:{error.column}": error for error in found}
    assert place in told
    assert told[place].message.startswith(sentence)
    assert told[place].mend


def test_half_a_character_is_refused() -> None:
    (found,) = faults_in(SMALL + "title: o\ud800ne\n")
    assert (found.line, found.message) == (SMALL.count("\n") + 1, "The file is not UTF-8 text.")


def test_a_syntax_error_says_where() -> None:
    found = faults_in(SMALL + "title: [one, two\nversion: 2\n")
    assert len(found) == 1
    assert found[0].line == SMALL.count("\n") + 2
    assert found[0].message.startswith("This is not readable YAML: ")


def test_a_bomb_of_aliases_is_refused_at_once() -> None:
    rows = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for name, before in zip("bcdefghij", "abcdefghi", strict=True):
        rows.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]")
    found = faults_in("\n".join(rows) + "\n")
    assert {error.message.split(" ")[1] for error in found} == {"anchor", "alias"}


def test_a_deep_nest_is_refused_where_it_gets_too_deep() -> None:
    (found,) = faults_in("title: " + "[" * 5000 + "]" * 5000)
    assert (found.line, found.message) == (1, "The file is nested more than 30 deep.")


def test_a_file_of_very_many_words_is_refused() -> None:
    (found,) = faults_in("languages: [" + "en, " * 30_000 + "]")
    assert found.message == "The file is too long to be read."


def test_more_than_a_megabyte_is_refused() -> None:
    (found,) = faults_in(SMALL + "# " + "x" * nodes.LARGEST)
    assert found.message == "The file is larger than 1 MB."


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1", "utf-32"])
def test_another_encoding_than_utf_8_is_refused(encoding: str) -> None:
    text = SMALL + "title: Löfte\n"
    with pytest.raises(CharterErrors) as raised:
        read_charter(text.encode(encoding), "test.yaml")
    assert raised.value.errors[0].message == "The file is not UTF-8 text."


def test_the_line_of_a_byte_that_is_not_utf_8_is_told() -> None:
    with pytest.raises(CharterErrors) as raised:
        read_charter(SMALL.encode() + b"title: L\xf6fte\n", "test.yaml")
    assert raised.value.errors[0].line == SMALL.count("\n") + 1


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""])
def test_bytes_of_utf_8_are_read_with_and_without_a_byte_order_mark(mark: bytes) -> None:
    assert read_charter(mark + SMALL.encode(), "test.yaml") == read(SMALL)


def test_lines_that_end_as_on_windows_are_read() -> None:
    assert read(SMALL.replace("\n", "\r\n")) == read(SMALL)


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "just words\n", "- a\n- b\n"])
def test_a_file_that_is_no_mapping_is_told_how_a_charter_begins(text: str) -> None:
    (found,) = faults_in(text)
    assert found.message == "The file is no list of `key: value` lines."
    assert found.line >= 1


def test_every_scalar_is_the_text_as_written() -> None:
    charter = read(small("title: NO\nassumes: {yes: 17:00, on: 1.10}\n"))
    assert charter.title == "NO"
    assert charter.assumes == {"yes": "17:00", "on": "1.10"}


def test_a_charter_reads_the_same_without_the_c_library(monkeypatch: pytest.MonkeyPatch) -> None:
    with_c = read(SMALL)
    monkeypatch.setattr(nodes, "_Loader", yaml.BaseLoader)
    assert read(SMALL) == with_c
    assert fault_at_mark(SMALL + "^^titel: x\n")[1][0].column == 1

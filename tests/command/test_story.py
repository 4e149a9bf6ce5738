"""`charterdesk story`: what is wrong in a story file is one sentence with its place, code 2."""

from pathlib import Path

import pytest

from charterdesk.command import run

ONE = """\
charter: roxen
stories:
  - story: one
    lines:
      - LINE
"""
GOOD = "{at: 2026-06-15 10:00, open: {channel: web}}"


def exit_code(words: list[str]) -> int | str | None:
    """The code with which the command ends, however deep in it the end comes."""
    try:
        return run(words)
    except SystemExit as end:
        return end.code


def told(text: str, path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What the command says of a file of this text, which can't be read."""
    path.write_text(text, encoding="utf-8")
    assert exit_code(["story", str(path)]) == 2
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    return said.err


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{at: 2026-06-15 10:00, opn: {channel: web}}", "no verb 'opn'. Did you mean 'open'?"),
        ("{at: 2026-06-15 10:00, open: {chanel: web}}", "no key 'chanel'. Did you mean 'channel'?"),
        ("{at: 2026-06-15 10:00, open: {}}", "`open` needs `channel`"),
        ("{at: 2026-06-15 10:00, reply: now}", "`reply` wants its fields in braces"),
        ("{at: 2026-06-15 10:00, reply: {}, note: {}}", "one verb at most"),
        ("{at: 2026-06-15 25:00, reply: {}}", "'2026-06-15 25:00' is not a time"),
        ("{at: soon, reply: {}}", "'soon' is not a time"),
        ("{reply: {}}", "A line needs its time"),
        ("{at: 2026-06-15 10:00, reply: {contact: early}}", "'early' is not a time"),
        ("{at: 2026-06-15 10:00, engine_down: {until: later}}", "'later' is not a time"),
        ("{at: 2026-06-15 10:00, engine_down: {}}", "`engine_down` needs `until`"),
        ("{at: 2026-06-15 10:00, bug: {number: '1', critical: perhaps}}", "'perhaps' can't be"),
        ("{at: 2026-06-15 10:00, charter: {version: two}}", "'two' is no whole number"),
        ("{at: 2026-06-15 10:00, merge: {into: C}}", "'C' is no other case of this story"),
        ("{at: 2026-06-15 10:00, bounce: {of: r1}}", "'r1' is no message of this story"),
        ("{at: 2026-06-15 10:00, expect: [open]}", "`expect` wants keys and values"),
        ("{at: 2026-06-15 10:00, expect: {respons: {}}}", "'respons' can't be expected. Did you"),
        ("{at: 2026-06-15 10:00, expect: {response: {is: runing}}}", "Did you mean 'running'?"),
        (
            "{at: 2026-06-15 10:00, expect: {response: {until: 1h}}}",
            "`response` has no key 'until'",
        ),
        ("{at: 2026-06-15 10:00, expect: {response: {left: long}}}", "'long' is not a length"),
        ("{at: 2026-06-15 10:00, expect: {response: running}}", "`response` has keys and values"),
        ("{at: 2026-06-15 10:00, expect: {step desk: {is: gone}}}", "'gone' can't be"),
        ("{at: 2026-06-15 10:00, expect: {told: engineer}}", "`told` is a list"),
        ("{at: 2026-06-15 10:00, expect: {told: [engineer]}}", "Each entry of `told` has keys"),
        (
            "{at: 2026-06-15 10:00, expect: {told: [{whom: a}]}}",
            "no key 'whom'. Did you mean 'who'",
        ),
        ("{at: 2026-06-15 10:00, expect: {told: [{about: a}]}}", "needs `who`"),
        ("{at: 2026-06-15 10:00, expect: {not_told: {a: b}}}", "One word or sentence belongs here"),
        ("{at: 2026-06-15 10:00, expect: {times_told: [a]}}", "has names with numbers"),
        ("{at: 2026-06-15 10:00, expect: {times_told: {a: many}}}", "'many' is no whole number"),
        ("{at: 2026-06-15 10:00, expect: {state: opened}}", "'opened' can't be"),
        ("{at: 2026-06-15 10:00, expect: {case_exists: so}}", "'so' can't be"),
        ("{at: 2026-06-15 10:00, expect: {opened: x}}", "'x' is not a time"),
        ("{at: 2026-06-15 10:00, expect: {hours offic: []}}", "no hours 'offic'. Did you mean"),
        ("{at: 2026-06-15 10:00, expect: {hours office: [{}]}}", "A stretch needs `from`"),
        ("open", "Each entry of `lines` has keys and values"),
    ],
)
def test_a_faulty_line_is_named_with_its_place(
    line: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "story.yaml"
    said = told(ONE.replace("LINE", line), path, capsys)
    assert sentence in said
    assert f"{path}:5:" in said


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The file is no list of `key: value` lines"),
        ("- story: one\n", "The file is no list of `key: value` lines"),
        ("charter: roxen\nstories: [{story: one\n", "This is not readable YAML"),
        ("charter: roxen\n\tstories: []\n", "A tab stands here"),
        ("charter: roxen\n---\ncharter: voxeo\n", "One file holds one document"),
        ("charter: roxen\nstorys: []\n", "'storys' is not known here. Did you mean 'stories'?"),
        ("charter: roxen\n", "`stories` must be a list"),
        ("charter: roxen\nstories: [3]\n", "Each entry of `stories` has keys and values"),
        ("charter: roxen\nstories: [{lines: []}]\n", "A story needs its name"),
        ("charter: roxen\nstories: [{story: a}]\n", "`lines` must be a list"),
        ("stories: [{story: a, lines: []}]\n", "The file names no charter"),
        ("charter: roxn\nstories: [{story: a, lines: []}]\n", "The charter 'roxn' can't be read"),
        ("charter: roxen\nzone: Europe/Stokholm\nstories: [{story: a, lines: []}]\n", "Stockholm?"),
        ("charter: roxen\npeople: [a]\nstories: []\n", "`people` wants roles with lists"),
        ("charter: roxen\npeople: {a: {b: c}}\nstories: []\n", "a list of people's names"),
    ],
)
def test_a_faulty_file_is_named_with_its_place(
    text: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "story.yaml"
    said = told(text, path, capsys)
    assert sentence in said
    assert f"{path}:" in said


def test_a_faulty_charter_is_named_by_its_own_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.yaml").write_text("charter: mine\nversion: x\n", encoding="utf-8")
    said = told(ONE.replace("roxen", "mine.yaml"), tmp_path / "story.yaml", capsys)
    assert f"{tmp_path / 'mine.yaml'}:2:10" in said


def test_a_file_that_is_not_there_or_no_text_is_said_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code(["story", str(tmp_path / "none.yaml")]) == 2
    assert "can't be read: No such file" in capsys.readouterr().err
    (tmp_path / "bytes.yaml").write_bytes(b"\xff\xfe")
    assert exit_code(["story", str(tmp_path / "bytes.yaml")]) == 2
    assert "not UTF-8 text" in capsys.readouterr().err


def test_a_version_that_no_file_holds_is_a_difference_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "story.yaml"
    lines = f"{GOOD}\n      - {{at: 2026-06-15 11:00, charter: {{version: 7}}}}"
    path.write_text(ONE.replace("LINE", lines), encoding="utf-8")
    assert exit_code(["story", str(path)]) == 1
    assert f"{path}:6: charter: No file" in capsys.readouterr().out


def test_what_differs_is_said_with_its_line_and_ends_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "story.yaml"
    line = "{at: 2026-06-15 10:00, open: {channel: web}, expect: {priority: high}}"
    path.write_text(ONE.replace("LINE", line), encoding="utf-8")
    assert exit_code(["story", str(path)]) == 1
    said = capsys.readouterr().out
    assert "DIFFERS  one" in said
    assert f"{path}:5: priority: wanted high, found normal" in said


def test_the_transcript_reads_as_a_manager_would_tell_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "story.yaml"
    path.write_text(ONE.replace("LINE", GOOD), encoding="utf-8")
    assert exit_code(["story", "--transcript", str(path)]) == 0
    assert "2026-06-15 10:00  Opened by web as normal" in capsys.readouterr().out

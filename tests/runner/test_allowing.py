"""The runner's own list: what it may hold, and the one sentence about what is wrong with it."""

import os
import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from threading import Event
from typing import Any

import pytest
import yaml

from charterdesk.automation.book import read_runbook
from charterdesk.kit.settings_readers import CannotStart
from charterdesk.runner.allowing import Allowed, read_allowed
from charterdesk.runner.line import desk_url, read_key
from charterdesk.runner.performing import HEAD, TAIL, Refused, checked, perform
from tests.trust.runner_served import wait_until

ECHO = {"path": "/bin/echo", "arguments": ["[a-z]+", "-n"]}


def listed(tmp_path: Path, said: Any, mode: int = 0o644) -> Path:
    """The list as a file."""
    file = tmp_path / "allow.yaml"
    file.write_text(said if isinstance(said, str) else yaml.safe_dump(said))
    file.chmod(mode)
    return file


def allowed(tmp_path: Path, **more: Any) -> Allowed:
    """A list with echo and an interpreter."""
    said = {"programs": [ECHO], "interpreters": {"sh": {"path": "/bin/sh"}}, **more}
    return read_allowed(listed(tmp_path, said))


def done(tmp_path: Path, script: str, within: int = 20, **more: Any) -> Any:
    """What comes of a script."""
    own = allowed(tmp_path, **more)
    return perform(checked({"by": "sh", "text": script, "within": within}, own), own, Event())


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "allows nothing"),
        ("programs: [", "can't be read as YAML"),
        ("- x", "wants lines of `key: value`"),
        ({"programs": [ECHO], "shell": "yes"}, "unknown word shell"),
        ({"programs": [{"path": "echo"}]}, "'echo' is not the full path of a program"),
        ({"programs": [{"path": "/nowhere/x"}]}, "is not the full path of a program"),
        ({"programs": ["/bin/echo"]}, "a program wants lines"),
        ({"programs": [{**ECHO, "arguments": ["("]}]}, "is no regular expression"),
        ({"programs": [{**ECHO, "user": "nobody-at-all"}]}, "there is no user"),
        ({"programs": [{**ECHO, "within": "soon"}]}, "wants a time"),
        ({"programs": [ECHO], "at_once": 0}, "at_once wants a number"),
        ({"programs": [ECHO], "directory": "here"}, "is no directory"),
    ],
)
def test_a_list_with_a_fault_stops_the_start(tmp_path: Path, said: Any, why: str) -> None:
    with pytest.raises(CannotStart, match=".*".join(why.split("`")).replace("(", "")) as caught:
        read_allowed(listed(tmp_path, said))
    assert str(tmp_path) in str(caught.value)


@pytest.mark.parametrize("mode", [0o666, 0o664, 0o646])
def test_a_list_that_others_may_write_is_not_used(tmp_path: Path, mode: int) -> None:
    with pytest.raises(CannotStart, match="may be written by others"):
        read_allowed(listed(tmp_path, {"programs": [ECHO]}, mode))


@pytest.mark.parametrize("mode", [0o644, 0o604, 0o660])
def test_a_key_that_others_may_read_is_not_used(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "key"
    file.write_text("plant.x")
    file.chmod(mode)
    with pytest.raises(CannotStart, match="is open to others"):
        read_key(file)


@pytest.mark.parametrize("url", ["http://desk.example", "desk.example", "https://u:p@a.example"])
def test_a_key_goes_over_https_alone(url: str) -> None:
    with pytest.raises(CannotStart):
        desk_url(url)
    assert desk_url("http://127.0.0.1:8000/") == "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    "said",
    [
        {"argv": ["/bin/cat"]},
        {"argv": ["/bin/echo", "A"]},
        {"argv": ["/bin/echo", "a\n"]},
        {"argv": ["/bin/echo", "a", "--x"]},
        {"argv": ["/bin/echo", "a\0"]},
        {"argv": "/bin/echo"},
        {"argv": []},
        {},
        {"by": "python", "text": "print()"},
        {"argv": ["/bin/echo", "a"], "environment": {"LD_PRELOAD": "/tmp/x.so"}},
        {"argv": ["/bin/echo", "a"], "environment": {"PATH": "/tmp"}},
    ],
)
def test_what_is_not_named_is_refused(tmp_path: Path, said: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        checked(said, allowed(tmp_path))


def test_without_arguments_in_the_list_none_is_let_through(tmp_path: Path) -> None:
    own = read_allowed(listed(tmp_path, {"programs": [{"path": "/bin/echo"}]}))
    assert checked({"argv": ["/bin/echo"]}, own).arguments == ()
    with pytest.raises(Refused):
        checked({"argv": ["/bin/echo", "a"]}, own)


def test_the_list_bounds_the_time_that_the_desk_asks_for(tmp_path: Path) -> None:
    own = allowed(tmp_path, within="5s")
    assert checked({"by": "sh", "text": "x", "within": 3600}, own).seconds == 5
    assert checked({"by": "sh", "text": "x", "within": -1}, own).seconds == 5


def test_output_is_bounded_and_the_program_is_not_held_up_by_it(tmp_path: Path) -> None:
    outcome = done(tmp_path, "head -c 30000000 /dev/zero | tr '\\0' x; echo the end; exit 3")
    assert outcome.code == 3
    assert len(outcome.output) < HEAD + TAIL + 100
    assert outcome.output.endswith("the end\n")


def test_output_that_is_no_utf_8_is_repaired(tmp_path: Path) -> None:
    assert done(tmp_path, "printf 'a\\377b'").output == "a\ufffdb"


def test_what_a_script_leaves_behind_is_ended_with_it(tmp_path: Path) -> None:
    outcome = done(tmp_path, "sleep 88 & echo $!")
    assert outcome.code == 0
    left = Path(f"/proc/{int(outcome.output)}/stat")
    wait_until(lambda: not left.exists() or " Z " in left.read_text())


def test_secrets_of_the_runner_are_given_to_programs_and_never_leave_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANT_SECRET", "canary-4711")
    monkeypatch.setenv("OTHER_SECRET", "canary-4712")
    script = 'test "$PLANT_SECRET" = canary-4711 && env'
    outcome = done(tmp_path, script, secrets=["PLANT_SECRET"])
    assert outcome.code == 0
    assert "canary" not in outcome.output


def test_a_runner_needs_no_django() -> None:
    code = "import sys, charterdesk.command.runner; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="Only root works as somebody else.")
def test_a_program_works_as_the_user_of_the_list(tmp_path: Path) -> None:
    said = {"interpreters": {"sh": {"path": "/bin/sh", "user": "nobody"}}, "directory": "/"}
    own = read_allowed(listed(tmp_path, said))
    outcome = perform(checked({"by": "sh", "text": "id -un; id -G"}, own), own, Event())
    assert outcome.output.split()[0] == "nobody"
    assert "0" not in outcome.output.split()


def test_the_manuals_list_and_runbook_are_read(tmp_path: Path) -> None:
    """The list as it is written there, with programs and users of this machine."""
    manual = (Path(__file__).parents[2] / "docs" / "manual" / "runbooks.md").read_text()
    blocks = re.findall(r"^( *)```yaml\n(.*?)^ *```", manual, re.MULTILINE | re.DOTALL)
    runbook, allow = (dedent(text) for _, text in blocks)
    assert read_runbook(runbook, "manual").remedies
    said = yaml.safe_load(allow)
    said["directory"] = str(tmp_path)
    for program in (*said["programs"], *said["interpreters"].values()):
        program["path"] = "/bin/sh"
        program.pop("user", None)
    assert read_allowed(listed(tmp_path, said)).at_once == 2

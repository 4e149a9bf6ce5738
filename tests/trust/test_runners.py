"""A real runner before a real server: what it does, refuses, ends, and what outlives its death."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

import pytest

from charterdesk.accounts.refusal import granted
from charterdesk.automation.commands.keys import make_runner, revoke_runner, rotate_key
from charterdesk.automation.handing import drop_overdue
from charterdesk.automation.models import Run, Runner, RunStep
from charterdesk.automation.moves import Ending
from charterdesk.cases.models import Message
from charterdesk.kit.wallclock import now
from tests.apps.automation.runbook_scene import machine_case, published, started
from tests.apps.cast import admin
from tests.reaching import free_port
from tests.trust.runner_served import a_runner, served, wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
HEAD = "runbook: {name}\nfor: A trial.\nchecks:\n"
STEP = "  - step: {step}\n    on: plant\n    within: {within}\n    {way}\n"


@pytest.fixture
def url() -> Iterator[str]:
    """A desk that is served."""
    with served() as address:
        yield address


def key_of(name: str = "plant") -> str:
    """A new runner's key."""
    return granted(make_runner(name=name, by=admin(), at=now()))[1]


def run_of(*ways: str, within: str = "20s", name: str = "trial") -> Run:
    """A run whose checks do these things one after the other."""
    steps = [STEP.format(step=f"step {n}", way=way, within=within) for n, way in enumerate(ways)]
    return started(machine_case(), published(HEAD.format(name=name) + "".join(steps)))


def ended(run: Run) -> Run:
    """The run, once it is over."""
    wait_until(lambda: Run.objects.get(pk=run.pk).state not in Run.OPEN, "The run does not end.")
    return Run.objects.get(pk=run.pk)


def states_of(run: Run) -> list[str]:
    return list(run.steps.order_by("number").values_list("state", flat=True))


def begun(run: Run) -> RunStep:
    """The step that runs, once one does."""
    running = run.steps.filter(state=RunStep.State.RUNNING)
    wait_until(running.exists, "No step begins.")
    return running.get()


def posted(url: str, what: str, said: object, key: str) -> tuple[int, dict[str, object]]:
    """What the door answers."""
    parts = urlsplit(url)
    wire = HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    try:
        wire.request("POST", f"/in/runner/{what}", body, {"Authorization": f"Bearer {key}"})
        answer = wire.getresponse()
        return answer.status, json.loads(answer.read() or b"{}")
    finally:
        wire.close()


def test_a_command_and_a_script_are_done_and_stand_on_the_case(url: str, tmp_path: Path) -> None:
    """R-HFN-13."""
    run = run_of(
        'command: [/bin/echo, "a b; reboot", $HOME]',
        "script: {by: sh, text: 'echo $RUNBOOK_HOST-$0; cat'}",
        "command: [/usr/bin/seq, 400000]",
    )
    Run.objects.update(values={"host": "x y"})
    with a_runner(url, key_of(), tmp_path) as runner:
        assert ended(run).state == Run.State.DONE, runner.said()
        assert runner.end() == 0
    outputs = list(run.steps.order_by("number").values_list("output", flat=True))
    assert outputs[0] == "a b; reboot $HOME\n"
    assert outputs[1].startswith("x y-")
    assert outputs[2].startswith("1\n2\n")
    assert outputs[2].endswith("400000\n")
    assert len(outputs[2]) < 70_000
    assert "a b; reboot" in Message.objects.get(channel="automation").text
    assert Runner.objects.get().says["interpreters"] == ["sh"]


def test_what_takes_too_long_is_ended_with_all_that_it_started(url: str, tmp_path: Path) -> None:
    run = run_of(
        "script: {by: sh, text: 'sleep 77 & echo $! > child; echo begun; wait'}", within="1s"
    )
    with a_runner(url, key_of(), tmp_path):
        run = ended(run)
    assert states_of(run) == ["timed out"]
    assert run.state == Run.State.HANDED_OVER
    assert run.steps.get().output == "begun\n"
    child = int((tmp_path / "child").read_text())
    wait_until(lambda: not Path(f"/proc/{child}").exists() or _is_dead(child))


def test_what_the_list_does_not_name_is_refused_before_it_is_begun(
    url: str, tmp_path: Path
) -> None:
    ways = (
        "command: [/bin/rm, -rf, /]",
        "command: [/bin/sleep, 1d]",
        "script: {by: python, text: print}",
    )
    with a_runner(url, key_of(), tmp_path):
        for number, way in enumerate(ways):
            run = ended(run_of(way, name=f"trial-{number}"))
            assert (states_of(run), run.ending) == (["failed"], Ending.BROKE)
            assert "The runner's list" in run.fault
            assert run.steps.get().begun_at is None


def test_what_a_killed_runner_had_begun_ends_with_it_and_is_not_done_again(
    url: str, tmp_path: Path
) -> None:
    run, key = run_of("script: {by: sh, text: 'echo $$ > child; exec sleep 77'}"), key_of()
    with a_runner(url, key, tmp_path) as runner:
        begun(run)
        wait_until((tmp_path / "child").exists)
        wait_until(lambda: bool((tmp_path / "child").read_text()))
        runner.kill()
    child = int((tmp_path / "child").read_text())
    wait_until(lambda: not Path(f"/proc/{child}").exists() or _is_dead(child))
    assert drop_overdue(now() + timedelta(hours=1))
    run.refresh_from_db()
    assert (run.state, run.ending) == (Run.State.HANDED_OVER, Ending.BROKE)
    with a_runner(url, key, tmp_path):
        assert ended(run_of("command: [/bin/echo, on]", name="next")).state == Run.State.DONE
    assert states_of(run) == ["lost"]


def test_of_two_runners_with_one_key_each_step_is_done_by_one(url: str, tmp_path: Path) -> None:
    """R12."""
    key, places = key_of(), (tmp_path / "a", tmp_path / "b")
    way = "script: {by: sh, text: 'echo $$ >> done'}"
    runs = [run_of(way, name=f"both-{number}") for number in range(3)]
    with a_runner(url, key, places[0]), a_runner(url, key, places[1]):
        assert [ended(run).state for run in runs] == [Run.State.DONE] * 3
    lines = [line for place in places for line in lines_of(place / "done")]
    assert len(lines) == 3


def test_a_result_reaches_a_desk_that_was_away_meanwhile(tmp_path: Path) -> None:
    port, key = free_port(), key_of()
    run = run_of("script: {by: sh, text: 'until test -e go; do sleep 0.1; done; echo kept'}")
    with ExitStack() as first:
        url = first.enter_context(served(port))
        with a_runner(url, key, tmp_path) as runner:
            begun(run)
            first.close()
            (tmp_path / "go").touch()
            wait_until(lambda: "It is told again" in runner.said())
            with served(port):
                assert ended(run).state == Run.State.DONE
    assert run.steps.get().output == "kept\n"


def test_a_revoked_key_opens_nothing_and_a_new_one_does(url: str, tmp_path: Path) -> None:
    key, run = key_of(), run_of("command: [/bin/echo, on]")
    row = Runner.objects.get()
    revoke_runner(runner=row, by=admin(), at=now())
    with a_runner(url, key, tmp_path) as runner:
        wait_until(lambda: "does not take this runner's key" in runner.said())
        assert key not in runner.said()
    assert states_of(run) == ["waiting"]
    row.refresh_from_db()
    with a_runner(url, rotate_key(runner=row, by=admin(), at=now()), tmp_path):
        assert ended(run).state == Run.State.DONE
    assert posted(url, "ask/", {}, key)[0] == 401


def test_a_former_key_opens_until_the_new_one_is_used(url: str) -> None:
    key = key_of()
    new = rotate_key(runner=Runner.objects.get(), by=admin(), at=now())
    assert [posted(url, "ask/", {}, one)[0] for one in (key, new, key)] == [200, 200, 401]


def test_a_question_waits_for_work_and_no_longer_than_it_said(url: str) -> None:
    key = key_of()
    began = monotonic()
    assert posted(url, "ask/?hold=2", {}, key) == (200, {"step": None})
    assert 1.5 < monotonic() - began < 8
    run = run_of("command: [/bin/echo, on]")
    began = monotonic()
    status, said = posted(url, "ask/?hold=25", {}, key)
    assert status == 200
    assert isinstance(said["step"], dict)
    assert said["step"]["argv"] == ["/bin/echo", "on"]
    assert monotonic() - began < 10
    assert states_of(run) == ["handed"]


@pytest.mark.parametrize("what", ["ask/", "begin/", "finish/"])
def test_the_door_takes_no_wrong_key_no_nonsense_and_no_flood(url: str, what: str) -> None:
    key = key_of()
    for wrong in ("", "plant", "plant.", "nobody.x", key[:-1], f"{key}x", "\u00e9"):
        assert posted(url, what, {}, wrong)[0] == 401
    assert posted(url, what, b"[]", key)[0] == 400
    assert posted(url, what, b"{", key)[0] == 400
    assert posted(url, what, b"[" * 100_000, key)[0] == 400
    bad = "\0\ud800"
    says = {"host": bad, "version": bad, "programs": [bad, 7], "interpreters": bad}
    assert posted(url, what, says, key)[0] in (200, 410)
    for odd in (
        {"token": 7},
        {"token": bad, "output": bad},
        {"token": None, "code": "x"},
        {"token": "\0" * 40, "output": 5},
    ):
        assert posted(url, what, odd, key)[0] in (200, 410)
    assert posted(url, what, b"x" * (1024 * 1024 + 1), key)[0] == 413


def test_another_runner_gets_and_tells_nothing_of_a_step(url: str) -> None:
    run, mine, other = run_of("command: [/bin/echo, on]"), key_of(), key_of("other")
    assert posted(url, "ask/", {}, other)[1] == {"step": None}
    step = posted(url, "ask/", {}, mine)[1]["step"]
    assert isinstance(step, dict)
    said = {"token": step["token"], "code": 0}
    assert posted(url, "begin/", said, other)[1] == {"go": False}
    assert posted(url, "finish/", said, other)[0] == 410
    assert [posted(url, "begin/", said, mine)[1] for _ in range(2)] == [{"go": True}] * 2
    assert [posted(url, "finish/", said, mine)[0] for _ in range(2)] == [200, 200]
    assert states_of(run) == ["met"]


def lines_of(file: Path) -> list[str]:
    """The lines of a file; none where it is not there."""
    return file.read_text().splitlines() if file.exists() else []


def _is_dead(pid: int) -> bool:
    """Whether nothing but its entry is left."""
    try:
        return " Z " in Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return True

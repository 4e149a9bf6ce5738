"""One step done: a program in a process group of its own, within its time and its bounds.

Nothing of it outlives the step: at its end the whole group is killed. No shell is ever started
to run a command; a script is read by its interpreter from a file that has no name.
"""

import ctypes
import os
import pwd
import select
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event
from time import monotonic

from charterdesk.kit.masking import masked
from charterdesk.runner.allowing import PATH, VARIABLE, Allowed, Program

HEAD, TAIL = 20 * 1024, 40 * 1024
CHUNK = 64 * 1024
GLANCE = 0.2
GOODBYE = 2.0
# A program may end and leave something behind that holds its output open.
AFTER_END = 1.0
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)


class Refused(Exception):
    """The runner's own list does not allow it; the text is one sentence."""


@dataclass(frozen=True, slots=True)
class Task:
    """A step as the desk gave it, checked against the list."""

    program: Program
    arguments: tuple[str, ...]
    variables: Mapping[str, str]
    seconds: float
    script: str = ""


@dataclass(slots=True)
class Kept:
    """The beginning and the end of what was printed; `dropped` bytes lay between."""

    head: bytearray = field(default_factory=bytearray)
    tail: bytearray = field(default_factory=bytearray)
    dropped: int = 0

    def add(self, chunk: bytes) -> None:
        """Take more of it, and keep no more than the bounds."""
        room = HEAD - len(self.head)
        self.head += chunk[:room]
        self.tail += chunk[room:] if room < len(chunk) else b""
        over = len(self.tail) - TAIL
        if over > 0:
            del self.tail[:over]
            self.dropped += over

    def text(self) -> str:
        """All of it, repaired where it is no UTF-8."""
        gap = f"\n[… {self.dropped} bytes …]\n".encode() if self.dropped else b""
        return (bytes(self.head) + gap + bytes(self.tail)).decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it, as the desk is told."""

    code: int | None
    output: str = ""
    fault: str = ""
    refused: bool = False
    timed_out: bool = False


def checked(said: Mapping[str, object], allowed: Allowed) -> Task:
    """The step as a task; raises Refused where the list does not name all of it."""
    within = said.get("within")
    seconds = float(within) if isinstance(within, int) and within > 0 else 0.0
    variables = said.get("environment")
    kept = variables if isinstance(variables, dict) else {}
    for name in kept:
        if not VARIABLE.fullmatch(str(name)):
            raise Refused(f"The runner takes no variable {str(name)[:60]}.")
    own = {str(name): str(value).replace("\0", "") for name, value in kept.items()}
    if "by" in said:
        program = allowed.interpreters.get(str(said["by"]))
        if program is None:
            raise Refused(f"The runner's list has no interpreter {str(said['by'])[:60]}.")
        return Task(program, (), own, _bounded(seconds, program), str(said.get("text", "")))
    argv = said.get("argv")
    words = [str(one) for one in argv] if isinstance(argv, list) and argv else [""]
    return _command(words, own, seconds, allowed)


def perform(task: Task, allowed: Allowed, stop: Event) -> Outcome:
    """Do it. Raises nothing: what can't be begun is an outcome as well."""
    try:
        with _begun(task, allowed) as process:
            return _watched(process, task, allowed, stop)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        reason = getattr(error, "strerror", None) or "it could not be started"
        return Outcome(None, fault=f"{task.program.path} could not be run: {reason}.")


def _command(words: list[str], own: Mapping[str, str], seconds: float, allowed: Allowed) -> Task:
    program = allowed.programs.get(words[0])
    if program is None:
        raise Refused(f"The runner's list has no program {words[0][:200]}.")
    for one in words[1:]:
        if "\0" in one or not _passes(one, program):
            raise Refused(f"The runner's list lets no argument '{one[:200]}' through.")
    return Task(program, tuple(words[1:]), own, _bounded(seconds, program))


def _passes(argument: str, program: Program) -> bool:
    if program.arguments is None:
        return True
    return any(one.fullmatch(argument) for one in program.arguments)


def _bounded(seconds: float, program: Program) -> float:
    longest = program.within.total_seconds()
    return min(seconds, longest) if seconds else longest


@contextmanager
def _begun(task: Task, allowed: Allowed) -> "Iterator[subprocess.Popen[bytes]]":
    """The process, whose whole group is gone afterwards."""
    script = _nameless(task.script) if task.script else -1
    as_ = _account(task.program.user)
    words = [task.program.path, *task.program.options, *task.arguments]
    try:
        process = subprocess.Popen(
            [*words, f"/dev/fd/{script}"] if task.script else words,
            cwd=allowed.directory, env=_environment(task, allowed), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
            pass_fds=(script,) if task.script else (),
            user=as_.user, group=as_.group, extra_groups=as_.groups,
            # One system call, by a function that is loaded already: the program ends with us.
            preexec_fn=_end_with_runner,  # noqa: PLW1509
        )  # fmt: skip
    finally:
        if script >= 0:
            os.close(script)
    try:
        yield process
    finally:
        _signal(process, signal.SIGKILL)
        process.wait()
        if process.stdout:
            process.stdout.close()


def _watched(
    process: "subprocess.Popen[bytes]", task: Task, allowed: Allowed, stop: Event
) -> Outcome:
    kept, until = Kept(), monotonic() + task.seconds
    ended = _read(process, kept, until, stop)
    if not ended:
        _signal(process, signal.SIGTERM)
        _read(process, kept, monotonic() + GOODBYE, Event())
    secrets = [*allowed.secrets.values()]
    output = masked(kept.text(), secrets)
    if ended:
        return Outcome(process.returncode, output)
    if stop.is_set():
        return Outcome(None, output, fault="The runner was told to stop.")
    return Outcome(None, output, fault=f"It took longer than {task.seconds:g} s.", timed_out=True)


def _read(process: "subprocess.Popen[bytes]", kept: Kept, until: float, stop: Event) -> bool:
    """Take what is printed until the program ends: True; False where its time is over first."""
    assert process.stdout is not None
    pipe = process.stdout.fileno()
    ended_at: float | None = None
    while monotonic() < until and not stop.is_set():
        if select.select([pipe], [], [], GLANCE)[0]:
            chunk = os.read(pipe, CHUNK)
            kept.add(chunk)
            if not chunk:
                return _has_ended(process, until, stop)
        if process.poll() is not None:
            ended_at = ended_at or monotonic()
            if monotonic() - ended_at >= AFTER_END:
                return True
    return process.poll() is not None


def _has_ended(process: "subprocess.Popen[bytes]", until: float, stop: Event) -> bool:
    """Whether a program that prints no more ends in time."""
    while monotonic() < until and not stop.is_set():
        try:
            process.wait(GLANCE)
            return True
        except subprocess.TimeoutExpired:
            continue
    return process.poll() is not None


def _environment(task: Task, allowed: Allowed) -> dict[str, str]:
    """What the list gives, and the parameters: nothing of the runner's own beside."""
    usual = {"PATH": PATH, "LANG": "C.UTF-8"}
    secrets = {name: value for name, value in allowed.secrets.items() if value}
    return {**usual, **allowed.environment, **secrets, **task.variables}


@dataclass(frozen=True, slots=True)
class _Account:
    """As whom a program runs; all None: as the runner itself."""

    user: int | None = None
    group: int | None = None
    groups: list[int] | None = None


def _account(name: str) -> _Account:
    if not name or os.geteuid() != 0:
        return _Account()
    found = pwd.getpwnam(name)
    return _Account(found.pw_uid, found.pw_gid, os.getgrouplist(name, found.pw_gid))


def _nameless(script: str) -> int:
    """A file in memory that holds the script; its user can read it by its number."""
    number = os.memfd_create("script")
    os.write(number, script.encode("utf-8", "replace"))
    os.lseek(number, 0, os.SEEK_SET)
    return number


def _end_with_runner() -> None:
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _signal(process: "subprocess.Popen[bytes]", number: int) -> None:
    try:
        os.killpg(process.pid, number)
    except (ProcessLookupError, PermissionError):
        return

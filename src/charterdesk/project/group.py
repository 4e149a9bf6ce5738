"""Several processes as one: whoever dies is started again, and all end with the first one.

The kernel tells the members of the end of the first process (`parent`), however it came.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event
from time import monotonic

from charterdesk.kit.settings_readers import CannotStart
from charterdesk.kit.stop_signals import set_at_the_end
from charterdesk.project.parent import SUPERVISOR

LOOK_EVERY = 0.2
# One that lived this long is started again at once; before that it waits, twice as long each time.
LIVED_SECONDS = 10.0
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 15.0
GOODBYE_SECONDS = 20.0


@dataclass
class Member:
    """A process of the group: `charterdesk WORDS...`."""

    words: tuple[str, ...]
    process: "subprocess.Popen[bytes] | None" = None
    started_at: float = 0.0
    pause: float = 0.0

    @property
    def is_alive(self) -> bool:
        """Whether it runs."""
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        """Start it; what it prints goes to standard error, as the group's own output is its."""
        command = [sys.executable, "-m", "charterdesk.command", *self.words]
        env = {**os.environ, SUPERVISOR: str(os.getpid())}
        self.process = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=2)
        self.started_at = monotonic()

    def look_after(self) -> None:
        """Start it again if it died, not sooner than its pause is over."""
        if self.is_alive:
            return
        lived = monotonic() - self.started_at
        if lived >= LIVED_SECONDS:
            self.pause = 0.0
        if lived >= self.pause:
            sys.stderr.write(f"charterdesk: {self.words[0]} has ended and is started again.\n")
            self.pause = min(max(self.pause * 2, FIRST_PAUSE), LONGEST_PAUSE)
            self.start()


class Group:
    """The members of one group. Use it in the main thread: the kernel watches that thread."""

    def __init__(self, commands: Sequence[tuple[str, ...]]) -> None:
        self.members = [Member(words) for words in commands]
        self._ended = Event()

    def start(self) -> None:
        """Start every member; SIGTERM and Ctrl-C end the group from now on."""
        set_at_the_end(self._ended)
        for member in self.members:
            member.start()

    def wait_for(self, answers: Callable[[], bool], *, seconds: float) -> bool:
        """Wait until `answers` says yes: True. False where the group was told to end meanwhile.

        Raises CannotStart where a member dies before, or nothing answers in time.
        """
        until = monotonic() + seconds
        while not self._ended.is_set():
            if dead := next((one for one in self.members if not one.is_alive), None):
                raise CannotStart(f"The {dead.words[0]} process has ended: see the lines above.")
            if answers():
                return True
            if monotonic() > until:
                raise CannotStart(f"The desk did not answer within {seconds:g} seconds.")
            self._ended.wait(LOOK_EVERY)
        return False

    def run(self) -> None:
        """Look after the members until the end."""
        while not self._ended.wait(LOOK_EVERY):
            for member in self.members:
                member.look_after()

    def stop(self) -> None:
        """Ask every member to end, and end those that do not."""
        alive = [one.process for one in self.members if one.process and one.is_alive]
        for process in alive:
            process.terminate()
        until = monotonic() + GOODBYE_SECONDS
        for process in alive:
            try:
                process.wait(max(until - monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

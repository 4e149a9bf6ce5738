"""A process that is told to stop hears it at whatever moment the signal comes."""

import subprocess
import sys

import pytest

BEGIN = """
import os, signal, threading, time
from threading import Event, Thread
from charterdesk.kit.stop_signals import set_at_the_end
stop = Event()
set_at_the_end(stop)
"""
# The lock of the event is held while the signal comes, as `wait` holds it when it begins.
AS_THE_WAIT_BEGINS = """
with stop._cond:
    os.kill(os.getpid(), signal.{name})
print(stop.wait(10))
"""
# The kernel hands the signal to a thread that is not the main one, which sleeps and is not woken.
TO_ANOTHER_THREAD = """
def told():
    while not stop._cond._waiters:
        pass
    signal.pthread_kill(threading.get_ident(), signal.{name})
Thread(target=told).start()
print(stop.wait(10))
"""


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
@pytest.mark.parametrize("moment", [AS_THE_WAIT_BEGINS, TO_ANOTHER_THREAD])
def test_a_signal_ends_the_wait_at_whatever_moment_it_comes(moment: str, name: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", BEGIN + moment.format(name=name)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.stdout, ended.stderr) == ("True\n", "")

"""SIGTERM and Ctrl-C set an event, at whatever moment they come.

Python runs a handler in the main thread, between two of its steps. A main thread that is just
falling asleep on a lock does not wake for it, and one that is just taking the event's own lock
would wait for itself. So the byte that the interpreter writes at once, from whichever thread the
kernel chose, is read by a thread that does nothing else.
"""

import signal
import socket
from threading import Event, Thread

STOPPING = (signal.SIGTERM, signal.SIGINT)


def set_at_the_end(stop: Event) -> None:
    """Set `stop` at SIGTERM or Ctrl-C from now on. For the main thread."""
    heard, told = socket.socketpair()
    told.setblocking(False)
    signal.set_wakeup_fd(told.fileno())
    for one in STOPPING:
        signal.signal(one, _left_to_the_thread)
    Thread(target=_hear, args=[heard, told, stop], daemon=True, name="stop signals").start()


def _left_to_the_thread(_number: int, _frame: object) -> None:
    """A signal with a handler does not end the process."""


def _hear(heard: socket.socket, told: socket.socket, stop: Event) -> None:
    """For as long as the process lives: the interpreter writes to `told`, of which it knows the
    number alone, whenever one more signal comes."""
    while told.fileno() >= 0:
        if any(number in STOPPING for number in heard.recv(1)):
            stop.set()

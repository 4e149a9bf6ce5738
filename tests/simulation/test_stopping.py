"""Ctrl-C: at once while there is nothing to be kept, afterwards in good order."""

import os
import signal

import pytest

from charterdesk.command.simulate import _Stop


def test_while_files_are_read_it_ends_at_once() -> None:
    stop = _Stop()
    try:
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    finally:
        stop.restore()


def test_once_cases_are_counted_the_first_asks_and_the_second_ends() -> None:
    stop = _Stop()
    stop.counting = True
    try:
        os.kill(os.getpid(), signal.SIGINT)
        assert stop.is_asked()
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    finally:
        stop.restore()

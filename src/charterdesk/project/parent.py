"""A worker process ends with its supervisor, so that no orphan keeps serving the port."""

import ctypes
import os
import signal
import sys

SUPERVISOR = "CHARTERDESK_SUPERVISOR"
PR_SET_PDEATHSIG = 1


def be_supervisor() -> None:
    """Let the processes that this one starts know whose end is theirs."""
    os.environ[SUPERVISOR] = str(os.getpid())


def die_with_supervisor() -> None:
    """Ask Linux for SIGTERM at the end of the supervisor, where it started this process.

    Call in the main thread of the new process. A supervisor that ended before the call
    is noticed by its absence.
    """
    supervisor = os.environ.get(SUPERVISOR)
    if supervisor is None or supervisor == str(os.getpid()) or sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if str(os.getppid()) != supervisor:
        raise SystemExit("The supervising process has ended.")

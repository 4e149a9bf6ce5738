"""Wake cases when something of theirs is due, deliver notices, do the long work of jobs."""

import os
import subprocess
import sys
from typing import Annotated

import typer
from django.db import InterfaceError, OperationalError

from charterdesk.command.migrate import refuse_old_tables
from charterdesk.desk.bulk_work import BULK_WORK
from charterdesk.kit.settings_readers import CannotStart
from charterdesk.kit.wallclock import now
from charterdesk.project.parent import SUPERVISOR
from charterdesk.studio.work import HANDLERS as STUDIO_WORK
from charterdesk.worker.jobs import claim_job, claimed_job, do_job
from charterdesk.worker.loops import work, work_off
from charterdesk.worker.models import Job
from charterdesk.worker.pulse import Part

HANDLERS = {**STUDIO_WORK, **BULK_WORK}


def worker(
    once: Annotated[bool, typer.Option("--once", help="Do what is due now, then end.")] = False,
    senders: Annotated[int, typer.Option(min=1, max=64, help="How many deliver at once.")] = 16,
    only: Annotated[
        list[Part] | None, typer.Option(help="Do this part alone; may be given again.")
    ] = None,
    job: Annotated[str, typer.Option(hidden=True)] = "",
) -> None:
    """Wake cases and deliver notices until SIGTERM or Ctrl-C; run as many as you like."""
    refuse_old_tables()
    if job:
        _do_claimed(job)
        return
    if not once:
        work(parts=only or list(Part), senders=senders, start_job=_in_a_process)
        return
    try:
        work_off(now())
        while found := claim_job(now()):
            do_job(found, HANDLERS)
    except (OperationalError, InterfaceError) as error:
        reason = " ".join(str(error).split())
        raise CannotStart(f"The database does not answer: {reason}") from error


def _in_a_process(job: Job) -> "subprocess.Popen[bytes]":
    """A process that does the claimed job, and ends with this one."""
    words = ["worker", "--job", f"{job.pk}:{job.attempt}"]
    env = {**os.environ, SUPERVISOR: str(os.getpid())}
    return subprocess.Popen(
        [sys.executable, "-m", "charterdesk.command", *words],
        env=env, stdin=subprocess.DEVNULL, stdout=2,
    )  # fmt: skip


def _do_claimed(claim: str) -> None:
    """`claim` is the job's number and its claim's, as the worker that holds it says them."""
    number, _, attempt = claim.partition(":")
    if not (number.isdigit() and attempt.isdigit()):
        raise CannotStart("--job is for the worker itself: leave it out.")
    found = claimed_job(int(number), int(attempt))
    if found is not None:
        do_job(found, HANDLERS)

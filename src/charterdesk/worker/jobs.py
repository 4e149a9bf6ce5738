"""Long work, one job in one child process, so that ticks and deliveries are not slowed by it.

A worker claims a job under a fence and shows every second that it lives; a job whose worker is
gone is claimed again, and fails with a sentence the second time. A cancelled child that does not
end by itself is ended. Which kinds there are is handed in by the caller.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from typing import Any, Protocol

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext_noop

from charterdesk.kit.wallclock import now
from charterdesk.worker.endings import note_end
from charterdesk.worker.models import Job

LEASE = timedelta(seconds=15)
BEAT = timedelta(seconds=1)
# A cancelled child may bring its piece of work to an end within this.
GRACE = timedelta(milliseconds=600)
MOST_ATTEMPTS = 2
# Progress is written, and the wish to cancel read, at most this often.
PACE_SECONDS = 0.25
# What can go wrong by itself; pages word these in their reader's language.
GONE_TWICE = gettext_noop(
    "Its worker ended twice while it ran: it may need more memory than the machine has."
)
ENDED = gettext_noop("Its process ended before the work was done: see the worker's log.")
FAULT = gettext_noop("The work met a fault of the program: see the worker's log.")
UNKNOWN = gettext_noop("No worker of this desk knows this kind of work.")

log = logging.getLogger(__name__)


class CannotDo(Exception):
    """The work can't be done; the text is the sentence that its asker reads."""


class Cancelled(Exception):
    """Its asker wants it to end."""


class Child(Protocol):
    """A process that does one job."""

    def poll(self) -> int | None:
        """Its exit code; None while it runs."""

    def kill(self) -> None:
        """End it at once."""

    def wait(self) -> int:
        """Its exit code, when it has ended."""


@dataclass
class Work:
    """A claimed job in the hands of its handler."""

    job: Job
    _looked: float = field(default=0.0)

    def tell(self, done: int, total: int, words: str = "") -> None:
        """So much of it is done; raises Cancelled where its asker wants it to end."""
        if monotonic() - self._looked < PACE_SECONDS and done < total:
            return
        self._looked = monotonic()
        mine = claimed(self.job)
        if not mine.filter(cancel_asked_at=None).update(done=done, total=total, words=words[:300]):
            raise Cancelled

    def is_cancelled(self) -> bool:
        """Whether its asker wants it to end; asked of the database a few times a second."""
        if monotonic() - self._looked < PACE_SECONDS:
            return False
        self._looked = monotonic()
        return not claimed(self.job).filter(cancel_asked_at=None).exists()


Handler = Callable[[Work], Mapping[str, Any]]
Start = Callable[[Job], Child]


def claimed(job: Job) -> QuerySet[Job]:
    """The job while it is this claim's to write."""
    return Job.objects.filter(pk=job.pk, attempt=job.attempt, outcome="")


def claimed_job(pk: int, attempt: int) -> Job | None:
    """The job that was claimed so, with its payload; None where the claim is over."""
    return Job.objects.filter(pk=pk, attempt=attempt, outcome="").first()


def next_job_at() -> datetime | None:
    """When the next unclaimed job may begin; one cheap, unlocked read."""
    waiting = Job.objects.filter(outcome="", heartbeat_at__isnull=True).order_by("due_at")
    return waiting.values_list("due_at", flat=True).first()


def claim_job(at: datetime) -> Job | None:
    """Take the longest due job that nobody has, or whose worker is gone."""
    free = Q(heartbeat_at__isnull=True) | Q(heartbeat_at__lt=at - LEASE)
    due = Job.objects.filter(free, outcome="", due_at__lte=at).order_by("due_at", "pk")
    if not due.exists():
        return None
    with transaction.atomic():
        job = due.select_for_update(skip_locked=True).defer("payload").first()
        if job is None:
            return None
        if job.cancel_asked_at is not None:
            end_job(job, "cancelled", at)
            return None
        if job.attempt >= MOST_ATTEMPTS:
            end_job(job, "failed", at, error=GONE_TWICE)
            return None
        job.attempt += 1
        job.started_at = job.heartbeat_at = at
        job.done = job.total = 0
        job.save(update_fields=["attempt", "started_at", "heartbeat_at", "done", "total"])
    return job


def end_job(
    job: Job, outcome: str, at: datetime, *, result: object = None, error: str = ""
) -> None:
    """Write down how it ended, unless another claim has it by now."""
    ended = {"outcome": outcome, "finished_at": at, "result": result, "error": error}
    with transaction.atomic():
        if claimed(job).update(**ended, heartbeat_at=at, payload=None):
            note_end(job, at)


def do_job(job: Job, handlers: Mapping[str, Handler]) -> None:
    """Do a claimed job in this process, and write down how it ended."""
    handler = handlers.get(job.kind)
    try:
        if handler is None:
            raise CannotDo(UNKNOWN)
        with translation.override(job.asked_by.language if job.asked_by else "en"):
            result = dict(handler(Work(job)))
    except Cancelled:
        end_job(job, "cancelled", now())
    except CannotDo as sentence:
        end_job(job, "failed", now(), error=str(sentence))
    except Exception:
        log.exception("Job %s (%s) met a fault", job.pk, job.kind)
        end_job(job, "failed", now(), error=FAULT)
    else:
        end_job(job, "done", now(), result=result)


class JobRunner:
    """One job at a time in a child process: started, shown to be alive, ended when cancelled."""

    def __init__(self, start: Start) -> None:
        self._start = start
        self._job: Job | None = None
        self._child: Child | None = None
        self._beat_at: datetime | None = None

    def due(self) -> datetime | None:
        """When there is something to do; None where nothing waits."""
        return None if self._job else next_job_at()

    def step(self, at: datetime) -> bool:
        """Look after the running job, or begin the next; True where one was begun or ended."""
        if self._job is None or self._child is None:
            return self._begin(at)
        if self._child.poll() is None:
            return self._keep(self._job, self._child, at)
        end_job(self._job, "failed", at, error=ENDED)
        self._job = self._child = None
        return True

    def close(self) -> None:
        """The worker ends: the running job is put back for another one."""
        if self._job is None or self._child is None:
            return
        self._child.kill()
        self._child.wait()
        claimed(self._job).update(heartbeat_at=None, started_at=None, attempt=self._job.attempt - 1)

    def _begin(self, at: datetime) -> bool:
        job = claim_job(at)
        if job is None:
            return False
        self._job, self._child, self._beat_at = job, self._start(job), at
        return True

    def _keep(self, job: Job, child: Child, at: datetime) -> bool:
        row = Job.objects.filter(pk=job.pk).values("cancel_asked_at", "attempt", "outcome").get()
        asked = row["cancel_asked_at"]
        lost = row["attempt"] != job.attempt
        if lost or (asked is not None and at - asked > GRACE and not row["outcome"]):
            child.kill()
            child.wait()
            end_job(job, "cancelled", at)
            self._job = self._child = None
            return True
        if self._beat_at is None or at - self._beat_at >= BEAT:
            claimed(job).update(heartbeat_at=at)
            self._beat_at = at
        return False

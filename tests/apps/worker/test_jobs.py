"""Jobs: claimed once, shown to be alive, cancelled in time, and told in a sentence how they end."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import DESK
from charterdesk.kit.wallclock import now
from charterdesk.worker.commands import ask_job, cancel_job
from charterdesk.worker.jobs import (
    ENDED,
    FAULT,
    GONE_TWICE,
    GRACE,
    LEASE,
    UNKNOWN,
    CannotDo,
    JobRunner,
    Work,
    claim_job,
    claimed_job,
    do_job,
    next_job_at,
)
from charterdesk.worker.models import Job
from charterdesk.worker.queries import job_for, jobs_of
from tests.apps.cast import MONDAY, ada, admin

pytestmark = pytest.mark.django_db


def asked(at: datetime = MONDAY, due_at: datetime | None = None) -> Job:
    return ask_job(
        kind="count", title="Counting", arguments={"to": 3}, by=admin(), at=at, due_at=due_at
    )


def count(work: Work) -> Mapping[str, Any]:
    """A handler that counts as far as it was asked to."""
    for done in range(1, work.job.arguments["to"] + 1):
        work.tell(done, work.job.arguments["to"])
    return {"counted": work.job.arguments["to"]}


class Pretended:
    """A child process whose end the test decides."""

    def __init__(self) -> None:
        self.code: int | None = None

    def poll(self) -> int | None:
        return self.code

    def kill(self) -> None:
        self.code = -9

    def wait(self) -> int:
        assert self.code is not None
        return self.code


class Kitchen:
    """A runner whose children are pretended."""

    def __init__(self) -> None:
        self.children: list[Pretended] = []
        self.runner = JobRunner(self.start)

    def start(self, job: Job) -> Pretended:
        self.children.append(Pretended())
        return self.children[-1]


def reloaded(job: Job) -> Job:
    job.refresh_from_db()
    return job


def claimed(at: datetime = MONDAY) -> Job:
    found = claim_job(at)
    assert found is not None
    return found


def test_a_job_is_done_and_its_result_kept() -> None:
    job = asked()
    do_job(claimed(), {"count": count})
    assert (reloaded(job).outcome, job.result, job.done, job.total) == (
        "done", {"counted": 3}, 3, 3,
    )  # fmt: skip


def test_a_claimed_job_is_nobody_elses() -> None:
    asked()
    claimed()
    assert claim_job(MONDAY + timedelta(seconds=5)) is None


def test_a_job_waits_for_its_moment() -> None:
    later = MONDAY + timedelta(hours=1)
    asked(due_at=later)
    assert next_job_at() == later
    assert claim_job(MONDAY) is None
    assert claim_job(later) is not None


def test_a_job_whose_worker_is_gone_is_claimed_again_and_the_dead_one_writes_no_more() -> None:
    job = asked()
    dead = claimed()
    again = claimed(MONDAY + LEASE + timedelta(seconds=1))
    do_job(dead, {"count": count})
    assert reloaded(job).outcome == ""
    assert claimed_job(dead.pk, dead.attempt) is None
    do_job(again, {"count": count})
    assert reloaded(job).outcome == "done"


def test_a_job_whose_worker_is_gone_twice_fails_with_a_sentence() -> None:
    job = asked()
    for lap in range(2):
        claimed(MONDAY + lap * (LEASE + timedelta(seconds=1)))
    assert claim_job(MONDAY + timedelta(minutes=5)) is None
    assert (reloaded(job).outcome, job.error) == ("failed", GONE_TWICE)


def test_a_job_that_has_not_begun_is_cancelled_at_once() -> None:
    job = asked()
    cancel_job(job=job, by=admin(), at=MONDAY)
    assert reloaded(job).outcome == "cancelled"
    assert claim_job(MONDAY) is None


def test_a_running_job_hears_that_it_is_cancelled() -> None:
    job = asked()
    running = claimed()
    cancel_job(job=job, by=admin(), at=MONDAY)
    do_job(running, {"count": count})
    assert reloaded(job).outcome == "cancelled"


def test_a_child_that_does_not_listen_is_ended_within_a_second() -> None:
    job, kitchen = asked(), Kitchen()
    assert kitchen.runner.step(MONDAY)
    cancel_job(job=job, by=admin(), at=MONDAY)
    assert not kitchen.runner.step(MONDAY + GRACE / 2)
    assert kitchen.runner.step(MONDAY + GRACE + timedelta(milliseconds=250))
    assert timedelta(seconds=1) > GRACE + timedelta(milliseconds=250)
    assert kitchen.children[0].code == -9
    assert reloaded(job).outcome == "cancelled"


def test_a_cancelled_job_that_has_ended_stays_as_it_is() -> None:
    job = asked()
    do_job(claimed(), {"count": count})
    assert isinstance(cancel_job(job=job, by=admin(), at=MONDAY), Refusal)


def test_a_runner_shows_that_its_job_lives() -> None:
    job, kitchen = asked(), Kitchen()
    kitchen.runner.step(MONDAY)
    kitchen.runner.step(MONDAY + timedelta(seconds=10))
    assert reloaded(job).heartbeat_at == MONDAY + timedelta(seconds=10)
    assert claim_job(MONDAY + LEASE + timedelta(seconds=5)) is None


def test_a_child_that_dies_fails_its_job_with_a_sentence() -> None:
    job, kitchen = asked(), Kitchen()
    kitchen.runner.step(MONDAY)
    kitchen.children[0].code = 1
    assert kitchen.runner.step(MONDAY)
    assert (reloaded(job).outcome, job.error) == ("failed", ENDED)


def test_a_worker_that_ends_puts_its_job_back() -> None:
    kitchen = Kitchen()
    asked()
    kitchen.runner.step(MONDAY)
    kitchen.runner.close()
    assert kitchen.children[0].code == -9
    assert claim_job(MONDAY) is not None


@pytest.mark.parametrize(
    ("fault", "sentence"), [(CannotDo("No case in it."), "No case in it."), (KeyError("x"), FAULT)]
)
def test_work_that_can_not_be_done_says_why(fault: Exception, sentence: str) -> None:
    def fail(work: Work) -> Mapping[str, Any]:
        raise fault

    job = asked()
    do_job(claimed(), {"count": fail})
    assert (reloaded(job).outcome, job.error) == ("failed", sentence)


def test_work_that_no_worker_knows_says_so() -> None:
    job = asked()
    do_job(claimed(), {})
    assert reloaded(job).error == UNKNOWN


def test_people_see_their_own_jobs_and_administrators_all() -> None:
    job = ask_job(kind="count", title="x", arguments={}, by=DESK, at=now())
    assert job_for(ada(), job.pk) is None
    assert job_for(admin(), job.pk) == job
    assert list(jobs_of(ada())) == []


def test_only_administrators_ask_and_cancel() -> None:
    job = asked()
    with pytest.raises(PermissionDenied):
        ask_job(kind="count", title="x", arguments={}, by=ada(), at=MONDAY)
    with pytest.raises(PermissionDenied):
        cancel_job(job=job, by=ada(), at=MONDAY)

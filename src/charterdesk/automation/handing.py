"""Steps and who does them: given out once, begun once, and what came of them taken once.

A step that was given out and not begun in time is given again. One that was begun and of which
nothing is heard is lost, and given again only where its runbook calls that safe.
"""

from datetime import datetime, timedelta
from secrets import token_hex

from django.db import transaction
from django.db.models import QuerySet

from charterdesk.automation.advancing import PATIENCE, conclude, locked_run, step_of
from charterdesk.automation.book import Http, Step
from charterdesk.automation.faults import GONE_STEP, NO_RUNNER, UNHEARD
from charterdesk.automation.judging import Result, verdict_of
from charterdesk.automation.models import Run, RunStep
from charterdesk.automation.moves import Verdict
from charterdesk.automation.telling import tell_late

BEGIN_WITHIN = timedelta(seconds=60)
# For what runs to its last second, and for the way of the result.
GRACE = timedelta(seconds=60)
MOST_ATTEMPTS = 3


def waiting_steps(runner: str) -> QuerySet[RunStep]:
    """What is there to do for a runner; "" is the desk itself."""
    State = RunStep.State
    return RunStep.objects.filter(
        runner=runner, state=State.WAITING, run__state=Run.State.GOING
    ).order_by("pk")


def give_step(runner: str, at: datetime) -> RunStep | None:
    """The next step for a runner, under a new token; of two who ask one gets it."""
    for pk in list(waiting_steps(runner).values_list("pk", flat=True)[:5]):
        row = RunStep.objects.filter(pk=pk, state=RunStep.State.WAITING)
        given = {"token": token_hex(16), "state": RunStep.State.HANDED, "until": at + BEGIN_WITHIN}
        if row.update(**given):
            rows = RunStep.objects.select_related("run__version__runbook", "run__case")
            return rows.get(pk=pk)
    return None


def begin_step(runner: str, token: str, at: datetime) -> bool:
    """Whether the step may be begun now: it was given under this token, and its run goes on."""
    with transaction.atomic():
        row = _held(runner, token)
        if row is None or row.run.state != Run.State.GOING:
            return False
        if row.state == RunStep.State.RUNNING:
            return True
        step = step_of(row)
        if row.state != RunStep.State.HANDED or step is None:
            return False
        row.state, row.begun_at = RunStep.State.RUNNING, at
        row.until, row.attempt = at + step.within + GRACE, row.attempt + 1
        row.save(update_fields=["state", "begun_at", "until", "attempt"])
        return True


def finish_step(runner: str, token: str, result: Result, at: datetime) -> bool:
    """Take what came of a step; told twice it is taken once. False for a token nobody knows."""
    with transaction.atomic():
        row = _held(runner, token)
        if row is None:
            return False
        result = result.kept()
        if row.state in (RunStep.State.HANDED, RunStep.State.RUNNING):
            _take(row, result, at)
        elif row.state == RunStep.State.LOST and not row.late:
            _put(row, result)
            row.late = True
            row.save(update_fields=["code", "output", "fault", "late"])
            tell_late(row, at)
    return True


def drop_overdue(at: datetime) -> bool:
    """Give again, or call lost, one step whose time is over; False where there is none."""
    due = RunStep.objects.filter(state__in=RunStep.OPEN, until__lte=at, run__state=Run.State.GOING)
    found = due.order_by("pk").values_list("pk", "run_id").first()
    if found is None:
        return False
    with transaction.atomic():
        run = locked_run(found[1])
        row = RunStep.objects.filter(pk=found[0], until__lte=at).first()
        if row is not None and run.state == Run.State.GOING:
            row.run = run
            _overdue(row, at)
    return True


def _held(runner: str, token: str) -> RunStep | None:
    """The step that was given to the runner under that token, and its run, locked."""
    if not token:
        return None
    found = RunStep.objects.filter(token=token, runner=runner).values_list("run_id", flat=True)
    run_pk = found.first()
    if run_pk is None:
        return None
    run = locked_run(run_pk)
    row = RunStep.objects.filter(token=token, runner=runner).first()
    if row is not None:
        row.run = run
    return row


def _take(row: RunStep, result: Result, at: datetime) -> None:
    _put(row, result)
    step = step_of(row)
    if step is None:
        row.fault = GONE_STEP
    conclude(row, verdict_of(step, result) if step else Verdict.FAILED, at)


def _put(row: RunStep, result: Result) -> None:
    row.code, row.output, row.fault = result.code, result.output, result.fault


def _overdue(row: RunStep, at: datetime) -> None:
    step = step_of(row)
    if row.state == RunStep.State.WAITING:
        row.fault = NO_RUNNER
        conclude(row, Verdict.FAILED, at)
    elif row.state == RunStep.State.HANDED or (_may_again(step) and row.attempt < MOST_ATTEMPTS):
        row.state, row.token, row.until = RunStep.State.WAITING, "", at + PATIENCE
        row.save(update_fields=["state", "token", "until"])
    elif row.state == RunStep.State.RUNNING:
        row.fault = UNHEARD
        conclude(row, Verdict.LOST, at)


def _may_again(step: Step | None) -> bool:
    """What only asks may be asked again."""
    if step is None:
        return False
    return step.again or (isinstance(step.way, Http) and step.way.method != "POST")

"""A run goes on: what is behind it decides what is next, in the transaction of what just ended.

Always the run's row is locked before its case's, so that no two wait for each other.
"""

from datetime import datetime, timedelta

from charterdesk.automation.book import Http, Runbook, Step
from charterdesk.automation.faults import UNREADABLE
from charterdesk.automation.models import Run, RunStep
from charterdesk.automation.moves import Do, End, Ending, Past, Verdict, next_move
from charterdesk.automation.shelf import book_of
from charterdesk.automation.telling import ask_approval, gate_before, record_act, tell_end
from charterdesk.cases.models import Case

# How long a step may wait for its runner before a person is asked instead.
PATIENCE = timedelta(minutes=15)
_STATES = {Ending.DONE: Run.State.DONE, Ending.REFUSED: Run.State.REFUSED,
           Ending.STOPPED: Run.State.STOPPED, Ending.OVER: Run.State.STOPPED}  # fmt: skip


def locked_run(pk: int) -> Run:
    """The run, which nobody else can change until the transaction ends."""
    rows = Run.objects.select_for_update(of=("self",))
    return rows.select_related("case__owner", "version__runbook", "runbook").get(pk=pk)


def begin(run: Run, at: datetime) -> None:
    """The first thing of a run: ask for its approval, or go on to its first step."""
    book = book_of(run.version)
    if book and book.approval and "" not in run.approved:
        _wait_for(run, "", book.approval, at)
    else:
        advance(run, at)


def advance(run: Run, at: datetime) -> None:
    """Go on with a locked run of which nothing is under way."""
    book = book_of(run.version)
    if book is None:
        end_run(run, End(Ending.BROKE), at, fault=UNREADABLE)
        return
    match next_move(book, past_of(run)):
        case End() as end:
            end_run(run, end, at, fault=_last_fault(run) if end.ending == Ending.BROKE else "")
        case Do(step):
            _next(run, book, step, at)


def end_run(run: Run, end: End, at: datetime, *, fault: str = "") -> None:
    """The run is over: the case gets its note, and whoever is to go on is told."""
    run.state = _STATES.get(end.ending, Run.State.HANDED_OVER)
    run.ending, run.ended_by_step, run.ended_at = end.ending, end.step, at
    run.fault, run.asks = fault, ""
    run.save(update_fields=["state", "ending", "ended_by_step", "ended_at", "fault", "asks"])
    steps = run.steps.order_by("number")
    steps.filter(state__in=RunStep.OPEN).delete()
    tell_end(run, list(steps.all()), book_of(run.version), at)


def past_of(run: Run) -> list[Past]:
    """The steps that are behind the run."""
    ended = run.steps.exclude(state__in=RunStep.OPEN).order_by("number")
    return [Past(one.name, Verdict(one.state)) for one in ended]


def step_of(row: RunStep) -> Step | None:
    """The step as its runbook has it."""
    book = book_of(row.run.version)
    known = {one.name: one for one in book.steps} if book else {}
    return known.get(row.name)


def conclude(row: RunStep, verdict: Verdict, at: datetime) -> None:
    """A step has ended with that verdict; the run goes on. The run is locked."""
    row.state, row.ended_at = RunStep.State(verdict.value), at
    row.save(update_fields=["state", "ended_at", "code", "output", "fault", "late"])
    step = step_of(row)
    if step is not None and verdict in (Verdict.MET, Verdict.UNMET):
        record_act(row.run.case, step, at)
    advance(row.run, at)


def _next(run: Run, book: Runbook, step: Step, at: datetime) -> None:
    if not Case.objects.filter(pk=run.case_id, is_open=True).exists():
        end_run(run, End(Ending.OVER, step.name), at)
    elif why := gate_before(run.case, step, at):
        end_run(run, End(Ending.GATE, step.name), at, fault=why)
    elif step.approval and step.name not in run.approved:
        _wait_for(run, step.name, step.approval, at)
    else:
        RunStep.objects.create(
            run=run, number=run.steps.count() + 1, name=step.name, at=at, until=at + PATIENCE,
            runner="" if isinstance(step.way, Http) else step.on, state=RunStep.State.WAITING,
        )  # fmt: skip


def _wait_for(run: Run, step: str, role: str, at: datetime) -> None:
    run.state, run.asks = Run.State.ASKED, step
    run.save(update_fields=["state", "asks"])
    ask_approval(run, role, at)


def _last_fault(run: Run) -> str:
    last = run.steps.exclude(state__in=RunStep.OPEN).order_by("-number").first()
    if last is None:
        return ""
    return last.fault or last.state

"""The proof of who was reached when, of all runs of a case: from its hashed log and the receipts.

Who joined and left is kept beside the log, outside its chain of hashes. `rows_of` gives the same as
lines for programs: moments in UTC, words as they are stored.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from charterdesk.cases.store import Loaded
from charterdesk.engine.case import Case as CaseState
from charterdesk.engine.events import Acknowledged, PersonReached
from charterdesk.engine.ladder import Run, StepRun, call_occasion
from charterdesk.incidents.models import Participation
from charterdesk.incidents.queries.calls import Call, calls_of, participations_of
from charterdesk.incidents.queries.standing import reached_at, receipt_reached_at

COLUMNS = (
    "case", "run", "event", "key", "person", "roles", "about", "told_at", "due_at", "late",
    "means", "what", "at", "words",
)  # fmt: skip
# What lies between the person and the word of a line that is about no call.
NOTHING = ("",) * 6
Verdict = Literal["kept", "missed", "running", "ended", "skipped", "unlimited"]


@dataclass(frozen=True, slots=True)
class Answer:
    """Somebody was reached or said that they have it, as the log has it at event `seq`."""

    seq: int
    who: str
    what: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StepProof:
    """One step that has come: `reached` are its people, each with the moment or None for never.

    `all_at` is when the last of them was reached, None while one is missing (L2, R-VOX-8).
    """

    step: StepRun
    verdict: Verdict
    reached: tuple[tuple[str, datetime | None], ...]
    all_at: datetime | None


@dataclass(frozen=True, slots=True)
class RunProof:
    """One run of a ladder: its steps, whom it told, who answered, who came and went meanwhile."""

    run: Run
    steps: tuple[StepProof, ...]
    calls: tuple[Call, ...]
    answers: tuple[Answer, ...]
    people: tuple[Participation, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """All runs; `head` is the hash of the log's last event, of which there are `events`."""

    number: str
    runs: tuple[RunProof, ...]
    head: str
    events: int


def proof_of(loaded: Loaded) -> Proof:
    """What the log and the outbox say of a case."""
    return Proof(
        number=loaded.row.number,
        runs=tuple(_of_run(loaded, run) for run in loaded.state.runs),
        head=loaded.last_hash,
        events=loaded.row.version,
    )


def rows_of(proof: Proof) -> Iterator[tuple[str, ...]]:
    """A line for each receipt, answer, step, coming and going, under `COLUMNS`.

    That of a step has its limit as `due_at`, and as `at` when the last of its people was reached.
    """
    for one in proof.runs:
        start = (proof.number, str(one.run.number))
        for call in one.calls:
            yield from ((*start, *_said(call), *receipt) for receipt in _receipts(call))
        for answer in one.answers:
            yield (*start, str(answer.seq), "", answer.who, *NOTHING, answer.what,
                   _utc(answer.at), "")  # fmt: skip
        yield from ((*start, *line) for line in _step_lines(one))
        yield from ((*start, *line) for line in _comings(one))


def _of_run(loaded: Loaded, run: Run) -> RunProof:
    calls, come = calls_of(loaded, (run,)), [one for one in run.steps if one.is_ != "waiting"]
    return RunProof(
        run=run,
        steps=tuple(_step(loaded.state, run, step, calls) for step in come),
        calls=calls,
        answers=tuple(_answers(loaded, run)),
        people=tuple(_present(participations_of(loaded.row), run)),
    )


def _step(state: CaseState, run: Run, step: StepRun, calls: Sequence[Call]) -> StepProof:
    """Reached as the log has it, which judges a limit; without one as a receipt has it."""
    since = min(step.fired_at or run.since, run.counted_from)
    roles = state.called_in(run, step)
    first = dict.fromkeys(person for _role, person in step.called)
    by_log = {who: reached_at(who, roles.get(who, ()), since, state) for who in first}
    reached = tuple((who, _first(step, at, _by_receipt(who, step, calls)))
                    for who, at in by_log.items())  # fmt: skip
    moments = [at for _who, at in reached if at is not None]
    everybody = bool(reached) and len(moments) == len(reached)
    return StepProof(step, _verdict(step, run), reached, max(moments) if everybody else None)


def _first(step: StepRun, by_log: datetime | None, by_receipt: datetime | None) -> datetime | None:
    if step.limit is not None:
        return by_log or by_receipt
    return min((at for at in (by_log, by_receipt) if at is not None), default=None)


def _by_receipt(who: str, step: StepRun, calls: Sequence[Call]) -> datetime | None:
    own = [
        one for one in calls if (one.told.person, one.told.about) == (who, call_occasion(step.name))
    ]
    return min((at for at in map(receipt_reached_at, own) if at is not None), default=None)


def _verdict(step: StepRun, run: Run) -> Verdict:
    match step.is_:
        case "skipped":
            return "skipped"
        case "breached":
            return "missed"
        case "running":
            return "running" if run.is_going else "ended"
        case _:
            return "kept" if step.limit is not None else "unlimited"


def _present(people: tuple[Participation, ...], run: Run) -> Iterator[Participation]:
    """Those who were there for any part of the run."""
    for one in people:
        gone = one.left_at is not None and one.left_at < run.since
        if not gone and (run.ended_at is None or one.joined_at <= run.ended_at):
            yield one


def _step_lines(one: RunProof) -> Iterator[tuple[str, ...]]:
    for step in one.steps:
        stands = step.step
        silent = ", ".join(who for who, at in step.reached if at is None)
        yield (
            "", "", "", "", f"step {stands.name}", _or_utc(stands.fired_at), _or_utc(stands.limit),
            "", "", f"step {step.verdict}", _or_utc(step.all_at),
            f"not reached: {silent}" if silent else "",
        )  # fmt: skip


def _comings(one: RunProof) -> Iterator[tuple[str, ...]]:
    for there in one.people:
        who = there.person.username
        yield ("", "", who, *NOTHING, "joined", _utc(there.joined_at), "")
        if there.left_at is not None:
            yield ("", "", who, *NOTHING, "left", _utc(there.left_at), "")


def _answers(loaded: Loaded, run: Run) -> Iterator[Answer]:
    for seq, event in enumerate(loaded.state.history, start=1):
        in_time = run.since <= event.at and (run.ended_at is None or event.at <= run.ended_at)
        if in_time and isinstance(event, PersonReached | Acknowledged):
            yield Answer(seq, event.who, event.kind, event.at)


def _said(call: Call) -> tuple[str, ...]:
    told = call.told
    return (
        str(call.seq), told.key, told.person, " ".join(told.roles), told.about, _utc(told.at),
        _utc(told.due_at), "yes" if told.late else "no",
    )  # fmt: skip


def _receipts(call: Call) -> Iterator[tuple[str, str, str, str]]:
    for one in call.receipts:
        yield one.carrier, one.what, _utc(one.at), " ".join(one.answer.split())
    if not call.receipts and call.notice is not None:
        yield "", call.notice.state, "", call.notice.trouble


def _or_utc(at: datetime | None) -> str:
    return _utc(at) if at is not None else ""


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

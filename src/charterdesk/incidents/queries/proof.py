"""The proof of who was reached when, of all runs of a case: from its hashed log and the receipts.

`rows_of` gives the same as lines for programs: moments in UTC, words as they are stored.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from charterdesk.cases.store import Loaded
from charterdesk.engine.events import Acknowledged, PersonReached
from charterdesk.engine.ladder import Run
from charterdesk.incidents.queries.calls import Call, calls_of

COLUMNS = (
    "case", "run", "event", "key", "person", "roles", "about", "told_at", "due_at", "late",
    "means", "what", "at", "words",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """Somebody was reached or said that they have it, as the log has it at event `seq`."""

    seq: int
    who: str
    what: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RunProof:
    """One run of a ladder: whom it told, and who answered while it ran."""

    run: Run
    calls: tuple[Call, ...]
    answers: tuple[Answer, ...]


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
    """A line for each receipt and each answer, under `COLUMNS`."""
    for one in proof.runs:
        start = (proof.number, str(one.run.number))
        for call in one.calls:
            yield from ((*start, *_said(call), *receipt) for receipt in _receipts(call))
        for answer in one.answers:
            nothing = ("",) * 6
            yield (*start, str(answer.seq), "", answer.who, *nothing, answer.what,
                   _utc(answer.at), "")  # fmt: skip


def _of_run(loaded: Loaded, run: Run) -> RunProof:
    return RunProof(run, calls_of(loaded, (run,)), tuple(_answers(loaded, run)))


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


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

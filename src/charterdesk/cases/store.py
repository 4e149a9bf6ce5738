"""The only writer of a case's state: load under a row lock, decide, save, in one transaction.

Events are appended with their chain of hashes, columns are projected from the state, notices
are queued in the outbox. PostgreSQL locks the case's row; SQLite lets one writer in at a time.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from charterdesk.cases import chain
from charterdesk.cases.models import Case, CaseEvent
from charterdesk.cases.newsworthy import note_news
from charterdesk.cases.own_rows import write_values
from charterdesk.cases.projection import columns_of
from charterdesk.cases.rows import write_columns
from charterdesk.cases.telling import Outcome, queue_notices
from charterdesk.charters.queries import charter_version
from charterdesk.engine.case import Case as State
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.commands import ChangeCharter, Command
from charterdesk.engine.decide import Decision, decide
from charterdesk.engine.decide.timers import next_timer
from charterdesk.engine.folding import fold
from charterdesk.engine.rota import Rota
from charterdesk.kit.prepared import Prepared
from charterdesk.oncall.queries import rota_for


class NoSuchCase(Exception):
    """The case is not there; the text names it."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A case's row with the state that its events amount to, and the end of its hash chain."""

    row: Case
    charter: Charter
    state: State
    last_hash: str


RELATED = ("owner", "organisation", "contact", "parent")


@dataclass(frozen=True, slots=True)
class Decided:
    """A loaded case and what was decided on it, not saved yet. `quiet`: no acknowledgement (M3)."""

    loaded: Loaded
    decision: Decision
    quiet: bool = False


def moment(at: datetime) -> datetime:
    """`at` in UTC and whole seconds, as the engine counts (2.1); never later than `at`."""
    return at.astimezone(UTC).replace(microsecond=0)


def load(case_id: int, *, for_update: bool = False) -> Loaded:
    """The case with its state. With `for_update`, inside a transaction, nobody else can change it.

    Raises NoSuchCase.
    """
    row = load_row(case_id, for_update=for_update)
    return loaded_from(row, EVENTS.rows(case=row.pk))


def load_row(case_id: int, *, for_update: bool) -> Case:
    """The case's row alone, with what belongs to it. Raises NoSuchCase."""
    row = _ROW.first(for_update, pk=case_id)
    if row is None:
        raise NoSuchCase(f"There is no case with the id {case_id}.")
    if stale := [one for one in RELATED if getattr(row, f"{one}_id") and not getattr(row, one)]:
        # PostgreSQL, having waited, gives the new row beside what belonged to the old one.
        row.refresh_from_db(fields=stale)
    return row


def _row(for_update: bool, *, pk: int) -> QuerySet[Case]:
    rows = Case.objects.select_related("owner", "organisation", "contact__organisation", "parent")
    rows = rows.select_for_update(of=("self",)) if for_update else rows
    return rows.filter(pk=pk)


def _events(*, case: int) -> QuerySet[CaseEvent]:
    return CaseEvent.objects.filter(case=case).order_by("seq")


# Every command begins with these two.
_ROW = Prepared(_row)
EVENTS = Prepared(_events)


def load_rows(rows: Sequence[Case]) -> list[Loaded]:
    """The states of these rows, in their order; one query for all their events."""
    stored: dict[int, list[CaseEvent]] = defaultdict(list)
    for event in CaseEvent.objects.filter(case__in=[row.pk for row in rows]).order_by("seq"):
        stored[event.case_id].append(event)
    return [loaded_from(row, stored[row.pk]) for row in rows]


def loaded_from(row: Case, events: Sequence[CaseEvent]) -> Loaded:
    """The state that `events`, all of the row's, amount to."""
    charter = charter_version(row.charter, row.charter_version)
    state = fold(charter, map(chain.event_of, events))
    return Loaded(
        row=row, charter=charter, state=state, last_hash=events[-1].hash if events else ""
    )


def decide_on(case_id: int, command: Command, at: datetime) -> Decision:
    """Decide `command` on the case and save what follows. Raises NoSuchCase.

    A refusal is in the decision; events and notices that it carries are saved all the same.
    """
    with transaction.atomic():
        return decide_loaded(load(case_id, for_update=True), command, at)[0]


def decide_loaded(loaded: Loaded, command: Command, at: datetime) -> tuple[Decision, Loaded]:
    """The same for a case that the caller has loaded for update; and the case afterwards."""
    decided = decide_only(loaded, command, at)
    return decided.decision, save([decided], at)[0]


def decide_only(
    loaded: Loaded, command: Command, at: datetime, rotas: dict[str, Rota] | None = None
) -> Decided:
    """What follows from `command`; nothing is saved.

    `rotas` keeps the charters' rotas for several cases of one round.
    """
    charter = loaded.charter
    if isinstance(command, ChangeCharter):
        charter = charter_version(charter.name, command.version)
    known = {} if rotas is None else rotas
    key = f"{charter.name} {charter.version}"
    if key not in known:
        known[key] = rota_for(charter)
    decision = decide(charter, loaded.state, command, moment(at), known[key])
    return Decided(replace(loaded, charter=charter), decision)


def save(decided: Sequence[Decided], at: datetime) -> list[Loaded]:
    """Write what was decided, in the caller's transaction, which holds the rows' locks.

    Answers the cases as they are afterwards; their rows are brought up to date in place.
    """
    rows = {id(one): _new_rows(one) for one in decided}
    CaseEvent.objects.bulk_create(row for new in rows.values() for row in new)
    write_columns([(one.loaded.row, _columns(one, at)) for one in decided if _is_news(one)])
    for one in decided:
        write_values(one.loaded.row, one.decision.events)
    queue_notices([_outcome(one) for one in decided], at)
    note_news(rows.values(), at)
    return [_afterwards(one, rows[id(one)]) for one in decided]


def set_aside(case_id: int, until: datetime) -> None:
    """Wake the case no sooner than `until`: what it has due can't be done as things are."""
    Case.objects.filter(pk=case_id).update(next_wake_at=until, wake_copy_at=until)


def wake_of(loaded: Loaded) -> datetime | None:
    """The moment at which the case must be woken, from its events alone."""
    timer = next_timer(loaded.charter, loaded.state)
    return timer.at if timer else None


def mend_wake(loaded: Loaded) -> None:
    """Store the wake that the case's events say, in the caller's transaction."""
    wake = wake_of(loaded)
    Case.objects.filter(pk=loaded.row.pk).update(next_wake_at=wake, wake_copy_at=wake)


def _outcome(one: Decided) -> Outcome:
    return Outcome(one.loaded.row, one.loaded.charter, one.decision, quiet=one.quiet)


def _new_rows(one: Decided) -> list[CaseEvent]:
    row = one.loaded.row
    return chain.rows_after(row, one.loaded.last_hash, row.version, one.decision.events)


def _is_news(one: Decided) -> bool:
    return bool(one.decision.events) or one.decision.next_wake != one.loaded.row.next_wake_at


def _columns(one: Decided, at: datetime) -> dict[str, Any]:
    row, decision = one.loaded.row, one.decision
    return {
        **columns_of(one.loaded.charter, decision.case, row),
        "next_wake_at": decision.next_wake,
        "wake_copy_at": decision.next_wake,
        "version": row.version + len(decision.events),
        "updated_at": moment(at) if decision.events else row.updated_at,
    }


def _afterwards(one: Decided, new: Sequence[CaseEvent]) -> Loaded:
    last_hash = new[-1].hash if new else one.loaded.last_hash
    return replace(one.loaded, state=one.decision.case, last_hash=last_hash)

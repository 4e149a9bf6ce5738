"""The columns of a case's row, worked out from its state alone: fold again, and they are the same.

Nothing here depends on the present moment, so that `charterdesk verify` can compare.
"""

from datetime import datetime
from typing import Any

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case
from charterdesk.engine.case import Case as State
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.measures import call_of, first_contact_of
from charterdesk.engine.promise import Promise
from charterdesk.engine.standing import next_promise

WORKED_ON = frozenset({"new", "active", "waiting"})
MISSED = "missed"
RUNNING = "running"
# Sorts behind every due that can be: 31 December 9999.
NO_DUE = 253402214400


class NoSuchPerson(Exception):
    """The engine named somebody who has no account; the text says who."""


def columns_of(charter: Charter, state: State, row: Case) -> dict[str, Any]:
    """Names and values of all projected columns but `version`, `updated_at` and the next wake."""
    due = next_promise(state)
    rank = charter.priority(state.priority).rank
    return {
        "status": state.status,
        "is_open": state.status in WORKED_ON or due is not None,
        "priority": state.priority,
        "priority_rank": rank,
        "owner_id": person_id(row, state.owner),
        "escalation": escalation_of(state),
        "waiting_on": state.waiting_on,
        "outcome": state.outcome,
        "merged_into_id": case_id(row.merged_into_id, state.merged_into),
        "parent_id": parent_id(row, state.parent),
        "charter_version": state.version,
        "opened_at": state.opened_at,
        "next_due_at": due.due if due else None,
        "next_due_kind": due.kind if due else "",
        "next_due_state": _word(due),
        "queue_key": queue_key(charter, due, rank, state.opened_at),
        "call": call_of(charter, state),
        "first_contact": first_contact_of(charter, state),
    }


def _word(due: Promise | None) -> str:
    if due is None:
        return ""
    return MISSED if due.breached_at else RUNNING


def escalation_of(state: State) -> str:
    """The step that the going ladder has come to, else the ladder's name; "" without a run."""
    run = state.run_going
    if run is None:
        return ""
    come_to = [step.name for step in run.steps if step.is_ in ("running", "taken", "breached")]
    return come_to[-1] if come_to else run.ladder


def queue_key(charter: Charter, due: Promise | None, rank: int, opened_at: datetime) -> str:
    """Text that sorts the queue: by due, missed ones first as theirs lies behind us, then by
    priority and time of contact. A charter that works first come first served within a
    priority puts that before every due that still runs (R-TER-4).
    """
    by_due = due is not None and (charter.queue == "due first" or due.breached_at is not None)
    first = int(due.due.timestamp()) if by_due and due and due.due else NO_DUE
    return f"{first:012d}{rank:02d}{int(opened_at.timestamp()):012d}"


def person_id(row: Case, username: str) -> int | None:
    """The key of the person whom the engine calls `username`; None for nobody.

    Raises NoSuchPerson.
    """
    if not username:
        return None
    if row.owner is not None and row.owner.username == username:
        return row.owner.pk
    found = Person.objects.values_list("pk", flat=True).filter(username=username).first()
    if found is None:
        raise NoSuchPerson(f"There is nobody called “{username}” at this desk to own {row}.")
    return found


def case_id(known: int | None, number: str) -> int | None:
    """The key of the case of that number, which never becomes another; None for no number."""
    if not number:
        return None
    return known or Case.objects.values_list("pk", flat=True).get(number=number)


def parent_id(row: Case, number: str) -> int | None:
    """The key of the outage that the case is of, which may become another."""
    same = row.parent_id is not None and row.parent is not None and row.parent.number == number
    return case_id(row.parent_id if same else None, number)

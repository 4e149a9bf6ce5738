"""The chain of a case's log: each event's hash covers the one before it, the case and itself.

The text that is hashed is JSON with sorted keys, no spaces and moments in UTC, so that any
program can work it out again from the stored rows.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from charterdesk.cases.models import Case, CaseEvent
from charterdesk.engine.codec import from_stored, to_stored
from charterdesk.engine.events import Event


def canonical(value: Any) -> bytes:
    """The one JSON text of a value."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def hash_of(number: str, row: CaseEvent) -> str:
    """The hash that belongs in `row.hash`, in hexadecimal; `number` is the case's."""
    said = {
        "case": number,
        "seq": row.seq,
        "kind": row.kind,
        "at": _moment(row.at),
        "recorded_at": _moment(row.recorded_at),
        "by": row.by,
        "data": row.data,
    }
    return hashlib.sha256(row.previous_hash.encode() + b"\n" + canonical(said)).hexdigest()


def rows_after(
    case: Case, last_hash: str, version: int, events: Sequence[Event]
) -> list[CaseEvent]:
    """New, unsaved rows that continue the chain of `case` after event number `version`."""
    rows = []
    for seq, event in enumerate(events, start=version + 1):
        kind, data = to_stored(event)
        row = CaseEvent(
            case=case,
            seq=seq,
            kind=kind,
            at=event.at,
            recorded_at=event.recorded_at,
            by=event.by,
            data=data,
            previous_hash=last_hash,
        )
        row.hash = last_hash = hash_of(case.number, row)
        rows.append(row)
    return rows


def event_of(row: CaseEvent) -> Event:
    """The engine's event of a stored row."""
    return from_stored(row.kind, row.data, at=row.at, recorded_at=row.recorded_at, by=row.by)


def faults_in(number: str, rows: Sequence[CaseEvent]) -> list[str]:
    """What is wrong with a case's chain, as sentences; `rows` by `seq`."""
    found = []
    previous = ""
    for expected, row in enumerate(rows, start=1):
        if row.seq != expected:
            found.append(f"event {expected} is missing; the next one there is {row.seq}")
            break
        if row.previous_hash != previous:
            found.append(f"event {row.seq} does not follow on the one before it")
        if row.hash != hash_of(number, row):
            found.append(f"event {row.seq} ({row.kind}) was changed after it was written")
        previous = row.hash
    return found


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()

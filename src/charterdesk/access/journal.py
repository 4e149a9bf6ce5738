"""The log of a system: each line's hash covers the one before it, so that none can go unseen."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from charterdesk.access.models import AccessLine, System
from charterdesk.accounts.models import Person
from charterdesk.cases.actors import Asker

Doer = Person | Asker
BATCH = 500


def write_line(
    system: System, kind: AccessLine.Kind, *, by: Doer, at: datetime, what: str = "",
    case: str = "", reason: str = "",
) -> AccessLine:  # fmt: skip
    """Add a line in the caller's transaction, which holds the system's row."""
    last = system.lines.order_by("-seq").first()
    line = AccessLine(
        system=system, seq=last.seq + 1 if last else 1, kind=kind, at=at, by=doer_name(by),
        by_customer=isinstance(by, Asker), case=case, what=what[:300], reason=reason,
        previous_hash=last.hash if last else "",
    )  # fmt: skip
    line.hash = hash_of(line)
    line.save(force_insert=True)
    return line


def doer_name(by: Doer) -> str:
    """A colleague's user name; a customer's name or address."""
    if isinstance(by, Person):
        return by.username
    return (by.contact.name if by.contact else by.name)[:150]


def hash_of(line: AccessLine) -> str:
    """The hash that belongs in `line.hash`, in hexadecimal."""
    said = {
        "system": line.system_id, "seq": line.seq, "kind": str(line.kind),
        "at": line.at.astimezone(UTC).isoformat(), "by": line.by, "customer": line.by_customer,
        "case": line.case, "what": line.what, "reason": line.reason,
    }  # fmt: skip
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(line.previous_hash.encode() + b"\n" + text.encode()).hexdigest()


def faults_in(lines: Sequence[AccessLine]) -> Iterator[str]:
    """What is wrong with one system's log, as sentences without a full stop; `lines` by `seq`."""
    previous = ""
    for expected, line in enumerate(lines, start=1):
        if line.seq != expected:
            yield f"line {expected} is missing; the next one there is {line.seq}"
            return
        if line.previous_hash != previous:
            yield f"line {line.seq} does not follow on the one before it"
        if line.hash != hash_of(line):
            yield f"line {line.seq} ({line.kind}) was changed after it was written"
        previous = line.hash


def journal_faults() -> Iterator[str]:
    """What is wrong with any system's log, as sentences that name the system."""
    for system in System.objects.select_related("organisation").order_by("pk").iterator(BATCH):
        for fault in faults_in(list(system.lines.order_by("seq"))):
            yield f"The log of access to {system} of {system.organisation}: {fault}."

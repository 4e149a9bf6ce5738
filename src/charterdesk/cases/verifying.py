"""Every case folded again and compared with what is stored of it: the columns, the hash chain,
the next wake, and a notice for each person that the log says was told.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from charterdesk.cases import chain
from charterdesk.cases.models import Case, CaseEvent, OwnField
from charterdesk.cases.own_rows import values_in
from charterdesk.cases.projection import columns_of
from charterdesk.cases.queries.own_fields import values_of
from charterdesk.cases.store import Loaded, loaded_from, wake_of
from charterdesk.notifications.models import Notice

BATCH = 200


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as the events say; `text` is a sentence without its full stop."""

    case: str
    text: str


def differences() -> Iterator[Difference]:
    """All that differs, case by case; memory stays that of one batch."""
    last = 0
    while batch := list(_batch(last)):
        events = _events(batch)
        keys, held = _told(batch), _Held(batch)
        for row in batch:
            if list(_of_case(row, events[row.pk], keys[row.number], held)):
                # It may have gone on while we read: under its lock it stands still.
                yield from _looked_at_alone(row.pk)
        last = batch[-1].pk


def _looked_at_alone(pk: int) -> list[Difference]:
    with transaction.atomic():
        locked = Case.objects.select_related("owner").select_for_update(of=("self",))
        rows = list(locked.filter(pk=pk))
        events, keys, held = _events(rows), _told(rows), _Held(rows)
        return [one for row in rows for one in _of_case(row, events[pk], keys[row.number], held)]


def _batch(last: int) -> Sequence[Case]:
    found = Case.objects.filter(pk__gt=last).select_related("owner").order_by("pk")
    return list(found[:BATCH])


def _events(batch: Sequence[Case]) -> dict[int, list[CaseEvent]]:
    found: dict[int, list[CaseEvent]] = defaultdict(list)
    for event in CaseEvent.objects.filter(case__in=batch).order_by("case", "seq"):
        found[event.case_id].append(event)
    return found


def _told(batch: Sequence[Case]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    numbers = [row.number for row in batch]
    for scope, key in Notice.objects.filter(scope__in=numbers).values_list("scope", "key"):
        found[scope].add(key)
    return found


class _Held:
    """What the rows of the desk's own fields hold for a batch of cases."""

    def __init__(self, batch: Sequence[Case]) -> None:
        self._keys = frozenset(OwnField.objects.values_list("key", flat=True))
        self._values = values_of([row.pk for row in batch])

    def differences(self, loaded: Loaded) -> Iterator[str]:
        """Where the rows are not as the events say; a key that names no field has none."""
        stored = self._values.get(loaded.row.pk, {})
        wanted = {k: v for k, v in values_in(loaded.state).items() if k in self._keys}
        for key in sorted({*stored, *wanted}):
            has, says = stored.get(key, ""), wanted.get(key, "")
            if has != says:
                yield f"the field {key} is {_shown(has)}, but its events say {_shown(says)}"


def _of_case(
    row: Case, events: Sequence[CaseEvent], keys: set[str], held: _Held
) -> Iterator[Difference]:
    said = [*chain.faults_in(row.number, events), *_of_version(row, events)]
    if events:
        try:
            loaded = loaded_from(row, events)
            said += [*_of_columns(loaded), *_of_wake(loaded), *_of_notices(loaded, keys)]
            said += held.differences(loaded)
        except (LookupError, ValueError, TypeError) as fault:
            said.append(f"its events can't be folded: {type(fault).__name__}: {fault}")
    yield from (Difference(row.number, text) for text in said)


def _of_version(row: Case, events: Sequence[CaseEvent]) -> Iterator[str]:
    if row.version != len(events):
        yield f"version is {row.version}, but {len(events)} events are there"


def _of_columns(loaded: Loaded) -> Iterator[str]:
    for name, wanted in columns_of(loaded.charter, loaded.state, loaded.row).items():
        stored = getattr(loaded.row, name)
        if stored != wanted:
            yield f"{name} is {_shown(stored)}, but its events say {_shown(wanted)}"


def _of_wake(loaded: Loaded) -> Iterator[str]:
    wanted, stored = wake_of(loaded), loaded.row.next_wake_at
    if stored != wanted:
        yield f"next_wake_at is {_shown(stored)}, but its events say {_shown(wanted)}"


def _of_notices(loaded: Loaded, keys: set[str]) -> Iterator[str]:
    for told in loaded.state.notices:
        if told.key not in keys:
            yield f"{told.person} was told under {told.key}, but the outbox has no such notice"


def _shown(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else repr(value)

"""The desk's own cases of a stretch of time, as they really went.

Permission is inside: only cases that the asker may see are given.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from charterdesk.accounts.rights import Actor
from charterdesk.cases.models import CaseEvent
from charterdesk.cases.queries import cases_seen_by
from charterdesk.engine.codec import from_stored
from charterdesk.engine.events import Event
from charterdesk.engine.simulate.values import Recorded
from charterdesk.simulation.retelling import retold

AT_ONCE = 500


def recorded_history(
    asker: Actor, charter: str, since: datetime, until: datetime
) -> Sequence[Recorded]:
    """The cases of the charter, of any version, opened from `since` until before `until`.

    Two queries for every 500 cases. Raises PermissionDenied for a closed account.
    """
    seen = cases_seen_by(asker).filter(charter=charter, opened_at__gte=since, opened_at__lt=until)
    numbers = dict(seen.order_by("opened_at", "id").values_list("id", "number"))
    ids = list(numbers)
    found: list[Recorded] = []
    for begin in range(0, len(ids), AT_ONCE):
        part = {pk: numbers[pk] for pk in ids[begin : begin + AT_ONCE]}
        found.extend(_retold(part))
    return found


def _retold(numbers: dict[int, str]) -> Iterator[Recorded]:
    events: dict[int, list[Event]] = defaultdict(list)
    rows = CaseEvent.objects.filter(case_id__in=list(numbers)).order_by("case_id", "seq")
    for row in rows:
        event = from_stored(row.kind, row.data, at=row.at, recorded_at=row.recorded_at, by=row.by)
        events[row.case_id].append(event)
    for pk, number in numbers.items():
        case = retold(number, events[pk])
        if case is not None:
            yield case

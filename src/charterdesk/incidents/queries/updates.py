"""Updates that customers were told to expect by a moment, as long as nobody has written since."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from charterdesk.cases.models import Case, CaseEvent
from charterdesk.cases.projection import WORKED_ON
from charterdesk.incidents.models import NextUpdate


def owed() -> QuerySet[NextUpdate]:
    """What was said last of each open case, where no message went out after it."""
    later = NextUpdate.objects.filter(case=OuterRef("case"), pk__gt=OuterRef("pk"))
    written = CaseEvent.objects.filter(
        case=OuterRef("case"), kind="reply_sent", at__gt=OuterRef("said_at")
    )
    being_worked_on = NextUpdate.objects.filter(case__status__in=WORKED_ON)
    return being_worked_on.filter(~Exists(later), ~Exists(written))


def overdue_updates(at: datetime, rows: Sequence[Case] | None = None) -> Mapping[int, datetime]:
    """By the case's key the moment that has passed, of `rows` alone where they are given.

    Whoever shows them shows cases of its own sight.
    """
    found = owed().filter(next_at__lte=at)
    if rows is not None:
        found = found.filter(case__in=[row.pk for row in rows])
    return dict(found.values_list("case", "next_at"))

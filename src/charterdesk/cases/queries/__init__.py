"""What is shown of cases. Every query takes its asker, and none of them writes."""

from charterdesk.cases.queries.one import (
    Entry,
    case_called,
    case_for,
    cases_meant,
    state_of,
)
from charterdesk.cases.queries.queue import (
    MOST,
    NO_FILTERS,
    PAGE,
    VIEWS,
    Filters,
    QueuePage,
    cases_in,
    mark_of,
    queue_of,
)
from charterdesk.cases.queries.sight import cases_seen_by

__all__ = [
    "MOST",
    "NO_FILTERS",
    "PAGE",
    "VIEWS",
    "Entry",
    "Filters",
    "QueuePage",
    "case_called",
    "case_for",
    "cases_in",
    "cases_meant",
    "cases_seen_by",
    "mark_of",
    "queue_of",
    "state_of",
]

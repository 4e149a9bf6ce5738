"""What is shown of cases. Every query takes its asker, and none of them writes."""

from charterdesk.cases.queries.one import (
    Entry,
    Timeline,
    case_for,
    dead_notices,
    drafts_of,
    links_of,
    state_of,
    timeline_of,
)
from charterdesk.cases.queries.queue import (
    MOST,
    NO_FILTERS,
    PAGE,
    VIEWS,
    Filters,
    QueuePage,
    cases_in,
    counts_of,
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
    "Timeline",
    "case_for",
    "cases_in",
    "cases_seen_by",
    "counts_of",
    "dead_notices",
    "drafts_of",
    "links_of",
    "mark_of",
    "queue_of",
    "state_of",
    "timeline_of",
]

"""When a bug is read again: often while somebody waits for it, never once nobody does."""

from datetime import datetime, timedelta

from charterdesk.trackers.following import live_links
from charterdesk.trackers.models import TrackedBug

EVERY = timedelta(minutes=5)
CLOSED_EVERY = timedelta(hours=1)
AFTER_A_FAULT = timedelta(minutes=10)
AFTER_A_REFUSAL = timedelta(hours=1)
# With many bugs each is read more seldom, so that no tracker gets more than one a second.
APART = timedelta(seconds=1)


def next_reading(bug: TrackedBug, at: datetime) -> datetime | None:
    """The moment of its next reading; None where no case needs it any more."""
    links = live_links(bug)
    if not links.exists() or (bug.closed and not links.filter(case__is_open=True).exists()):
        return None
    watched = TrackedBug.objects.filter(tracker=bug.tracker, next_read_at__isnull=False).count()
    return at + max(CLOSED_EVERY if bug.closed else EVERY, watched * APART)

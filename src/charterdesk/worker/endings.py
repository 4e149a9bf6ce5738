"""What else is written when a job ends, however that comes: done, cancelled, failed for good.

It is written with the end itself, so that nobody waits for what will not come.
"""

from datetime import datetime

from charterdesk.lists.commands.news import make_news
from charterdesk.lists.models import BULK, BulkAct
from charterdesk.worker.models import Job


def note_end(job: Job, at: datetime) -> None:
    """The end of an act on many cases is news to its asker, in the caller's transaction."""
    if job.kind == BULK:
        for bulk in BulkAct.objects.filter(pk=job.arguments["bulk"]):
            make_news(bulk=bulk, at=at)

"""Long work is asked for, and asked to end. What it may touch is checked where it is asked for."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import Actor, demand_management
from charterdesk.worker.endings import note_end
from charterdesk.worker.models import Job


def ask_job(
    *,
    kind: str,
    title: str,
    arguments: Mapping[str, Any],
    by: Actor,
    at: datetime,
    due_at: datetime | None = None,
    payload: bytes | None = None,
    right: Callable[[Actor], None] = demand_management,
) -> Job:
    """Let a worker do it, from `due_at` on; `title` is how people will know it.

    `right` is what asks for the right to it: an administrator's, where nothing else is said.
    """
    right(by)
    return Job.objects.create(
        kind=kind,
        title=title[:200],
        arguments=dict(arguments),
        payload=payload,
        asked_by=by if isinstance(by, Person) else None,
        asked_at=at,
        due_at=due_at or at,
    )


def cancel_job(*, job: Job, by: Actor, at: datetime) -> Job | Refusal:
    """Ask that it ends: one that has not begun ends here, one that runs within a second.

    Whoever asked for it may; of others only administrators.
    """
    if not (isinstance(by, Person) and by.is_active and job.asked_by_id == by.pk):
        demand_management(by)
    waiting = Job.objects.filter(pk=job.pk, outcome="", started_at__isnull=True)
    with transaction.atomic():
        if waiting.update(outcome="cancelled", finished_at=at, cancel_asked_at=at):
            note_end(job, at)
        elif not Job.objects.filter(pk=job.pk, outcome="").update(cancel_asked_at=at):
            return Refusal(_("It has ended already."))
    job.refresh_from_db()
    return job

"""A job as its asker follows it: how far it is, how long it may still take, how it ended."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.rights import may_manage
from charterdesk.lists.models import BULK
from charterdesk.look.moments import length_words
from charterdesk.look.values import Action, Link
from charterdesk.studio.pages.simulating import simulated
from charterdesk.studio.titles import MOVE, SIMULATE, title_of
from charterdesk.studio.values import JobPage, JobRow, JobsPage
from charterdesk.visit.asking import Ask
from charterdesk.worker.models import Job

State = Literal["waiting", "running", "done", "failed", "cancelled"]
# Before so much is done, a guess would only jump about.
LEAST_SHARE = 0.02


def job_page(ask: Ask, job: Job) -> JobPage:
    """The page of one job."""
    state = state_of(job)
    links = _links(job)
    return JobPage(
        title=title_of(job),
        asked=_("Asked for by %(who)s, %(when)s.")
        % {
            "who": job.asked_by.name if job.asked_by else _("the desk"),
            "when": ask.reader.full(job.asked_at),
        },
        state=state,
        word=_words()[state],
        done=job.done,
        total=job.total,
        progress=_progress(job, state, ask),
        cancel=_cancel(ask, job) if state in ("waiting", "running") else None,
        error=_(job.error) if job.error else "",
        facts=_facts(job),
        failures=tuple(_failure(one) for one in _result(job).get("failures", ())),
        simulated=simulated(ask.person, job.result)
        if state == "done" and job.kind == SIMULATE and job.result
        else None,
        links=links,
        back_url=reverse("studio:jobs"),
    )


def jobs_page(ask: Ask, rows: Sequence[Job]) -> JobsPage:
    """The newest jobs."""
    return JobsPage(
        tuple(
            JobRow(
                title_of(one),
                reverse("studio:job", args=[one.pk]),
                _words()[state_of(one)],
                one.asked_by.name if one.asked_by else _("the desk"),
                one.asked_at,
            )
            for one in rows
        )
    )


def state_of(job: Job) -> State:
    """Where it stands."""
    match job.outcome:
        case "done" | "failed" | "cancelled" as ended:
            return ended
        case _:
            return "running" if job.started_at else "waiting"


def _words() -> dict[State, str]:
    return {
        "waiting": _("waits for its turn"),
        "running": _("runs"),
        "done": _("done"),
        "failed": _("failed"),
        "cancelled": _("cancelled"),
    }


def _progress(job: Job, state: State, ask: Ask) -> str:
    if state == "waiting":
        if job.due_at > ask.at:
            return _("It begins %(when)s.") % {"when": ask.reader.full(job.due_at)}
        return _("It begins as soon as a worker is free.")
    if state != "running":
        when = ask.reader.full(job.finished_at) if job.finished_at else ""
        return _("It ended %(when)s.") % {"when": when}
    if not job.total:
        return job.words or _("It has begun.")
    said = {"done": _number(job.done), "total": _number(job.total), "left": _left(job, ask.at)}
    if not said["left"]:
        return _("%(done)s of %(total)s") % said
    return _("%(done)s of %(total)s, about %(left)s left") % said


def _left(job: Job, at: datetime) -> str:
    """The time that the rest may take, if it goes on as it went."""
    if job.started_at is None or job.done < job.total * LEAST_SHARE or job.done >= job.total:
        return ""
    spent = at - job.started_at
    rest = spent * ((job.total - job.done) / job.done)
    return length_words(max(timedelta(seconds=round(rest.total_seconds())), timedelta(seconds=1)))


def _number(count: int) -> str:
    """In groups of three, as `1 000`."""
    return f"{count:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def _cancel(ask: Ask, job: Job) -> Action:
    url = reverse("studio:job_cancel", args=[job.pk])
    if not may_manage(ask.person) and job.asked_by_id != ask.person.pk:
        reason = _("Only an administrator of the desk may do this.")
        return Action("cancel", _("Cancel"), url, enabled=False, reason=reason)
    if job.cancel_asked_at is not None:
        return Action("cancel", _("Cancel"), url, enabled=False, reason=_("It is ending."))
    return Action("cancel", _("Cancel"), url, method="post")


def _result(job: Job) -> dict[str, list[list[str]]]:
    return job.result if isinstance(job.result, dict) and job.kind == MOVE else {}


def _facts(job: Job) -> tuple[tuple[str, str], ...]:
    found = _result(job)
    if not found:
        return ()
    return (
        (_("Moved"), _number(len(found["moved"]))),
        (_("Not moved"), _number(len(found["failures"]))),
    )


def _failure(one: Sequence[str]) -> tuple[Link, str]:
    number, why = one
    return Link(number, reverse("desk:case", args=[number])), why


def _links(job: Job) -> tuple[Link, ...]:
    if job.kind == BULK:
        url = reverse("desk:bulk_act", args=[job.arguments["bulk"]])
        return (Link(_("What became of each case"), url),)
    name = str(job.arguments.get("charter", ""))
    if not name:
        return ()
    said = _("The charter “%(name)s”") % {"name": name}
    links = [Link(said, reverse("studio:history", args=[name]))]
    if job.kind == SIMULATE:
        links.append(Link(_("Simulate again"), reverse("studio:simulate", args=[name])))
        if job.outcome == "done":
            url = reverse("studio:job_report", args=[job.pk])
            links.append(Link(_("Keep the whole report as a file"), url))
    return tuple(links)

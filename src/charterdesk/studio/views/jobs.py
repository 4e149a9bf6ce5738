"""Long work: the list of it, one job with its progress, and its cancelling."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.studio.pages.jobs import job_page, jobs_page
from charterdesk.studio.pages.simulating import report_page
from charterdesk.studio.titles import SIMULATE
from charterdesk.visit.asking import Ask, asked
from charterdesk.worker.commands import cancel_job
from charterdesk.worker.models import Job
from charterdesk.worker.queries import job_for, jobs_of

MOST_LISTED = 50


@asked()
def jobs(ask: Ask) -> HttpResponse:
    """The newest jobs."""
    page = jobs_page(ask, list(jobs_of(ask.person)[:MOST_LISTED]))
    return ask.draw("studio/jobs", page, current="charters")


@asked()
def job(ask: Ask, pk: int) -> HttpResponse:
    """One job; while it runs the page looks again by itself."""
    return ask.draw("studio/job", job_page(ask, _found(ask, pk)), current="charters")


@asked("POST")
def cancel(ask: Ask, pk: int) -> HttpResponse:
    """Ask that it ends."""
    done = cancel_job(job=_found(ask, pk), by=ask.person, at=ask.at)
    told = done.text if isinstance(done, Refusal) else _("It is being cancelled.")
    return ask.go(reverse("studio:job", args=[pk]), told)


@asked()
def report(ask: Ask, pk: int) -> HttpResponse:
    """The report of a simulation that is done, as a page that stands alone."""
    found = _found(ask, pk)
    if found.kind != SIMULATE or not found.result:
        raise Http404
    answer = HttpResponse(report_page(found.result), content_type="text/html; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="simulation-{pk}.html"'
    return answer


def _found(ask: Ask, pk: int) -> Job:
    found = job_for(ask.person, pk)
    if found is None:
        raise Http404
    return found

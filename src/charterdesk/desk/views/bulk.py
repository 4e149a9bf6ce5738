"""What is done to the ticked cases of a list or to all of them, with what became of each."""

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.cases.queries import Filters, cases_in, cases_seen_by
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.bulk_csv import lines
from charterdesk.desk.bulk_work import begun, job_of, set_going
from charterdesk.desk.forms.bulk import MERGE, OUTAGE, BulkForm
from charterdesk.desk.forms.listing import FilterForm
from charterdesk.desk.pages.bulk import MOST_ROWS, bulk_page, nothing_page, sure_page, undo_title
from charterdesk.desk.views.bulk_more import more
from charterdesk.lists.commands.bulk import MOST_CASES, do_again, undo_bulk
from charterdesk.lists.commands.news import see_result
from charterdesk.lists.models import BulkAct
from charterdesk.lists.queries.bulk import bulk_for, can_be_undone, items_of, lines_of, sum_of
from charterdesk.lists.queries.views import view_for
from charterdesk.visit.asking import Ask, asked
from charterdesk.visit.ways import way_of
from charterdesk.worker.commands import cancel_job


@asked("POST")
def bulk(ask: Ask) -> HttpResponse:
    """Do what the pressed button says; to all cases of a list only after a second look."""
    form = BulkForm(ask.request.POST)
    if not form.asks_more() and not form.is_whole() and (url := _elsewhere(form)):
        return ask.go(url)
    cases = _cases(ask, form)
    if form.asks_more() and 0 < len(cases) <= MOST_CASES:
        return more(ask, form, cases)
    wanted = form.asked(ask.person)
    if wanted is None or not cases:
        return ask.draw("desk/bulk", nothing_page(form.back_url()), status=422)
    given, title = wanted
    if form.is_whole() and (not form.is_sure() or len(cases) > MOST_CASES):
        page = sure_page(form, title, len(cases), MOST_CASES)
        return ask.draw("desk/bulk_sure", page, status=422 if page.refused else 200)
    return ask.go(begun(ask, form, given, title, cases).get_absolute_url())


@asked()
def bulk_act(ask: Ask, pk: int) -> HttpResponse:
    """How far it is, then what became of each case."""
    found, job = _found(ask, pk), None
    counts = sum_of(found)
    if counts.left:
        job = job_of(ask.person, found)
    else:
        see_result(bulk=found, by=ask.person)
    rows = list(items_of(found)[:MOST_ROWS])
    own = found.by_id == ask.person.pk
    page = bulk_page(found, counts, rows, job, undoable=can_be_undone(found), own=own)
    return ask.draw("desk/bulk", page)


@asked()
def bulk_csv(ask: Ask, pk: int) -> StreamingHttpResponse:
    """The same as a sheet."""
    found = _found(ask, pk)
    answer = StreamingHttpResponse(lines(lines_of(found)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="bulk-{pk}.csv"'
    return answer


@asked("POST")
def bulk_cancel(ask: Ask, pk: int) -> HttpResponse:
    """Let the worker stop; what is done stays done."""
    found = _found(ask, pk)
    job = job_of(ask.person, found)
    told = _("It has ended already.")
    if job is not None:
        done = cancel_job(job=job, by=ask.person, at=ask.at)
        told = done.text if isinstance(done, Refusal) else _("It is being cancelled.")
    return ask.go(found.get_absolute_url(), told)


@asked("POST")
def bulk_again(ask: Ask, pk: int) -> HttpResponse:
    """Try those again that were refused or failed, and what was never begun."""
    found = _found(ask, pk)
    job = job_of(ask.person, found)
    if job is None or job.outcome:
        do_again(bulk=found, by=ask.person)
        set_going(ask, found)
    return ask.go(found.get_absolute_url())


@asked("POST")
def bulk_undo(ask: Ask, pk: int) -> HttpResponse:
    """Take it back, case by case, where that can be done."""
    found = _found(ask, pk)
    if not can_be_undone(found) and not hasattr(found, "undone_by"):
        return ask.go(found.get_absolute_url(), _("There is nothing in it that can be undone."))
    back = undo_bulk(bulk=found, title=undo_title(found), by=ask.person, at=ask.at)
    if job_of(ask.person, back) is None:
        set_going(ask, back)
    return ask.go(back.get_absolute_url())


def _found(ask: Ask, pk: int) -> BulkAct:
    found = bulk_for(ask.person, pk)
    if found is None:
        raise Http404
    return found


def _elsewhere(form: BulkForm) -> str:
    """Where an act goes on that can't be done at once; "" for any other."""
    act, refs, back = form.data.get("act", ""), form.refs(), form.back_url()
    if act == OUTAGE:
        query = urlencode({"ref": refs, "back": back}, doseq=True)
        return f"{reverse('desk:outage_together')}?{query}"
    if act == MERGE and refs:
        return CaseUrls(refs[0], back).of("merge", **({"into": refs[1]} if len(refs) > 1 else {}))
    return ""


def _cases(ask: Ask, form: BulkForm) -> list[int]:
    """The keys of the cases that are meant, one more than may be done at once."""
    seen = cases_seen_by(ask.person)
    if form.is_whole():
        seen = cases_in(seen, ask.person.pk, *_list(ask, form.back_url()))
    else:
        seen = seen.filter(number__in=form.refs())
    return list(seen.values_list("pk", flat=True)[: MOST_CASES + 1])


def _list(ask: Ask, back: str) -> tuple[str, Filters]:
    """The list that they were ticked in, and what narrows it."""
    way = way_of(back)
    saved = view_for(ask.person, way.saved) if way.saved else None
    if saved:
        return saved.base, FilterForm(saved.filters).filters(ask.person)
    return way.view or "mine", FilterForm(way.narrowed).filters(ask.person)

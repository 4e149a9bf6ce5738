"""Merge: ask for the other case, lay both side by side, then merge."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from charterdesk.cases.commands import merge_case
from charterdesk.cases.models import Case
from charterdesk.cases.queries import case_called
from charterdesk.cases.queries.around import open_cases_of
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.merging import MergeForm
from charterdesk.desk.pages.merge import merge_page
from charterdesk.desk.pages.refusals import not_done
from charterdesk.desk.views.writing import found
from charterdesk.look.values import Refusal as Shown
from charterdesk.visit.asking import Ask, asked

# As many as can be looked over; of more the number is typed.
MOST_NEAR = 7


@asked("GET", "POST")
def merge(ask: Ask, number: str) -> HttpResponse:
    """The other case's number, then both; with POST they are merged."""
    case = found(ask, number)
    given = ask.request.POST if ask.is_post else ask.request.GET
    form = MergeForm(given if "into" in given else None)
    into = _into(ask, form)
    if into is None or not ask.is_post:
        return _drawn(ask, case, into, form)
    answer = merge_case(case=case, into=into, by=ask.person, at=ask.at)
    if refusal := not_done(answer):
        return _drawn(ask, case, into, form, refusal)
    done = _("%(case)s was merged into this one.") % {"case": case.number}
    undo = CaseUrls(case.number, ask.way.url).act("apart")
    return ask.go(CaseUrls(into.number, ask.way.url).page(), done, undo_url=undo)


def _into(ask: Ask, form: MergeForm) -> Case | None:
    """The case that goes on; an unknown number is an error of the field."""
    if not form.is_bound or not form.is_valid():
        return None
    number = form.cleaned_data["into"].strip()
    into = case_called(ask.person, number)
    if into is None:
        said = {"number": number}
        form.add_error("into", _("There is no case %(number)s that you may see.") % said)
    return into


def _drawn(
    ask: Ask, case: Case, into: Case | None, form: MergeForm, refusal: Shown | None = None
) -> HttpResponse:
    customer = case.organisation if into is None else None
    near = open_cases_of(ask.person, customer).rows[:MOST_NEAR] if customer else ()
    page = merge_page(case, into, form, CaseUrls(case.number, ask.way.url), refusal, near)
    return ask.draw("desk/merge", page, status=422 if refusal or form.errors else 200)

"""Lists of cases, and what is done to the ticked ones."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from charterdesk.accounts.models import Person
from charterdesk.accounts.queries import people_of_the_desk, person_named
from charterdesk.cases.answers import Answer
from charterdesk.cases.commands import set_owner
from charterdesk.cases.models import Case
from charterdesk.cases.queries import case_for, queue_of
from charterdesk.cases.queries.queue import Tally
from charterdesk.desk.forms.bulk import BulkForm
from charterdesk.desk.forms.listing import FilterForm
from charterdesk.desk.pages.bulk import bulk_page, bulk_row
from charterdesk.desk.pages.queue import KEYS, queue_page
from charterdesk.visit.asking import Ask, asked

VIEWS = {"unassigned": "unassigned", "escalated": "escalated", "waiting": "waiting", "open": "all"}


@asked()
def home(ask: Ask) -> HttpResponse:
    """My work."""
    return _listed(ask, "mine", reverse("desk:home"))


@asked()
def queue(ask: Ask, view: str) -> HttpResponse:
    """One of the other lists."""
    if view not in VIEWS:
        raise Http404
    return _listed(ask, VIEWS[view], reverse("desk:queue", args=[view]))


def _listed(ask: Ask, view: str, path: str) -> HttpResponse:
    form = FilterForm(ask.request.GET)
    found = queue_of(ask.person, view, form.filters(ask.person), form.mark())
    people = people_of_the_desk(ask.person)
    page = queue_page(view, path, found, form, people, ask.reader)
    tally = Tally(found.counts, found.newest, found.sight)
    return ask.draw("desk/queue", page, current=KEYS[view], tally=tally)


@asked("POST")
def bulk(ask: Ask) -> HttpResponse:
    """Assign the ticked cases, and tell what became of each."""
    form = BulkForm(ask.request.POST)
    back = form.back_url()
    if ask.request.POST.get("act") == "outage":
        query = urlencode({"ref": form.refs(), "back": back}, doseq=True)
        return ask.go(f"{reverse('desk:outage_together')}?{query}")
    owner = person_named(ask.person, form.cleaned_data["owner"]) if form.is_valid() else None
    cases = [case for ref in form.refs() if (case := case_for(ask.person, ref))] if owner else []
    rows = [bulk_row(case, owner, _assigned(ask, case, owner), back) for case in cases if owner]
    return ask.draw("desk/bulk", bulk_page(owner, rows, back), status=200 if rows else 422)


def _assigned(ask: Ask, case: Case, owner: Person) -> Answer | None:
    if case.owner_id == owner.pk:
        return None
    return set_owner(case=case, to=owner, by=ask.person, at=ask.at)

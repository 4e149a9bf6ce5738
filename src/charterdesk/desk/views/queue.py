"""Lists of cases."""

from django.http import Http404, HttpResponse
from django.urls import reverse

from charterdesk.accounts.queries import people_of_the_desk
from charterdesk.cases.queries import queue_of
from charterdesk.cases.queries.labels import labels_on
from charterdesk.cases.queries.queue import Tally
from charterdesk.desk.forms.listing import Choices, FilterForm
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
    choices = Choices(
        tuple(people_of_the_desk(ask.person)), found.rows, labels_on(ask.person, found.rows)
    )
    page = queue_page(view, path, found, form, choices, ask.reader)
    tally = Tally(found.counts, found.newest, found.sight)
    return ask.draw("desk/queue", page, current=KEYS[view], tally=tally)

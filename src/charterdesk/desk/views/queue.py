"""Lists of cases."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse

from charterdesk.accounts.queries import colleagues
from charterdesk.cases.models import Case
from charterdesk.cases.queries import queue_of
from charterdesk.cases.queries.labels import labels_on
from charterdesk.cases.queries.own_fields import declared_at
from charterdesk.cases.queries.queue import Tally
from charterdesk.desk.forms.listing import Choices, FilterForm
from charterdesk.desk.pages.presence import writing_words
from charterdesk.desk.pages.queue import PATHS, Beside, Place, path_of, queue_page
from charterdesk.desk.presence import writers_at
from charterdesk.incidents.queries.updates import overdue_updates
from charterdesk.lists.queries.views import view_for
from charterdesk.visit.asking import Ask, asked

VIEWS = {slug: view for view, slug in PATHS.items()}


@asked()
def home(ask: Ask) -> HttpResponse:
    """My work."""
    return _listed(ask, Place("mine", path_of("mine")))


@asked()
def queue(ask: Ask, view: str) -> HttpResponse:
    """One of the other lists, or a view that was saved."""
    if view in VIEWS:
        return _listed(ask, Place(VIEWS[view], path_of(VIEWS[view])))
    saved = view_for(ask.person, view)
    if saved is None:
        raise Http404
    return _listed(ask, Place(saved.base, path_of(saved.base), saved))


def _listed(ask: Ask, place: Place) -> HttpResponse:
    given = ask.request.GET
    form = FilterForm({**place.saved.filters, **given.dict()} if place.saved else given)
    found = queue_of(ask.person, place.view, form.filters(ask.person), form.mark())
    labels, fields = labels_on(ask.person, found.rows), declared_at(found.fields_mark)
    choices = Choices(tuple(colleagues(ask.person)), found.rows, labels, fields)
    page = queue_page(place, found, form, choices, ask.reader, _beside(ask, found.rows))
    tally = Tally(found.counts, found.newest, found.sight)
    return ask.draw("desk/queue", page, current=page.key, tally=tally)


def _beside(ask: Ask, rows: Sequence[Case]) -> Beside:
    """A list without an escalated case is asked nothing more (ux.md 2.8: eight queries)."""
    writers = writers_at((row.number for row in rows), ask.person, ask.at)
    escalated = [row for row in rows if row.escalation]
    overdue = overdue_updates(ask.at, escalated) if escalated else {}
    return Beside(writing_words(writers), overdue)

"""A list of cases as a sheet, narrowed as its address has it."""

from django.http import Http404, StreamingHttpResponse

from charterdesk.cases.queries.own_fields import fields_of_the_desk
from charterdesk.desk.forms.listing import FilterForm
from charterdesk.desk.listed_csv import lines_of
from charterdesk.desk.pages.queue import PATHS
from charterdesk.lists.queries.views import view_for
from charterdesk.visit.asking import Ask, asked

VIEWS = {slug: view for view, slug in PATHS.items()}


@asked()
def listed_csv(ask: Ask, view: str = "mine") -> StreamingHttpResponse:
    """A list, or a view that was saved, with retired fields too: their values stay readable."""
    given = ask.request.GET.dict()
    base = VIEWS.get(view, "mine" if view == "mine" else "")
    if not base:
        saved = view_for(ask.person, view)
        if saved is None:
            raise Http404
        base, given = saved.base, {**saved.filters, **given}
    filters = FilterForm(given).filters(ask.person)
    fields = list(fields_of_the_desk(ask.person))
    return StreamingHttpResponse(
        lines_of(ask.person, base, filters, fields),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="cases.csv"'},
    )

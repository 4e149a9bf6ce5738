"""A case beside its list: a part of the page of the list, fetched while its reader goes on."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from charterdesk.cases.queries.glance import glance_of
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.pages.glance import glance_page, shell_of_a_part
from charterdesk.visit.asking import Ask, asked


@asked()
def case_preview(ask: Ask, number: str) -> HttpResponse:
    """How it stands and what was said last. It counts as no visit: nothing is marked as seen."""
    glance = glance_of(ask.person, number)
    if glance is None:
        raise Http404
    page = glance_page(glance, ask.reader, CaseUrls(glance.loaded.row.number, ask.way.url))
    around = {"page": page, "shell": shell_of_a_part(ask.reader)}
    return render(ask.request, "desk/_preview_case.html", around)

"""The palette: a page of its own, and the part of it that the dialog asks for at each key."""

from django.http import HttpResponse
from django.shortcuts import render

from charterdesk.desk.forms.searching import SearchForm
from charterdesk.desk.pages.palette import palette_page
from charterdesk.desk.palette import meant_by, recent_cases
from charterdesk.desk.recent import recent_numbers
from charterdesk.visit.asking import Ask, asked


@asked()
def palette(ask: Ask) -> HttpResponse:
    """Where the words lead."""
    words = SearchForm(ask.request.GET).words()
    recent = [] if words else recent_cases(ask.person, recent_numbers(ask.request, ask.person))
    page = palette_page(words, meant_by(ask.person, words), recent)
    if ask.request.GET.get("part"):
        return render(ask.request, "desk/_palette_hits.html", {"page": page})
    return ask.draw("desk/palette", page)

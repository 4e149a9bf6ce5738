"""Search: by number, subject, customer."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from charterdesk.cases.queries.finding import cases_like
from charterdesk.desk.forms.searching import SearchForm
from charterdesk.desk.pages.searching import found_page
from charterdesk.visit.asking import Ask, asked


@asked()
def search(ask: Ask) -> HttpResponse:
    """Cases with these words; a number that is there jumps to its case."""
    form = SearchForm(ask.request.GET)
    words = form.words()
    cases = cases_like(ask.person, words)
    exact = next((case for case in cases if case.number.casefold() == words.casefold()), None)
    if exact:
        return HttpResponseRedirect(reverse("desk:case", args=[exact.number]))
    return ask.draw("desk/queue", found_page(words, cases, ask.reader), query=words)

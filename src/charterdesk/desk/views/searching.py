"""Search: by number, and by the words of cases, messages, articles and customers."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from charterdesk.cases.queries import case_called
from charterdesk.desk.forms.searching import SearchForm
from charterdesk.desk.pages.searching import search_page
from charterdesk.desk.searching import EVERYTHING, may_be_number, results_of
from charterdesk.knowledge.commands.missing import count_miss
from charterdesk.visit.asking import Ask, asked


@asked()
def search(ask: Ask) -> HttpResponse:
    """What has these words; a number that is there jumps to its case."""
    form = SearchForm(ask.request.GET)
    words = form.words()
    called = case_called(ask.person, words) if may_be_number(words) else None
    # Digits alone may be any words of a text: what is called so stands first among the hits.
    if called and (not words.isdecimal() or called.number == words):
        return HttpResponseRedirect(reverse("desk:case", args=[called.number]))
    to = form.narrowing()
    results = results_of(ask.person, words, ask.request.GET.get("in", ""), to)
    if to == EVERYTHING and not results.found_anything:
        count_miss(words=words, at=ask.at)
    page = search_page(results, to, ask.reader)
    return ask.draw("desk/search", page, query=words)

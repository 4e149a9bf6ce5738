"""What `/` offers while a reply or note is typed, as a part of its page."""

from django.http import HttpResponse
from django.shortcuts import render

from charterdesk.cases.queries.macros import macros_of
from charterdesk.desk.pages.composers import NOTE, REPLY
from charterdesk.desk.pages.inserting import inserts_page
from charterdesk.desk.views.writing import found
from charterdesk.knowledge.queries import articles_found
from charterdesk.visit.asking import Ask, asked

MOST_ARTICLES = 4
SHORTEST, LONGEST = 2, 40


@asked()
def case_inserts(ask: Ask, number: str) -> HttpResponse:
    """Macros and articles whose words begin like the one after the slash."""
    case = found(ask, number)
    words = ask.request.GET.get("q", "").replace("\0", "")[:LONGEST]
    mode = NOTE if ask.request.GET.get("mode") == NOTE else REPLY
    person = ask.person
    articles = (
        articles_found(words, reader=person, language=person.language, at_most=MOST_ARTICLES)
        if len(words) >= SHORTEST
        else ()
    )
    page = inserts_page(case, mode, words, macros_of(person), articles, ask.reader)
    return render(ask.request, "desk/_inserts.html", {"page": page})

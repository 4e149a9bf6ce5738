"""The knowledge as customers read it: search, contents, articles, pictures, their word on them.

Public articles only; who is signed in finds their own cases by the same search.
"""

from csp.constants import NONE
from csp.decorators import csp
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.cases.queries.guests import cases_of
from charterdesk.cases.queries.hits import FoundMessage, messages_shown
from charterdesk.cases.queries.searching import asked_of, messages_with
from charterdesk.kit.kept_files import path_of
from charterdesk.knowledge.commands import count_miss, say_useful
from charterdesk.knowledge.models import ArticleText
from charterdesk.knowledge.queries import Reader, articles_found, suggested
from charterdesk.knowledge.queries.contents import Contents, contents_of
from charterdesk.knowledge.queries.reading import (
    categories_of,
    opened_article,
    picture_for,
)
from charterdesk.portal.asking import Visit, anybody
from charterdesk.portal.knowledge_page import article_page, library_page, with_near

LONGEST = 10_000
MOST_OF_CASES = 10
MOST_NEAR = 5


@anybody()
def knowledge(visit: Visit) -> HttpResponse:
    """The contents, or what the words find; words that find nothing are counted, nameless."""
    words = visit.request.GET.get("q", "")[:LONGEST].replace("\x00", " ").strip()
    category = visit.request.GET.get("category", "")[:60]
    found = articles_found(words, reader=visit.guest, language=visit.language) if words else ()
    messages = _own_messages(visit, words)
    if words and not found:
        count_miss(words=words, at=visit.at)
    listed, after = Contents(()), visit.request.GET.get("after", "")
    if not words:
        listed = contents_of(visit.guest, visit.language, category=category, after=after)
    categories = [] if words else categories_of(visit.guest)
    page = library_page(words, found, messages, listed, categories, (category, after))
    if words and not found:
        near = suggested(words, reader=visit.guest, language=visit.language, at_most=MOST_NEAR)
        page = with_near(page, near)
    return visit.draw("portal/knowledge", page)


@anybody()
def article(visit: Visit, slug: str) -> HttpResponse:
    """One article, in the language of the page or the one that is asked for."""
    return _drawn(visit, slug, thanks="thanks" in visit.request.GET)


@anybody("POST")
def useful(visit: Visit, slug: str) -> HttpResponse:
    """Keep what a reader says of the text that they read, and thank."""
    text = _text(visit, slug)
    comment, answer = visit.request.POST.get("comment", ""), visit.request.POST.get("useful", "")
    if answer not in ("yes", "no"):
        trouble = _("Please choose Yes or No.")
        return _drawn(visit, slug, trouble=trouble, comment=comment)
    said = say_useful(text=text, is_helpful=answer == "yes", comment=comment, at=visit.at)
    if isinstance(said, Refusal):
        return _drawn(visit, slug, trouble=said.text, comment=comment)
    url = reverse("portal:kb_article", args=[slug])
    return visit.go(f"{url}?lang={text.language}&thanks=1#useful")


@anybody()
def picture(visit: Visit, stored: str) -> HttpResponseBase:
    """A picture of an article that the reader may see, on whichever side (trust.md rule 4)."""
    user = visit.request.user
    reader: Reader = user if isinstance(user, Person) and user.is_active else visit.guest
    found = picture_for(reader, stored)
    if found is None or not path_of(found.stored).is_file():
        raise Http404
    answer = FileResponse(path_of(found.stored).open("rb"), content_type=found.kind)
    answer["X-Content-Type-Options"] = "nosniff"
    return csp({"default-src": [NONE], "sandbox": True})(lambda _request: answer)(visit.request)


def _own_messages(visit: Visit, words: str) -> list[FoundMessage]:
    """What was said on the guest's own cases, or on the firm's by right."""
    if visit.guest is None or not words:
        return []
    asked = asked_of(words)
    found = messages_with(cases_of(visit.guest), asked, public_only=True)
    keys = list(found.values_list("pk", flat=True)[:MOST_OF_CASES])
    return messages_shown(keys, asked)


def _text(visit: Visit, slug: str) -> ArticleText:
    language = visit.request.GET.get("lang", "") or visit.language
    opened = opened_article(visit.guest, slug, language)
    if opened is None:
        raise Http404
    return opened.text


def _drawn(
    visit: Visit, slug: str, *, thanks: bool = False, trouble: str = "", comment: str = ""
) -> HttpResponse:
    opened = opened_article(visit.guest, slug, visit.request.GET.get("lang", "") or visit.language)
    if opened is None:
        raise Http404
    page = article_page(opened, thanks=thanks, trouble=trouble, comment=comment)
    return visit.draw("portal/knowledge_article", page, status=422 if trouble else 200)

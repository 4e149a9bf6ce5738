"""The first page: search, my open cases, whether all is well, how to reach us, what we promise."""

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from charterdesk.accounts.models import Person
from charterdesk.cases.queries.guest_lists import pressing_cases
from charterdesk.charters.queries.published import published_charters
from charterdesk.incidents.queries.public import going_titles
from charterdesk.knowledge.queries.liked import top_articles
from charterdesk.look.values import Link
from charterdesk.portal.asking import Visit, anybody
from charterdesk.portal.case_list import CaseRow, row_of
from charterdesk.portal.chat_offer import ChatOffer, chat_offer

SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """`rows` are open cases of who is signed in; `more` says that there are others.

    `troubles` is what the status page says goes on.
    """

    name: str
    rows: tuple[CaseRow, ...]
    more: bool
    charters: tuple[Link, ...]
    articles: tuple[Link, ...] = ()
    troubles: tuple[str, ...] = ()
    chat: ChatOffer | None = None


@anybody()
def home(visit: Visit) -> HttpResponse:
    """The customers' first page; people of the desk go on to theirs."""
    if isinstance(visit.request.user, Person):
        return HttpResponseRedirect(reverse("desk:home"))
    return visit.draw("portal/home", home_page(visit))


def home_page(visit: Visit) -> HomePage:
    """The page for a guest, or for a stranger."""
    guest = visit.guest
    found = pressing_cases(guest, SHOWN + 1) if guest else []
    return HomePage(
        name=guest.contact.name if guest else "",
        rows=tuple(row_of(one, guest) for one in found[:SHOWN] if guest),
        more=len(found) > SHOWN,
        charters=tuple(
            Link(one.title or one.name, reverse("portal:charter", args=[one.name]))
            for one in published_charters(visit.at)
        ),
        articles=tuple(
            Link(one.title, one.article.get_absolute_url())
            for one in top_articles(guest, visit.language, at=visit.at)
        ),
        troubles=going_titles(),
        chat=chat_offer(visit),
    )

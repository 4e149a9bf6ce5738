"""The published charters: what is promised, in words, and what readers say of it."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.cases.queries import case_for, state_of
from charterdesk.cases.store import Loaded
from charterdesk.charters.commands.answering import say_helpful
from charterdesk.charters.queries.published import published_charter, published_charters
from charterdesk.portal.asking import Visit, anybody
from charterdesk.portal.published import published_page


@anybody()
def charters(visit: Visit) -> HttpResponse:
    """The charters that anybody may read."""
    found = published_charters(visit.at)
    page = [(one.title or one.name, one.name, one.version) for one in found]
    return visit.draw("portal/charters", page)


@anybody()
def charter(visit: Visit, name: str) -> HttpResponse:
    """The version in force."""
    return _shown(visit, name, thanks="thanks" in visit.request.GET)


@anybody()
def version(visit: Visit, name: str, version: int) -> HttpResponse:
    """A version that was in force at some time."""
    return _shown(visit, name, version)


@anybody("POST")
def helpful(visit: Visit, name: str, version: int) -> HttpResponse:
    """Keep what a reader says, and thank."""
    post = visit.request.POST
    comment, answer = post.get("comment", ""), post.get("helpful", "")
    said = say_helpful(
        name=name, version=version, is_helpful=answer == "yes", comment=comment, at=visit.at
    )
    if isinstance(said, Refusal):
        return _shown(visit, name, version, trouble=said.text, comment=comment)
    if said is None:
        raise Http404
    return HttpResponseRedirect(f"{reverse('portal:charter', args=[name])}?thanks#helpful")


def _shown(visit: Visit, name: str, version: int = 0, **told: str | bool) -> HttpResponse:
    found = published_charter(name, visit.at, version)
    if found is None:
        raise Http404
    page = published_page(found, visit.at, _case_of(visit.request, found.charter.name), **told)
    return visit.draw("portal/charter", page, 422 if told.get("trouble") else 200)


def _case_of(request: HttpRequest, charter: str) -> Loaded | None:
    """The case named by `?case=`, for people of the desk who may see it."""
    person, number = request.user, request.GET.get("case", "")
    if not (number and isinstance(person, Person) and person.is_active):
        return None
    case = case_for(person, number)
    return state_of(case) if case and case.charter == charter else None

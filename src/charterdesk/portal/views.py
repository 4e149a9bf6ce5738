"""The published charters: what is promised, in words, and what readers say of it."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.cases.queries import case_for, state_of
from charterdesk.cases.store import Loaded
from charterdesk.charters.commands.answering import say_helpful
from charterdesk.charters.queries.published import published_charter, published_charters
from charterdesk.kit.wallclock import now
from charterdesk.portal.asking import Visit, anybody
from charterdesk.portal.published import published_page


@anybody()
def charters(visit: Visit) -> HttpResponse:
    """The charters that anybody may read."""
    found = published_charters(visit.at)
    page = [(one.title or one.name, one.name, one.version) for one in found]
    return visit.draw("portal/charters", page)


@require_safe
def charter(request: HttpRequest, name: str) -> HttpResponse:
    """The version in force."""
    return _shown(request, name, thanks="thanks" in request.GET)


@require_safe
def version(request: HttpRequest, name: str, version: int) -> HttpResponse:
    """A version that was in force at some time."""
    return _shown(request, name, version)


@require_POST
def helpful(request: HttpRequest, name: str, version: int) -> HttpResponse:
    """Keep what a reader says, and thank."""
    comment, answer = request.POST.get("comment", ""), request.POST.get("helpful", "")
    said = say_helpful(
        name=name, version=version, is_helpful=answer == "yes", comment=comment, at=now()
    )
    if isinstance(said, Refusal):
        return _shown(request, name, version, trouble=said.text, comment=comment)
    if said is None:
        raise Http404
    return HttpResponseRedirect(f"{reverse('portal:charter', args=[name])}?thanks#helpful")


def _shown(request: HttpRequest, name: str, version: int = 0, **told: str | bool) -> HttpResponse:
    at = now()
    found = published_charter(name, at, version)
    if found is None:
        raise Http404
    page = published_page(found, at, _case_of(request, found.charter.name), **told)
    status = 422 if told.get("trouble") else 200
    return render(request, "portal/charter.html", {"page": page}, status=status)


def _case_of(request: HttpRequest, charter: str) -> Loaded | None:
    """The case named by `?case=`, for people of the desk who may see it."""
    person, number = request.user, request.GET.get("case", "")
    if not (number and isinstance(person, Person) and person.is_active):
        return None
    case = case_for(person, number)
    return state_of(case) if case and case.charter == charter else None

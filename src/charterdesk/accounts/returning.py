"""Back in after a session ended: who the browser is now, and the form that was not sent."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from charterdesk.accounts.detour import DESK, kept_form
from charterdesk.accounts.models import Person
from charterdesk.accounts.pages import GoOnPage
from charterdesk.kit.wallclock import now


@require_safe
@never_cache
def who(request: HttpRequest) -> HttpResponse:
    """Who is signed in, for a page that was opened before, and the token that its forms want."""
    person = request.user if isinstance(request.user, Person) else None
    said = {
        "person": DESK.key(person.pk) if person else "", "name": person.name if person else "",
        "csrf": get_token(request),
    }  # fmt: skip
    return JsonResponse(said)


@require_safe
@never_cache
@login_required
def go_on(request: HttpRequest) -> HttpResponse:
    """What was sent while nobody was signed in, to be sent by one press of the same person."""
    person = request.user
    assert isinstance(person, Person)
    kept = kept_form(request.session, DESK, person.pk, now())
    if kept is None:
        return HttpResponseRedirect("/")
    with translation.override(person.language):
        return render(request, "desk/go_on.html", {"page": GoOnPage(person.name, kept)})

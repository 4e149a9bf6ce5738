"""Sign in, sign out, one's own settings. A link only ever opens a page; its button signs in."""

from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from charterdesk.accounts.commands import change_settings
from charterdesk.accounts.detour import DESK, remember_last
from charterdesk.accounts.forms import SettingsForm, SignInForm
from charterdesk.accounts.models import Person
from charterdesk.accounts.pages import SignInField, SignInLinkPage, SignInPage
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.sign_in import (
    LINK_SPENT,
    NOT_RIGHT,
    person_of_link,
    person_with_password,
    use_sign_in_link,
)
from charterdesk.kit.wallclock import now

BACKEND = "charterdesk.accounts.sessions.SignedIn"


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The password form; with POST, in or the same form with the sentence why not."""
    if request.method != "POST":
        return _sign_in_page(request, request.GET.get("next", ""))
    form = SignInForm(request.POST)
    given = request.POST.get("email", ""), request.POST.get("next", "")
    if not form.is_valid():
        return _sign_in_page(request, given[1], given[0], _(NOT_RIGHT))
    found = person_with_password(
        name=form.cleaned_data["email"],
        password=form.cleaned_data["password"],
        network_address=request.META.get("REMOTE_ADDR", ""),
        at=now(),
    )
    if isinstance(found, Refusal):
        return _sign_in_page(request, given[1], given[0], found.text)
    return _let_in(request, found)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """A one-time link: GET shows whom it is for, POST uses it up."""
    at = now()
    if request.method == "POST":
        used = use_sign_in_link(token=token, at=at)
        if isinstance(used, Person):
            return _let_in(request, used)
    person = person_of_link(token, at)
    page = SignInLinkPage(
        action=request.path,
        name=person.name if person else "",
        refusal="" if person else _(LINK_SPENT),
        next=request.GET.get("next", ""),
    )
    return render(request, "desk/sign_in_link.html", {"page": page}, status=200 if person else 410)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    logout(request)
    return redirect("accounts:sign_in")


@require_POST
@login_required
def me(request: HttpRequest) -> HttpResponse:
    """Change one's own settings; back to `next`, or 204 for a script. A refusal is 422 in words."""
    assert isinstance(request.user, Person)
    form = SettingsForm(request.POST)
    if not form.is_valid():
        sentence = " ".join(str(said) for messages in form.errors.values() for said in messages)
        return HttpResponse(sentence, status=422, content_type="text/plain; charset=utf-8")
    changed = change_settings(person=request.user, by=request.user, at=now(), **form.sent())
    if isinstance(changed, Refusal):
        return HttpResponse(changed.text, status=422, content_type="text/plain; charset=utf-8")
    return _back(request) if "next" in request.POST else HttpResponse(status=204)


def _sign_in_page(request: HttpRequest, to: str, name: str = "", refusal: str = "") -> HttpResponse:
    page = SignInPage(
        action=reverse("accounts:sign_in"),
        fields=(
            SignInField("email", _("Name or mail address"), "text", "username", name),
            SignInField("password", _("Password"), "password", "current-password"),
        ),
        next=to,
        refusal=refusal,
    )
    return render(request, "desk/sign_in.html", {"page": page}, status=422 if refusal else 200)


def _let_in(request: HttpRequest, person: Person) -> HttpResponseRedirect:
    login(request, person, backend=BACKEND)
    return remember_last(_back(request), DESK, person.pk)


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """To `next` where it lies on this site, else to the first page."""
    to = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        to, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(to if to and safe else resolve_url("/"))

"""What every page behind the sign-in begins with: who asks, when, and how it is answered.

The clock is read once for a request; commands, queries and the page's clocks share the moment.
"""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlsplit, urlunsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from charterdesk.accounts.detour import DESK, keep_form
from charterdesk.accounts.editions import one_round
from charterdesk.accounts.models import Person
from charterdesk.cases.queries.queue import Tally, tally_of
from charterdesk.kit.told import told_to
from charterdesk.kit.wallclock import now
from charterdesk.oncall.queries import people_named
from charterdesk.visit.rail import rail_of
from charterdesk.visit.reader import Reader
from charterdesk.visit.sessions import remember_session
from charterdesk.visit.shell import Surroundings, shell_of
from charterdesk.visit.ways import Way, way_back

P = ParamSpec("P")


@dataclass(frozen=True)
class Ask:
    """One request of somebody who is signed in."""

    request: HttpRequest
    person: Person
    at: datetime

    @property
    def is_post(self) -> bool:
        """Whether something is to be done."""
        return self.request.method == "POST"

    @cached_property
    def reader(self) -> Reader:
        """For whom the page is drawn."""
        return Reader(self.person, self.at)

    @cached_property
    def way(self) -> Way:
        """The list that this page was opened from."""
        return way_back(self.request)

    def learn_names(self, usernames: Iterable[str]) -> None:
        """Let the reader know these people by their names."""
        people = people_named(self.person, sorted(set(usernames)))
        self.reader.names.update({name: one.name for name, one in people.items()})

    def draw(
        self,
        template: str,
        page: object,
        *,
        current: str = "",
        tally: Tally | None = None,
        query: str = "",
        status: int = 200,
    ) -> HttpResponse:
        """The page in its shell; `template` is `face/page`, `current` the entry of the rail.

        The counts of the rail cost three queries where `tally` is not given.
        """
        tally = tally or tally_of(self.person)
        rail = rail_of(self.person, tally.sight)
        around = Surroundings(tally=tally, rail=rail, current=current, query=query)
        shell = shell_of(self.reader, around, told_to(self.request))
        return render(
            self.request, f"{template}.html", {"page": page, "shell": shell}, status=status
        )

    def go(
        self, url: str, done: str = "", drop_draft: str = "", undo_url: str = ""
    ) -> HttpResponseRedirect:
        """On to another page, where what was done is told, with the way back while there is one.

        `drop_draft` names what the browser keeps and need not any more.
        """
        if done:
            messages.success(self.request, done, extra_tags=f"{drop_draft}\n{undo_url}")
        return HttpResponseRedirect(url)


View = Callable[Concatenate[Ask, P], HttpResponseBase]


def asked(
    *methods: str,
) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]]:
    """A view for people who are signed in, in their language; GET where no method is said."""
    allowed = [*(methods or ("GET",)), *(("HEAD",) if not methods or "GET" in methods else ())]

    def decorate(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            person = request.user
            if not isinstance(person, Person):
                return redirect_to_login(_after_sign_in(request))
            remember_session(request.session.session_key, person)
            # A page that is only read shows one state of who is on duty.
            reads = one_round() if request.method in ("GET", "HEAD") else nullcontext()
            with translation.override(person.language), reads:
                answered = view(Ask(request, person, now()), *args, **kwargs)
                answered.headers.setdefault("Content-Language", person.language)
            return answered

        return never_cache(require_http_methods(allowed)(answer))

    return decorate


def _after_sign_in(request: HttpRequest) -> str:
    """Where signing in leads: to what was sent, while it can be sent still, else to the page."""
    page = _come_back_to(request)
    if request.method == "POST" and keep_form(request, DESK, page, now()):
        return reverse("accounts:go_on")
    return page


def _come_back_to(request: HttpRequest) -> str:
    """The page to go on with after signing in; of a form, the page that it stands on."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    page = urlsplit(request.headers.get("Referer", ""))
    here = page.netloc == request.get_host()
    return urlunsplit(("", "", page.path, page.query, "")) if here and page.path else "/"

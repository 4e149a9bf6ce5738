"""Runners: the list, a new one, another key, none. A key is shown in one answer only."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import demand_management, may_manage
from charterdesk.automation.commands.keys import make_runner, revoke_runner, rotate_key
from charterdesk.automation.models import Runner
from charterdesk.automation.queries import books
from charterdesk.desk.forms.runbooks import RunnerForm
from charterdesk.desk.pages.runners import runners_page
from charterdesk.look.values import Refusal as Shown
from charterdesk.visit.asking import Ask, asked


@asked("GET", "POST")
def runners(ask: Ask) -> HttpResponse:
    """All of them; an administrator makes new ones."""
    if not ask.is_post:
        return _drawn(ask)
    demand_management(ask.person)
    form = RunnerForm(ask.request.POST)
    if not form.is_valid():
        return _drawn(ask, form, status=422)
    made = make_runner(name=form.cleaned_data["name"], by=ask.person, at=ask.at)
    if isinstance(made, Refusal):
        return _drawn(ask, form, refusal=Shown(made.text), status=422)
    return _drawn(ask, key=made[1])


@asked("POST")
def rotate(ask: Ask, name: str) -> HttpResponse:
    """Another key."""
    demand_management(ask.person)
    return _drawn(ask, key=rotate_key(runner=_found(ask, name), by=ask.person, at=ask.at))


@asked("POST")
def revoke(ask: Ask, name: str) -> HttpResponse:
    """No key any more."""
    demand_management(ask.person)
    revoke_runner(runner=_found(ask, name), by=ask.person, at=ask.at)
    return ask.go(reverse("desk:runners"), _("The key is revoked: it opens nothing any more."))


def _found(ask: Ask, name: str) -> Runner:
    found = books.runner_for(ask.person, name)
    if found is None:
        raise Http404
    return found


def _drawn(
    ask: Ask, form: RunnerForm | None = None, *, refusal: Shown | None = None, key: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    shown = (form or RunnerForm()) if may_manage(ask.person) else None
    rows = books.runners_of(ask.person)
    page = runners_page(rows, ask.reader, shown, refusal=refusal, key=key)
    return ask.draw("desk/runners", page, current="runbooks", status=status)

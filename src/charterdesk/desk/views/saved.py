"""Saved views: a list is kept under a name, starred, renamed, removed."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.cases.queries.own_fields import fields_declared
from charterdesk.desk.addresses import with_query
from charterdesk.desk.forms.views import RenameForm, SaveViewForm
from charterdesk.desk.pages.queue import path_of
from charterdesk.desk.pages.views import save_page, views_page
from charterdesk.lists.commands.views import (
    remove_view,
    rename_view,
    save_view,
    star_view,
    unstar_view,
)
from charterdesk.lists.models import SavedView
from charterdesk.lists.queries.views import views_of
from charterdesk.look.values import Refusal as Shown
from charterdesk.visit.asking import Ask, asked


@asked()
def views(ask: Ask) -> HttpResponse:
    """All that the reader has."""
    return _drawn(ask)


@asked("GET", "POST")
def new(ask: Ask) -> HttpResponse:
    """Ask for a name; with POST it is saved."""
    data = ask.request.POST if ask.is_post else None
    form = SaveViewForm(ask.person, data, ask.request.GET.dict())
    if not ask.is_post or not form.is_valid():
        return _asking(ask, form)
    made = save_view(
        name=form.cleaned_data["name"], base=form.base_list(), filters=form.chosen(),
        team=form.for_team(), by=ask.person, at=ask.at,
    )  # fmt: skip
    if isinstance(made, Refusal):
        return _asking(ask, form, Shown(made.text))
    return ask.go(made.get_absolute_url(), _("The view is saved."))


@asked("POST")
def rename(ask: Ask, pk: int) -> HttpResponse:
    """Give it another name."""
    form = RenameForm(_found(ask, pk), ask.request.POST)
    if not form.is_valid():
        return _drawn(ask, form)
    refused = rename_view(view=form.view, name=form.cleaned_data["name"], by=ask.person)
    if refused is not None:
        return _drawn(ask, form, Shown(refused.text))
    return ask.go(reverse("desk:views"), _("The view has its new name."))


@asked("POST")
def star(ask: Ask, pk: int) -> HttpResponse:
    """Into the rail, or out of it."""
    view = _found(ask, pk)
    back = _back(ask, view)
    if ask.request.POST.get("star") == "off":
        unstar_view(view=view, by=ask.person)
        return ask.go(back, _("The view is out of your rail."))
    refused = star_view(view=view, by=ask.person, at=ask.at)
    return ask.go(back, refused.text if refused else _("The view is in your rail."))


@asked("POST")
def remove(ask: Ask, pk: int) -> HttpResponse:
    """Take it away for everybody who has it."""
    remove_view(view=_found(ask, pk), by=ask.person)
    return ask.go(reverse("desk:views"), _("The view is gone. Its cases stay as they are."))


def _found(ask: Ask, pk: int) -> SavedView:
    found = views_of(ask.person).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _back(ask: Ask, view: SavedView) -> str:
    to_all = ask.request.POST.get("back") == "views"
    return reverse("desk:views") if to_all else view.get_absolute_url()


def _asking(ask: Ask, form: SaveViewForm, refusal: Shown | None = None) -> HttpResponse:
    back = with_query(path_of(form.base_list()), form.chosen())
    page = save_page(form, back, refusal, fields_declared())
    return ask.draw("desk/view_new", page, status=422 if form.is_bound else 200)


def _drawn(ask: Ask, sent: RenameForm | None = None, refusal: Shown | None = None) -> HttpResponse:
    page = views_page(views_of(ask.person), ask.person, sent, refusal, fields_declared())
    return ask.draw("desk/views", page, status=422 if sent else 200)

"""On call: the page of a rota, the forms that change it, and the answers to what is asked."""

from collections.abc import Callable
from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from charterdesk.accounts.queries import people_of_the_desk
from charterdesk.accounts.refusal import Refusal
from charterdesk.charters.queries import live_charters
from charterdesk.desk.forms.oncall import (
    AbsenceForm,
    CoverForm,
    OverrideForm,
    RotaForm,
    RotaPlace,
    SwapForm,
)
from charterdesk.desk.forms.oncall_layer import ChangeLayerForm, LayerForm
from charterdesk.desk.oncall import answer as answered
from charterdesk.desk.oncall import end as ended
from charterdesk.desk.oncall import first_rota, frame_of, layer_for, oncall_of, place_of
from charterdesk.desk.oncall_fairness import fairness_csv, fairness_of
from charterdesk.desk.oncall_preview import Tried, preview
from charterdesk.desk.oncall_values import OncallFormPage
from charterdesk.desk.pages.oncall import oncall_page
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Link
from charterdesk.look.values import Refusal as Shown
from charterdesk.visit.asking import Ask, asked


@asked()
def oncall(ask: Ask) -> HttpResponse:
    """The page of one's own rota, else of the first."""
    found = first_rota(ask.person, ask.at)
    if found is None:
        return ask.draw("desk/oncall_none", None, current="oncall")
    return _drawn(ask, *found)


@asked()
def rota(ask: Ask, charter: str, name: str) -> HttpResponse:
    """The page of a rota."""
    return _drawn(ask, charter, name)


@asked()
def fairness(ask: Ask, charter: str, name: str) -> HttpResponse:
    """How evenly the rota is borne, as a table for a spreadsheet."""
    place = place_of(ask.person, ask.at, charter, name)
    found = fairness_of(place, ask.request.GET.dict(), ask.at)
    file = f"fairness-{slugify(name)}-{found.first}-{found.last}.csv"
    return HttpResponse(
        fairness_csv(found, place), content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file}"'},
    )  # fmt: skip


@asked("GET", "POST")
def override(ask: Ask, charter: str, name: str) -> HttpResponse:
    """Put somebody on duty."""
    return changing(ask, charter, name, OverrideForm)


@asked("GET", "POST")
def cover(ask: Ask, charter: str, name: str) -> HttpResponse:
    """Ask others to take one's duty."""
    return changing(ask, charter, name, CoverForm)


@asked("GET", "POST")
def swap(ask: Ask, charter: str, name: str) -> HttpResponse:
    """Propose a swap."""
    return changing(ask, charter, name, SwapForm)


@asked("GET", "POST")
def layer(ask: Ask, charter: str, name: str) -> HttpResponse:
    """Add a layer."""
    return changing(ask, charter, name, LayerForm)


@asked("GET", "POST")
def change(ask: Ask, charter: str, name: str, pk: int) -> HttpResponse:
    """Change a layer from a moment on."""
    found = layer_for(ask.person, charter, name, pk)
    return changing(ask, charter, name, partial(ChangeLayerForm, layer=found))


@asked("GET", "POST")
def absence(ask: Ask) -> HttpResponse:
    """Say when somebody is away."""
    people = [one for one in people_of_the_desk(ask.person) if one.is_active]
    form = AbsenceForm(ask.person, people, ask.request.POST if ask.is_post else None)
    done = form.do(live_charters(ask.at), ask.at) if form.is_valid() else None
    home = reverse("desk:oncall")
    if done is not None and not isinstance(done, Refusal):
        return ask.go(home, _("It is noted: nobody calls them then."))
    page = OncallFormPage(
        title=_("Away"),
        sentence=_("The next of the rotation takes the turns that fall into it."),
        action=reverse("desk:oncall_absence"),
        submit=_("Note it"),
        back=Link(_("On call"), home),
        fields=fields_of(form),
        refusal=_shown(done),
    )
    return ask.draw("desk/oncall_form", page, current="oncall", status=422 if ask.is_post else 200)


@asked("POST")
def answer(ask: Ask, what: str, pk: int) -> HttpResponse:
    """Take cover, swap, or say no."""
    accept = ask.request.POST.get("answer") == "yes"
    done = answered(what=what, pk=pk, accept=accept, by=ask.person, at=ask.at)
    return back(ask, done, _("It is yours.") if accept else _("They see your answer."))


@asked("POST")
def end(ask: Ask, what: str, pk: int) -> HttpResponse:
    """End a layer, an override or an absence."""
    return back(ask, ended(what=what, pk=pk, by=ask.person, at=ask.at), _("It is ended."))


def back(ask: Ask, done: object, said: str) -> HttpResponse:
    """On to the page with what was done, or the page with why it was not."""
    if not isinstance(done, Refusal):
        return ask.go(reverse("desk:oncall"), said)
    found = first_rota(ask.person, ask.at)
    if found is None:
        return ask.go(reverse("desk:oncall"), done.text)
    return _drawn(ask, *found, _shown(done))


def changing(ask: Ask, charter: str, name: str, kind: Callable[..., RotaForm]) -> HttpResponse:
    """The page of a form about a rota; with POST what it asks for is done, or only tried."""
    place = place_of(ask.person, ask.at, charter, name)
    sent = (ask.request.POST, ask.request.FILES) if ask.is_post else (None, None)
    form = kind(place, ask.request.GET.dict(), *sent)
    if not form.is_valid():
        return _asking(ask, place, form)
    if form.can_preview and ask.request.POST.get("preview"):
        done, tried = preview(form, place, ask.reader)
        return _asking(ask, place, form, _shown(done), tried)
    done = form.do()
    if isinstance(done, Refusal):
        return _asking(ask, place, form, _shown(done))
    return ask.go(reverse("desk:oncall_rota", args=[charter, name]), form.said(done))


def _asking(
    ask: Ask,
    place: RotaPlace,
    form: RotaForm,
    refusal: Shown | None = None,
    tried: Tried | None = None,
) -> HttpResponse:
    page = OncallFormPage(
        title=str(form.heading),
        sentence=_("Times are wall times of %(zone)s.") % {"zone": place.zone},
        action=ask.request.path,
        submit=str(form.submit),
        back=Link(place.name, reverse("desk:oncall_rota", args=[place.charter.name, place.name])),
        lines=form.remarks(),
        fields=fields_of(form),
        refusal=refusal,
        can_preview=form.can_preview,
        strip=tried.strip if tried else None,
        gaps=tried.gaps if tried else (),
    )
    status = 422 if ask.is_post and not tried else 200
    return ask.draw("desk/oncall_form", page, current="oncall", status=status)


def _shown(done: object) -> Shown | None:
    return Shown(done.text) if isinstance(done, Refusal) else None


def _drawn(ask: Ask, charter: str, name: str, refusal: Shown | None = None) -> HttpResponse:
    place = place_of(ask.person, ask.at, charter, name)
    frame, zone = frame_of(place, ask.request.GET.dict(), ask.reader)
    fair = fairness_of(place, ask.request.GET.dict(), frame.until)
    page = oncall_page(oncall_of(place, frame, zone, fair, refusal), frame)
    return ask.draw("desk/oncall", page, current="oncall", status=422 if refusal else 200)

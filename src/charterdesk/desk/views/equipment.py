"""Equipment: the list with its types, a sheet out and in, one piece, and what a case is about."""

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import may_staff
from charterdesk.cases.commands.tying import tie_asset
from charterdesk.cases.queries.around import cases_about
from charterdesk.cases.queries.equipment import asset_about
from charterdesk.customers import equipping
from charterdesk.customers.equipment import (
    asset_for,
    asset_types,
    assets_listed,
    assets_of,
    relations_of,
)
from charterdesk.customers.equipment_sheet import sheet_of, take_sheet
from charterdesk.customers.listing import customer_for
from charterdesk.customers.models import Asset
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.customers import systems_of
from charterdesk.desk.forms import equipment as asking
from charterdesk.desk.forms.searching import SearchForm
from charterdesk.desk.pages.asset import Piece, asset_page, tie_page
from charterdesk.desk.pages.equipment import Asked, equipment_page, sheet_page, taken_words
from charterdesk.desk.views.writing import found
from charterdesk.kit.whole_numbers import whole_number
from charterdesk.look.values import Refusal as Shown
from charterdesk.visit.asking import Ask, asked


@asked()
def equipment(ask: Ask) -> HttpResponse:
    """All equipment, or what has the words."""
    return _listed(ask)


@asked("POST")
def type_(ask: Ask) -> HttpResponse:
    """A type is added, or gets more fields."""
    form = asking.TypeForm(ask.request.POST, prefix=asking.TYPE)
    if not form.is_valid():
        return _listed(ask, form, Shown(_("Something is missing or wrong.")))
    done = equipping.add_asset_type(**form.given(), by=ask.person, at=ask.at)
    if isinstance(done, Refusal):
        return _listed(ask, form, Shown(done.text))
    return ask.go(reverse("desk:equipment"), _("The type is kept."))


@asked()
def equipment_csv(ask: Ask) -> HttpResponse:
    """All equipment as a sheet."""
    return HttpResponse(
        sheet_of(ask.person),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="equipment.csv"'},
    )


@asked("GET", "POST")
def sheet(ask: Ask) -> HttpResponse:
    """A sheet is tried, and taken in where `take` was pressed and nothing is wrong with it."""
    may = may_staff(ask.person)
    form = asking.SheetForm(ask.request.POST, ask.request.FILES) if ask.is_post else None
    if form is None or not form.is_valid():
        page = sheet_page(form or asking.SheetForm(), None, may)
        return ask.draw("desk/equipment_sheet", page, status=422 if form else 200)
    text, trial = form.cleaned_data["text"], "take" not in ask.request.POST
    taken = take_sheet(text=text, trial=trial, by=ask.person, at=ask.at)
    if taken.faults or trial:
        page = sheet_page(asking.SheetForm(initial={"text": text}), taken, may)
        return ask.draw("desk/equipment_sheet", page, status=422 if taken.faults else 200)
    return ask.go(reverse("desk:equipment"), taken_words(taken))


@asked("GET", "POST")
def asset(ask: Ask, tag: str) -> HttpResponse:
    """One piece of equipment; a post changes it."""
    one = _asset(ask, tag)
    if not ask.is_post:
        return _drawn(ask, one)
    form = asking.AssetForm(asset_types(ask.person), ask.request.POST, one)
    if not form.is_valid():
        return _drawn(ask, one, form, Shown(_("Something is missing or wrong.")))
    done = equipping.change_asset(asset=one, about=form.about(), by=ask.person, at=ask.at)
    if isinstance(done, Refusal):
        return _drawn(ask, _asset(ask, tag), form, Shown(done.text))
    return ask.go(one.get_absolute_url(), _("The equipment is changed."))


@asked("POST")
def relate(ask: Ask, tag: str) -> HttpResponse:
    """How it stands to another piece."""
    one = _asset(ask, tag)
    form = asking.RelateForm(ask.request.POST, prefix=asking.RELATE)
    if not form.is_valid():
        return _drawn(ask, one, form, Shown(_("Something is missing or wrong.")))
    done = equipping.relate_assets(asset=one, **form.cleaned_data, by=ask.person, at=ask.at)
    if isinstance(done, Refusal):
        return _drawn(ask, one, form, Shown(done.text))
    return ask.go(one.get_absolute_url(), _("The relation is kept."))


@asked("POST")
def unrelate(ask: Ask, tag: str, pk: int) -> HttpResponse:
    """A relation is taken off."""
    one = _asset(ask, tag)
    equipping.unrelate_assets(asset=one, relation=pk, by=ask.person, at=ask.at)
    return ask.go(one.get_absolute_url(), _("The relation is taken off."))


@asked("GET", "POST")
def tie(ask: Ask, number: str) -> HttpResponse:
    """Which equipment a case is about."""
    case = found(ask, number)
    theirs = assets_of(ask.person, case.organisation) if case.organisation else []
    known = asset_about(ask.person, case)
    if known and known.tag not in {one.tag for one in theirs}:
        theirs = [known, *theirs]
    form = asking.TieForm(theirs, known.tag if known else "", ask.request.POST or None)
    if ask.is_post and form.is_valid() and (done := _tied(ask, number, form)):
        return done
    urls = CaseUrls(case.number, ask.way.url)
    page = tie_page(case, form, urls.of("case_asset"), urls.page())
    return ask.draw("desk/case_asset", page, status=422 if form.errors else 200)


def _tied(ask: Ask, number: str, form: asking.TieForm) -> HttpResponse | None:
    """Done; or None, where there is no such equipment, which the form says then."""
    case, wanted = found(ask, number), form.wanted()
    chosen = asset_for(ask.person, wanted) if wanted else None
    if wanted and chosen is None:
        form.add_error("tag", _("There is no equipment with the tag “%(tag)s”.") % {"tag": wanted})
        return None
    tie_asset(case=case, asset=chosen, by=ask.person, at=ask.at)
    done = _("The case is about %(tag)s.") % {"tag": wanted}
    told = done if chosen else _("The case is about no equipment.")
    return ask.go(CaseUrls(case.number, ask.way.url).page(), told)


def _asset(ask: Ask, tag: str) -> Asset:
    one = asset_for(ask.person, tag)
    if one is None:
        raise Http404
    return one


def _listed(ask: Ask, form: forms.Form | None = None, refusal: Shown | None = None) -> HttpResponse:
    asked = _asked_for(ask)
    assets = assets_listed(
        ask.person, asked.words, organisation=asked.customer, after=asked.after
    )  # fmt: skip
    adding = form or asking.TypeForm(prefix=asking.TYPE)
    page = equipment_page(
        asked, assets, asset_types(ask.person), ask.at.astimezone(ask.reader.zone).date(),
        adding if may_staff(ask.person) else None, refusal,
    )  # fmt: skip
    return ask.draw("desk/equipment", page, current="customers", status=422 if refusal else 200)


def _asked_for(ask: Ask) -> Asked:
    form = SearchForm(ask.request.GET)
    whose = whole_number(form.narrowing().customer)
    customer = customer_for(ask.person, whose) if whose else None
    return Asked(form.words(), customer, ask.request.GET.get("after", ""))


def _drawn(
    ask: Ask, one: Asset, bound: forms.Form | None = None, refusal: Shown | None = None
) -> HttpResponse:
    after = ask.request.GET.get("after", "")
    piece = Piece(
        asset=one, types=asset_types(ask.person), relations=relations_of(ask.person, one),
        cases=cases_about(ask.person, one, after), after=after,
        systems=systems_of(ask.person, one.organisation, one),
    )  # fmt: skip
    page = asset_page(piece, ask.reader, bound, refusal)
    return ask.draw("desk/asset", page, current="customers", status=422 if refusal else 200)

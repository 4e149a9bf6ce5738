"""A customer's systems on a case: kept, checked, and their secrets looked at for a reason."""

from datetime import timedelta

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from charterdesk.access import commands, queries
from charterdesk.access.checking import ASKED_FOR, ask_check
from charterdesk.access.forms import SecretForm, SystemForm
from charterdesk.access.models import Secret, System
from charterdesk.access.needs import secret_words
from charterdesk.access.ports import port_lists
from charterdesk.access.rights import may_look
from charterdesk.accounts.refusal import Refusal
from charterdesk.cases.answers import Done
from charterdesk.cases.commands import Form, send_reply
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case
from charterdesk.cases.queries import state_of
from charterdesk.cases.store import Loaded
from charterdesk.customers.equipment import assets_of
from charterdesk.desk.access_values import AccessForm, AskPage, SecretPage
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.access import AskForm, ShowForm
from charterdesk.desk.pages.access import NEW, Scene, access_page, access_part
from charterdesk.desk.pages.access_asking import asking_text
from charterdesk.desk.pages.refusals import not_done
from charterdesk.desk.views.writing import found
from charterdesk.engine.commands import Wait
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Refusal as Shown
from charterdesk.visit.asking import Ask, asked

SHOWN_FOR = timedelta(seconds=60)


@asked()
def page(ask: Ask, number: str) -> HttpResponse:
    """The systems of the case's customer."""
    return _drawn(ask, found(ask, number))


@asked()
def part(ask: Ask, number: str) -> HttpResponse:
    """The same in short, as a part of the case's page."""
    case = found(ask, number)
    seen = queries.systems_of_case(ask.person, case)
    shown = access_part(state_of(case), seen)
    return render(ask.request, "desk/_access.html", {"access": shown})


@asked("POST")
def add(ask: Ask, number: str) -> HttpResponse:
    """A system is added."""
    case = found(ask, number)
    if case.organisation is None:
        raise Http404
    lists, theirs = port_lists(state_of(case).charter), assets_of(ask.person, case.organisation)
    form = SystemForm(lists, ask.request.POST, prefix=NEW, assets=theirs)
    return _kept(ask, case, form, None)


@asked("POST")
def change(ask: Ask, number: str, pk: int) -> HttpResponse:
    """A system's name, address or ports."""
    case, system = _system(ask, number, pk)
    lists = port_lists(state_of(case).charter)
    theirs = assets_of(ask.person, system.organisation)
    form = SystemForm(lists, ask.request.POST, prefix=f"system{pk}", system=system, assets=theirs)
    return _kept(ask, case, form, system)


@asked("POST")
def end(ask: Ask, number: str, pk: int) -> HttpResponse:
    """A system is no more."""
    case, system = _system(ask, number, pk)
    commands.end_system(system=system, by=ask.person, at=ask.at, case=case)
    return _back(ask, case, _("The system is ended, and its secrets are wiped."))


@asked("POST")
def check(ask: Ask, number: str, pk: int) -> HttpResponse:
    """Its ports are tried by a worker."""
    case, system = _system(ask, number, pk)
    done = ask_check(system=system, case=case, by=ask.person, at=ask.at)
    if isinstance(done, Refusal):
        return _drawn(ask, case, refusal=Shown(done.text))
    return _back(ask, case, _("Its ports are being tried: open the page again in a few seconds."))


@sensitive_post_parameters()
@asked("POST")
def keep(ask: Ask, number: str, pk: int) -> HttpResponse:
    """A secret goes under seal."""
    case, system = _system(ask, number, pk)
    words = secret_words(state_of(case).charter)
    form = SecretForm(words, ask.request.POST, prefix=f"secret{pk}")
    if not form.is_valid():
        return _drawn(ask, case, form, Shown(_("Something is missing or wrong.")))
    done = commands.keep_secret(system=system, **form.given(), by=ask.person, at=ask.at, case=case)
    if isinstance(done, Refusal):
        return _drawn(ask, case, form, Shown(done.text))
    return _back(ask, case, _("It is kept under seal."))


@asked("POST")
def show(ask: Ask, number: str, pk: int) -> HttpResponse:
    """The secret, once and for a minute; the browser leaves the page by itself."""
    case, secret = _secret(ask, number, pk)
    form = ShowForm(pk, ask.request.POST)
    if not form.is_valid():
        return _drawn(ask, case, form, Shown(_("Say what you need it for: the log keeps it.")))
    done = commands.show_secret(
        secret=secret, case=case, reason=form.cleaned_data["reason"],
        key=form.cleaned_data["key"], by=ask.person, at=ask.at,
    )  # fmt: skip
    if isinstance(done, Refusal):
        return _drawn(ask, case, form, Shown(done.text))
    return _shown(ask, case, done)


@asked("POST")
def wipe(ask: Ask, number: str, pk: int) -> HttpResponse:
    """A secret is wiped."""
    case, secret = _secret(ask, number, pk)
    commands.end_secret(secret=secret, by=ask.person, at=ask.at, case=case)
    return _back(ask, case, _("The secret is wiped."))


@asked("GET", "POST")
def ask_customer(ask: Ask, number: str) -> HttpResponse:
    """The customer is asked for access, and the case waits for it (R-BIC-33)."""
    case = found(ask, number)
    text = asking_text(state_of(case), queries.systems_of_case(ask.person, case))
    form = AskForm(ask.request.POST if ask.is_post else None, text=text)
    if not ask.is_post or not form.is_valid():
        return _asking(ask, case, form, None)
    answer = send_reply(
        case=case, written=Written(text=form.cleaned_data["text"]), by=ask.person, at=ask.at,
        form=Form(key=f"access/{form.cleaned_data['key']}"),
        then=(Wait(by=ask.person.username, on="customer", what=ASKED_FOR),),
    )  # fmt: skip
    if isinstance(answer, Done):
        return _back(ask, case, _("The customer is asked, and the case waits for them."))
    refusal = not_done(answer, state_of(case).charter, _urls(ask, case))
    return _asking(ask, case, form, refusal)


def _kept(ask: Ask, case: Case, form: SystemForm, system: System | None) -> HttpResponse:
    if not form.is_valid():
        return _drawn(ask, case, form, Shown(_("Something is missing or wrong.")))
    assert case.organisation is not None
    done = commands.keep_system(
        organisation=case.organisation, system=system, **form.given(), by=ask.person, at=ask.at,
        case=case,
    )  # fmt: skip
    if isinstance(done, Refusal):
        return _drawn(ask, case, form, Shown(done.text))
    return _back(ask, case, _("The system is kept."))


def _shown(ask: Ask, case: Case, done: commands.Shown) -> HttpResponse:
    back = _urls(ask, case).of("case_access")
    gone = f"{(ask.at + SHOWN_FOR).astimezone(ask.reader.zone):%H:%M:%S}"
    title = _("%(what)s of %(system)s") % {"what": done.what, "system": done.system}
    answer = ask.draw("desk/secret", SecretPage(title, done.account, gone, back, done.secret))
    # The way off the page needs no script, and no way back leads to it.
    answer["Refresh"] = f"{SHOWN_FOR.seconds}; url={back}"
    return answer


def _system(ask: Ask, number: str, pk: int) -> tuple[Case, System]:
    known = queries.system_for(ask.person, number, pk)
    if known is None:
        raise Http404
    return known


def _secret(ask: Ask, number: str, pk: int) -> tuple[Case, Secret]:
    known = queries.secret_for(ask.person, number, pk)
    if known is None:
        raise Http404
    return known


def _urls(ask: Ask, case: Case) -> CaseUrls:
    return CaseUrls(case.number, ask.way.url)


def _back(ask: Ask, case: Case, done: str) -> HttpResponse:
    return ask.go(_urls(ask, case).of("case_access"), done)


def _asking(ask: Ask, case: Case, form: AskForm, refusal: Shown | None) -> HttpResponse:
    urls = _urls(ask, case)
    title = _("Ask the customer for access")
    drawn = AccessForm("ask", title, _("Send and wait for the customer"), urls.of("access_ask"),
                       fields_of(form))  # fmt: skip
    subject = case.subject or _("(no subject)")
    page_ = AskPage(case.number, subject, urls.of("case_access"), drawn, refusal)
    return ask.draw("desk/access_ask", page_, status=422 if refusal or form.errors else 200)


def _drawn(
    ask: Ask, case: Case, bound: forms.Form | None = None, refusal: Shown | None = None
) -> HttpResponse:
    seen = queries.systems_of_case(ask.person, case)
    lines = queries.lines_of(seen)
    ask.learn_names(line.by for line in lines if not line.by_customer)
    scene = Scene(
        loaded=_loaded(case), seen=seen, lines=lines, urls=_urls(ask, case), reader=ask.reader,
        may_look=may_look(ask.person), bound=bound,
        assets=assets_of(ask.person, case.organisation) if case.organisation else (),
    )  # fmt: skip
    return ask.draw("desk/case_access", access_page(scene, refusal), status=422 if refusal else 200)


def _loaded(case: Case) -> Loaded:
    return state_of(case)

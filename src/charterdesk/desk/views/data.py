"""Data is taken from a customer: asked for, consented to, marked, deleted (R-HFN-17)."""

from datetime import timedelta

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from charterdesk.access import queries
from charterdesk.access.approvals import DATA, is_guarded
from charterdesk.access.commands import taking
from charterdesk.access.models import TakenData
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case
from charterdesk.cases.queries import state_of
from charterdesk.cases.store import Loaded
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.access import DataForm, TakeForm, WordForm
from charterdesk.desk.pages.data import DataStage, data_page, data_text, file_choices
from charterdesk.desk.pages.refusals import not_done
from charterdesk.desk.views.writing import found
from charterdesk.look.values import Refusal as Shown
from charterdesk.visit.asking import Ask, asked
from charterdesk.visit.uploads import files_in

USUALLY = timedelta(days=30)


@asked()
def page(ask: Ask, number: str) -> HttpResponse:
    """The data of a case."""
    return _drawn(ask, found(ask, number))


@asked("POST")
def request(ask: Ask, number: str) -> HttpResponse:
    """Ask the customer."""
    case = found(ask, number)
    loaded = state_of(case)
    form = DataForm(_kinds(loaded), ask.request.POST)
    if not form.is_valid():
        return _drawn(ask, case, form, Shown(_("Something is missing or wrong.")))
    data = form.cleaned_data
    text = data_text(loaded, ask.person.name, data) if data["mail"] else ""
    wanted = taking.DataWanted(
        kind=data["kind"], purpose=data["purpose"], delete_on=data["on"], text=text
    )
    answer = taking.ask_data(case=case, wanted=wanted, by=ask.person, at=ask.at, key=data["key"])
    return _answered(ask, case, form, answer, _("The customer is asked for their approval."))


@asked("POST")
def word(ask: Ask, number: str, pk: int) -> HttpResponse:
    """The customer's yes by word of mouth is recorded."""
    data, form = _data(ask, number, pk), WordForm(pk, ask.request.POST)
    says = form.cleaned_data["says"] if form.is_valid() else ""
    answer = taking.record_data_word(data=data, says=says, by=ask.person, at=ask.at)
    return _answered(ask, data.case, form, answer, _("Their word is recorded."))


@asked("POST")
def take(ask: Ask, number: str, pk: int) -> HttpResponse:
    """Files and copies are marked as taken, if the gate lets one."""
    data = _data(ask, number, pk)
    files = queries.files_to_mark(ask.person, data.case)
    form = TakeForm(file_choices(files), pk, ask.request.POST, ask.request.FILES)
    if not form.is_valid():
        return _drawn(ask, data.case, form, Shown(_("Something is missing or wrong.")))
    chosen = set(form.cleaned_data.get("chosen", ()))
    pieces = taking.Pieces(
        files=[one for one in files if str(one.pk) in chosen], written=_uploaded(data, form),
        elsewhere=form.cleaned_data["elsewhere"],
    )  # fmt: skip
    answer = taking.take_data(data=data, pieces=pieces, by=ask.person, at=ask.at)
    return _answered(ask, data.case, form, answer, _("It is marked, and deleted on its day."))


@asked("POST")
def withdraw(ask: Ask, number: str, pk: int) -> HttpResponse:
    """Nothing was taken."""
    data = _data(ask, number, pk)
    taking.withdraw_data(data=data, by=ask.person, at=ask.at)
    return _answered(ask, data.case, None, None, _("It is withdrawn."))


@asked("POST")
def now(ask: Ask, number: str, pk: int) -> HttpResponse:
    """It is needed no longer."""
    data = _data(ask, number, pk)
    taking.delete_now(data=data, by=ask.person, at=ask.at)
    return _answered(ask, data.case, None, None, _("It is deleted within a minute or two."))


@asked("POST")
def gone(ask: Ask, number: str, pk: int) -> HttpResponse:
    """A copy elsewhere is deleted, as somebody says."""
    piece = queries.piece_for(ask.person, number, pk)
    if piece is None:
        raise Http404
    taking.confirm_gone(piece=piece, by=ask.person, at=ask.at)
    return _answered(ask, piece.data.case, None, None, _("It is written down as deleted."))


def _uploaded(data: TakenData, form: TakeForm) -> Written | None:
    files = files_in(form.cleaned_data["uploads"])
    words = _("Data taken from the customer (%(kind)s): %(purpose)s")
    text = words % {"kind": data.kind, "purpose": data.purpose}
    return Written(text=text, files=files) if files else None


def _data(ask: Ask, number: str, pk: int) -> TakenData:
    data = queries.data_for(ask.person, number, pk)
    if data is None:
        raise Http404
    return data


def _kinds(loaded: Loaded) -> tuple[str, ...]:
    """The kinds of data that the charter's gate names."""
    path = f"gates.{DATA}.kinds"
    return tuple(word for rule in loaded.charter.shown if rule.path == path for word in rule.words)


def _answered(
    ask: Ask, case: Case, form: forms.Form | None, answer: object, done: str
) -> HttpResponse:
    urls = CaseUrls(case.number, ask.way.url)
    if refusal := not_done(answer, state_of(case).charter, urls):
        return _drawn(ask, case, form, refusal)
    return ask.go(urls.of("case_data"), done)


def _drawn(
    ask: Ask, case: Case, bound: forms.Form | None = None, refusal: Shown | None = None
) -> HttpResponse:
    loaded = state_of(case)
    may = is_guarded(loaded, DATA)
    missing = _("The charter has no gate “%(act)s” that needs an approval.") % {"act": DATA}
    stage = DataStage(
        loaded=loaded, taken=queries.data_of_case(ask.person, case),
        files=queries.files_to_mark(ask.person, case), urls=CaseUrls(case.number, ask.way.url),
        reader=ask.reader, bound=bound,
    )  # fmt: skip
    form = DataForm(_kinds(loaded), on=taking.local_date(case, ask.at + USUALLY)) if may else None
    drawn = data_page(stage, form, "" if may else missing, refusal)
    return ask.draw("desk/case_data", drawn, status=422 if refusal else 200)

"""Split: tick messages, see the new case with its promises beside the old one, then split."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from charterdesk.cases.answers import Done
from charterdesk.cases.commands import Form, split_case
from charterdesk.cases.queries import state_of
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.splitting import SplitForm
from charterdesk.desk.pages.refusals import not_done
from charterdesk.desk.pages.split import Splitting, message_choices, split_page
from charterdesk.desk.probing import Probe, case_rota
from charterdesk.desk.views.writing import found
from charterdesk.look.values import Refusal as Shown
from charterdesk.oncall.queries import rota_for
from charterdesk.visit.asking import Ask, asked


@asked("GET", "POST")
def split(ask: Ask, number: str) -> HttpResponse:
    """The messages; with some ticked, both cases as they would be; with POST they are two."""
    splitting = _splitting(ask, number)
    form, row = splitting.form, splitting.probe.loaded.row
    if not ask.is_post or not form.is_valid():
        return _drawn(ask, splitting)
    answer = split_case(
        case=row, messages=form.cleaned_data["message"], subject=form.cleaned_data["subject"],
        by=ask.person, at=ask.at, form=Form(key=form.cleaned_data["key"]),
    )  # fmt: skip
    if refusal := not_done(answer):
        return _drawn(ask, splitting, refusal)
    assert isinstance(answer, Done)
    urls = CaseUrls(answer.case.number, ask.way.url)
    done = _("Split off from %(number)s: this is the new case.") % {"number": row.number}
    return ask.go(urls.page(), done, undo_url=urls.act("apart"))


def _splitting(ask: Ask, number: str) -> Splitting:
    loaded = state_of(found(ask, number))
    given = ask.request.POST if ask.is_post else ask.request.GET
    choices = message_choices(loaded, ask.reader)
    # What went meanwhile is refused by the command, which also knows a second press.
    known = [*choices, *((ref, "") for ref in ask.request.POST.getlist("message"))]
    form = SplitForm(known, given if ask.is_post or "subject" in given else None)
    rota = case_rota(loaded, rota_for(loaded.charter))
    return Splitting(Probe(loaded, rota, ask.person, ask.at), form, bool(choices))


def _drawn(ask: Ask, splitting: Splitting, refusal: Shown | None = None) -> HttpResponse:
    number = splitting.probe.loaded.row.number
    page = split_page(splitting, ask.reader, CaseUrls(number, ask.way.url), refusal)
    wrong = refusal or splitting.form.errors
    return ask.draw("desk/split", page, status=422 if wrong else 200)

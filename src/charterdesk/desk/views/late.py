"""A contact that lies too far back for anybody to write down: the head confirms it (R-TER-3)."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.cases.answers import Done
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.late import LateForm
from charterdesk.desk.pages.late import late_page
from charterdesk.desk.pages.refusals import not_done
from charterdesk.intake.late import confirm_late, late_for, refuse_late
from charterdesk.intake.models import LateContact
from charterdesk.visit.asking import Ask, asked


@asked("GET", "POST")
def late(ask: Ask, pk: int) -> HttpResponse:
    """What was written down; with POST the head confirms or refuses it."""
    found = late_for(ask.person, pk, ask.at)
    if found is None:
        raise Http404
    form = LateForm(ask.request.POST if ask.is_post else None)
    if not ask.is_post or not form.is_valid():
        return _drawn(ask, found, form, 422 if ask.is_post else 200)
    if ask.request.POST.get("answer") == "confirm":
        return _confirmed(ask, found, form)
    refused = refuse_late(found, words=form.cleaned_data["words"], by=ask.person, at=ask.at)
    if refused:
        return _drawn(ask, found, form, 422, refused)
    return ask.go(reverse("desk:held"), _("It is refused; whoever wrote it down is told why."))


def _confirmed(ask: Ask, found: LateContact, form: LateForm) -> HttpResponse:
    answer = confirm_late(found, by=ask.person, at=ask.at)
    if isinstance(answer, Done):
        return ask.go(CaseUrls(answer.case.number).page(), _("It is confirmed, and a case now."))
    if isinstance(answer, Refusal):
        return _drawn(ask, found, form, 422, answer)
    shown = not_done(answer)
    return _drawn(ask, found, form, 422, Refusal(shown.sentence if shown else ""))


def _drawn(
    ask: Ask, found: LateContact, form: LateForm, status: int, refusal: Refusal | None = None
) -> HttpResponse:
    page = late_page(found, ask.reader, form, refusal)
    return ask.draw("desk/late", page, current="held", status=status)

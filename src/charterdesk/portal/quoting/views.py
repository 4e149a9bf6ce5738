"""The customer's answer to a quote: a POST, taken once by its key."""

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.cases.answers import Conflict, Done
from charterdesk.cases.commands import Form
from charterdesk.cases.queries import state_of
from charterdesk.cases.store import Loaded
from charterdesk.charges.commands import answer_quote
from charterdesk.look.phrasing import worded
from charterdesk.portal.asking import Visit, guests
from charterdesk.portal.case import found
from charterdesk.portal.closing.forms import NO, YES, KeyedForm
from charterdesk.portal.closing.saying import said_by
from charterdesk.portal.quoting.panel import offers_of


class QuoteForm(KeyedForm):
    """Accept the quote or decline it, with a word."""

    quote = forms.CharField(max_length=20)
    answer = forms.ChoiceField(choices=((YES, YES), (NO, NO)))
    says = forms.CharField(required=False, max_length=1000)


@guests("POST")
def quote(visit: Visit, number: str) -> HttpResponse:
    """The quote is accepted or declined."""
    loaded, form = state_of(found(visit, number)), QuoteForm(visit.request.POST)
    if not visit.contact.may_agree or not form.is_valid():
        return _drawn(visit, loaded, "", 422 if visit.contact.may_agree else 403)
    data = form.cleaned_data
    says = said_by(visit, data["says"]) or visit.contact.name
    answer = answer_quote(
        case=loaded.row, quote=data["quote"], accepted=data["answer"] == YES, says=says,
        by=visit.host.asker, at=visit.at, form=Form(key=f"quote/{data['key']}"),
    )  # fmt: skip
    if isinstance(answer, Done):
        url = reverse("portal:case", args=[loaded.row.number])
        return visit.go(url, _("Thank you; it is noted."))
    said = answer.text if isinstance(answer, Conflict) else worded(answer.said, visit.zone)
    return _drawn(visit, loaded, said, 422)


def _drawn(visit: Visit, loaded: Loaded, wrong: str, status: int) -> HttpResponse:
    return visit.draw("portal/quote", offers_of(visit, loaded, wrong), status)

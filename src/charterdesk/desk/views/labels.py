"""The labels of the desk: another name or mark for one, or none at all."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.rights import demand_staffing, may_staff
from charterdesk.cases.commands import change_label, drop_label
from charterdesk.cases.models import Label
from charterdesk.cases.queries.labels import labels_of_the_desk
from charterdesk.desk.forms.labels import LabelForm
from charterdesk.desk.pages.labels import labels_page
from charterdesk.look.values import Refusal
from charterdesk.visit.asking import Ask, asked


@asked()
def labels(ask: Ask) -> HttpResponse:
    """All of them; leads can change them."""
    return _drawn(ask)


@asked("POST")
def label(ask: Ask, pk: int) -> HttpResponse:
    """Change one."""
    demand_staffing(ask.person)
    form = LabelForm(_found(ask, pk), ask.request.POST)
    if not form.is_valid():
        return _drawn(ask, form)
    refused = change_label(label=form.label, by=ask.person, **form.cleaned_data)
    if refused is not None:
        return _drawn(ask, form, Refusal(refused.text))
    return ask.go(reverse("desk:labels"), _("The label is changed."))


@asked("POST")
def drop(ask: Ask, pk: int) -> HttpResponse:
    """Take one off every case."""
    drop_label(label=_found(ask, pk), by=ask.person)
    return ask.go(reverse("desk:labels"), _("The label is gone from every case."))


def _found(ask: Ask, pk: int) -> Label:
    found = labels_of_the_desk(ask.person).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _drawn(ask: Ask, sent: LabelForm | None = None, refusal: Refusal | None = None) -> HttpResponse:
    forms = [
        sent if sent and sent.label == one else LabelForm(one)
        for one in labels_of_the_desk(ask.person)
    ]
    page = labels_page(forms, refusal, may_change=may_staff(ask.person))
    return ask.draw("desk/labels", page, status=422 if sent else 200)

"""Hours bought beforehand, from the page of a customer's statement: added, and taken back."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.desk.forms.prepaid import prepaid_forms
from charterdesk.desk.views.statements import drawn_month, month_found
from charterdesk.visit.asking import Ask, asked


@asked("POST")
def hours(ask: Ask, pk: int, month: str) -> HttpResponse:
    """Hours that the customer bought beforehand."""
    found = month_found(ask, pk, month)
    forms = prepaid_forms(ask.person, found.organisation, ask.at, add=ask.request.POST)
    if not forms.add.is_done(ask.person, ask.at):
        return drawn_month(ask, found, forms, status=422)
    return ask.go(reverse("desk:statement", args=[pk, month]), _("The hours are added."))


@asked("POST")
def hours_back(ask: Ask, pk: int, month: str) -> HttpResponse:
    """Hours that were typed wrongly."""
    found = month_found(ask, pk, month)
    forms = prepaid_forms(ask.person, found.organisation, ask.at, back=ask.request.POST)
    if not forms.back.is_done(ask.person, ask.at):
        return drawn_month(ask, found, forms, status=422)
    return ask.go(reverse("desk:statement", args=[pk, month]), _("The hours are taken back."))

"""Escalating a case: the page that says what it brings, then the escalation."""

from secrets import token_hex

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.cases.answers import Conflict, Done
from charterdesk.cases.commands import Form, escalate_case
from charterdesk.cases.queries import state_of
from charterdesk.cases.store import Loaded
from charterdesk.look.phrasing import worded
from charterdesk.look.values import Refusal
from charterdesk.portal.asking import Visit, guests
from charterdesk.portal.case import found
from charterdesk.portal.escalating.forms import EscalateForm
from charterdesk.portal.escalating.pages import escalate_page


@guests("GET", "POST")
def escalate(visit: Visit, number: str) -> HttpResponse:
    """Who would read it by when; with POST they are told."""
    loaded = state_of(found(visit, number))
    form = EscalateForm(
        loaded, visit.request.POST if visit.is_post else None, {"key": token_hex(16)}
    )
    if not visit.is_post:
        return _drawn(visit, loaded, form, 200)
    if not visit.contact.may_escalate or not form.is_valid():
        return _drawn(visit, loaded, form, 422 if visit.contact.may_escalate else 403)
    return _declared(visit, loaded, form)


def _declared(visit: Visit, loaded: Loaded, form: EscalateForm) -> HttpResponse:
    command, row = form.command(), loaded.row
    answer = escalate_case(
        case=row, by=visit.host.asker, at=visit.at, reason=command.reason, ladder=command.ladder,
        step=command.step, form=Form(key=f"escalate/{form.cleaned_data['key']}"),
    )  # fmt: skip
    if isinstance(answer, Done):
        noted = loaded.state.run_going is not None and not command.step
        done = _("It is noted on the case.") if noted else _("Escalated: they are being told.")
        return visit.go(reverse("portal:case", args=[row.number]), done)
    said = answer.text if isinstance(answer, Conflict) else worded(answer.said, visit.zone)
    return _drawn(visit, loaded, form, 422, Refusal(said))


def _drawn(
    visit: Visit, loaded: Loaded, form: EscalateForm, status: int, refusal: Refusal | None = None
) -> HttpResponse:
    page = escalate_page(visit, loaded, form, refusal)
    return visit.draw("portal/escalate", page, status)

"""The end of a case, said by its customer: every change is a POST, taken once by its key."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.cases.answers import Answer, Conflict, Done
from charterdesk.cases.commands import (
    Form,
    agree_to_close,
    approve_act,
    decline_to_close,
    rate_case,
    rate_reply,
    receive_message,
    refuse_approval,
)
from charterdesk.cases.messages import Written
from charterdesk.cases.queries import state_of
from charterdesk.cases.store import Loaded
from charterdesk.look.phrasing import worded
from charterdesk.portal.asking import Visit, guests
from charterdesk.portal.case import found
from charterdesk.portal.closing.approving import approvals_of
from charterdesk.portal.closing.ending import ending_of
from charterdesk.portal.closing.forms import (
    GONE,
    NO,
    YES,
    ApprovalForm,
    ClearForm,
    EndingForm,
    ScoreForm,
)
from charterdesk.portal.closing.saying import said_by
from charterdesk.portal.closing.scoring import scoring_of

NO_LONGER = "no longer an issue"


@guests("GET", "POST")
def close(visit: Visit, number: str) -> HttpResponse:
    """Is it fixed; with POST what the customer says of it is taken."""
    loaded = state_of(found(visit, number))
    if not visit.is_post:
        return _ending(visit, loaded)
    form = EndingForm(visit.request.POST)
    if not visit.contact.may_agree:
        return _ending(visit, loaded, status=403)
    if not form.is_valid():
        return _ending(visit, loaded, form, 422)
    return _answered(visit, loaded, form)


@guests("POST")
def approve(visit: Visit, number: str) -> HttpResponse:
    """An act is approved, refused with a word, or the approval taken back."""
    loaded, form = state_of(found(visit, number)), ApprovalForm(visit.request.POST)
    if not visit.contact.may_agree or not form.is_valid():
        return _approvals(visit, loaded, "", 422 if visit.contact.may_agree else 403)
    data = form.cleaned_data
    common = _common(visit, loaded, "approve", form.cleaned_data["key"])
    if data["answer"] == YES:
        answer = approve_act(what=data["what"], **common)
    else:
        # What was given is taken back without being asked why.
        given = data["what"] in loaded.state.approvals
        says = said_by(visit, data["says"].strip() or (_("Taken back") if given else ""))
        answer = refuse_approval(what=data["what"], says=says, **common)
    trouble = _trouble(visit, answer)
    return _approvals(visit, loaded, trouble, 422) if trouble else _back(visit, loaded)


@guests("POST")
def clear(visit: Visit, number: str, ref: str) -> HttpResponse:
    """A reply was clear or not."""
    loaded, form = state_of(found(visit, number)), ClearForm(visit.request.POST)
    if not form.is_valid():
        return _back(visit, loaded)
    data = form.cleaned_data
    common = _common(visit, loaded, "clear", data["key"])
    answer = rate_reply(of=ref, is_clear=data["clear"] == YES, says=data["says"], **common)
    return _back(visit, loaded, _trouble(visit, answer) or _("Thank you."), f"#{ref}")


@guests("GET", "POST")
def score(visit: Visit, number: str) -> HttpResponse:
    """How it went, from 1 to 5."""
    loaded = state_of(found(visit, number))
    form = ScoreForm(visit.request.POST if visit.is_post else None)
    if not visit.is_post or not form.is_valid():
        page = scoring_of(loaded, form if visit.is_post else None)
        return visit.draw("portal/score", page, 422 if visit.is_post else 200)
    data = form.cleaned_data
    common = _common(visit, loaded, "score", data["key"])
    answer = rate_case(score=data["score"], says=data["says"], **common)
    return _back(visit, loaded, _trouble(visit, answer) or _("Thank you."))


def _answered(visit: Visit, loaded: Loaded, form: EndingForm) -> HttpResponse:
    common = _common(visit, loaded, "close", form.cleaned_data["key"])
    given, says = form.cleaned_data["answer"], form.cleaned_data["says"].strip()
    if given == NO and loaded.state.handed_back_at:
        answer = receive_message(written=Written(text=says), **common)
    elif given == NO:
        answer = decline_to_close(says=said_by(visit, says), **common)
    else:
        words = f"{NO_LONGER}: {says}" if given == GONE and says else NO_LONGER
        answer = agree_to_close(says=said_by(visit, says if given == YES else words), **common)
    if trouble := _trouble(visit, answer):
        form.add_error(None, trouble)
        return _ending(visit, loaded, form, 422)
    return _back(visit, loaded, _done(given, answer))


def _done(given: str, answer: Answer) -> str:
    if given == NO:
        return _("It is open again; we go on.")
    status = answer.case.status if isinstance(answer, Done) else ""
    return _("It is closed. Thank you.") if status == "closed" else _("Thank you; it is noted.")


def _common(visit: Visit, loaded: Loaded, act: str, key: str) -> dict[str, Any]:
    """What every command is given; the key makes a second press the same one."""
    form = Form(key=f"{act}/{key}")
    return {"case": loaded.row, "by": visit.host.asker, "at": visit.at, "form": form}


def _trouble(visit: Visit, answer: Answer) -> str:
    if isinstance(answer, Done):
        return ""
    return answer.text if isinstance(answer, Conflict) else worded(answer.said, visit.zone)


def _back(visit: Visit, loaded: Loaded, done: str = "", where: str = "") -> HttpResponse:
    return visit.go(reverse("portal:case", args=[loaded.row.number]) + where, done)


def _ending(
    visit: Visit, loaded: Loaded, form: EndingForm | None = None, status: int = 200
) -> HttpResponse:
    return visit.draw("portal/close", ending_of(visit, loaded, form), status)


def _approvals(visit: Visit, loaded: Loaded, wrong: str, status: int) -> HttpResponse:
    return visit.draw("portal/approve", approvals_of(visit, loaded, wrong), status)

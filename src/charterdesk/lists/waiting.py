"""Cases that wait, are put off or go on, many at a time; each can be undone to what it was."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from charterdesk.cases.answers import Done
from charterdesk.cases.commands import activate_case, begin_waiting, end_waiting
from charterdesk.cases.models import Case, CaseEvent
from charterdesk.lists.becoming import Became, Doing, Given, became

ACTIVE, WAIT, PUT_OFF, RESUME = "active", "wait", "put off", "resume"
DATE = "date"


def activate(case: Case, _given: Given, doing: Doing) -> Became:
    """Work goes on, or begins."""
    if case.status not in ("waiting", "new"):
        return Became("skipped", _("It was not waiting."))
    inverse = before(case) if case.waiting_on else {}
    if inverse:
        ended = end_waiting(case=case, by=doing.by, at=doing.at)
        if not isinstance(ended, Done):
            return Became("refused", doing.say(ended))
        case = ended.case
    if case.status != "new":
        return Became("done", _("It is active."), inverse)
    answer = activate_case(case=case, by=doing.by, at=doing.at)
    return became(answer, _("It is active."), inverse, doing)


def resume(case: Case, given: Given, doing: Doing) -> Became:
    """What it waited for is there; it is again what it was before."""
    if case.status != "waiting":
        return Became("skipped", _("It was not waiting."))
    if _has_moved_on(case, given):
        return Became("skipped", _("It waits for something else since."))
    answer = end_waiting(case=case, by=doing.by, at=doing.at)
    return became(answer, _("It does not wait any more."), {}, doing)


def wait(case: Case, given: Given, doing: Doing) -> Became:
    """It waits on somebody or something."""
    on = given.get("on", "")
    if _has_moved_on(case, given):
        return Became("skipped", _("What it waits for has changed since."))
    if case.status == "waiting" and case.waiting_on == on:
        return Became("skipped", _("It was waiting for that already."))
    inverse = before(case, on)
    answer = begin_waiting(case=case, on=on, what=given.get("what", ""), by=doing.by, at=doing.at)
    return became(answer, _("It is waiting."), inverse, doing)


def put_off(case: Case, given: Given, doing: Doing) -> Became:
    """It leaves My work until a moment, or until the customer writes (ux.md 2.2, H)."""
    until, what = datetime.fromisoformat(given["until"]), given.get("what", "")
    inverse = {**before(case, DATE), "if_until": given["until"]}
    if _has_moved_on(case, given):
        return Became("skipped", _("What it waits for has changed since."))
    if inverse.get("until") == given["until"]:
        return Became("skipped", _("It was put off until then already."))
    answer = begin_waiting(case=case, on=DATE, what=what, until=until, by=doing.by, at=doing.at)
    return became(answer, _("It is put off."), inverse, doing)


def _has_moved_on(case: Case, given: Given) -> bool:
    """Whether an undo comes too late: customers or colleagues brought the case elsewhere."""
    if case.waiting_on != given.get("if_on", case.waiting_on):
        return True
    until = given.get("if_until")
    return until is not None and str(_begun(case).get("until", "")) != until


def _begun(case: Case) -> Mapping[str, Any]:
    """What was said when the waiting began."""
    begun = CaseEvent.objects.filter(case=case, kind="waiting").order_by("-seq").first()
    return begun.data if begun else {}


def before(case: Case, on: str = "") -> Given:
    """What brings back how the case waits now, if it then still waits for `on`."""
    if not case.waiting_on:
        return {"act": RESUME, "if_on": on}
    said = _begun(case)
    what = {"what": str(said["what"])} if said.get("what") else {}
    if case.waiting_on == DATE and said.get("until"):
        return {"act": PUT_OFF, "until": str(said["until"]), "if_on": on, **what}
    return {"act": WAIT, "on": case.waiting_on, "if_on": on, **what}

"""An act is asked of the customer: by mail or on their page alone, and a yes by word of mouth."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.cases.answers import Answer, Conflict, Done
from charterdesk.cases.commands import (
    Form,
    add_note,
    approve_act,
    begin_waiting,
    end_approval,
    send_reply,
)
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case
from charterdesk.cases.queries.sight import cases_seen_by
from charterdesk.cases.store import Loaded
from charterdesk.engine.commands import Wait
from charterdesk.engine.decide import Refusal as Refused

No = Refusal | Refused | Conflict
ASKED_ANEW = "asked anew"


def ask_approval(
    *, loaded: Loaded, act: str, text: str, by: Person, at: datetime, key: str
) -> Answer:
    """The case waits for the customer's yes; an earlier one was for another time and is over.

    `text` goes to them by mail, "" where they are spoken with. In the caller's transaction.
    """
    case, form = loaded.row, Form(key=f"ask/{act}/{key}"[:100] if key else "")
    if act in loaded.state.approvals:
        end_approval(case=case, what=act, because=ASKED_ANEW, by=by, at=at)
    if not text.strip():
        return begin_waiting(case=case, on="customer", what=act, by=by, at=at, form=form)
    return send_reply(
        case=case, written=Written(text=text), by=by, at=at, form=form,
        then=(Wait(by=by.username, on="customer", what=act),),
    )  # fmt: skip


def record_word(*, case: Case, act: str, says: str, by: Person, at: datetime) -> Done | No:
    """The customer's yes by word of mouth: who said it, and how, is written down beside it."""
    demand_case(by, case)
    if len(says.strip()) < 3:
        return Refusal(_("Write down who said yes, and how: “Cleo Lind, by telephone”."), "says")
    said = {"act": act, "says": says.strip()[:1000]}
    with transaction.atomic():
        note = _("The customer approved “%(act)s” by word: %(says)s") % said
        add_note(case=case, written=Written(text=note), by=by, at=at)
        return approve_act(case=case, what=act, by=by, at=at)


def demand_case(by: Person, case: Case) -> None:
    """Raise PermissionDenied where the case is not in the person's sight."""
    if not cases_seen_by(by).filter(pk=case.pk).exists():
        raise PermissionDenied(_("This case is not yours to see."))

"""A reply waits a few seconds before it goes out, and until then its author may take it back.

What else the reply made the desk say waits with it and is withheld with it.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from charterdesk.accounts.models import Person
from charterdesk.cases.actors import name_of
from charterdesk.cases.answers import Answer, Done
from charterdesk.cases.commands.acting import act
from charterdesk.cases.commands.drafting import save_draft
from charterdesk.cases.models import Case, Message
from charterdesk.engine.commands import WithdrawReply
from charterdesk.engine.decide import Refusal
from charterdesk.engine.phrase import phrase
from charterdesk.notifications.models import Notice

TOO_LATE = Refusal(phrase("The reply is on its way already: it can't be taken back."))
NOT_YOURS = Refusal(phrase("There is no reply that could be taken back."))
TAKEN_BACK = "It was taken back before it was sent."
REPLY = "reply"


def hold_back(case: Case, said_at: datetime, length: timedelta) -> None:
    """Let what was queued with a message of that moment wait, in the caller's transaction."""
    _waiting(case, said_at).update(send_at=said_at + length)


def take_back_reply(*, case: Case, ref: str, by: Person, at: datetime) -> Answer:
    """The reply `ref` is not sent; its text is the author's draft again, its promise runs on."""
    with transaction.atomic():
        message = Message.objects.filter(case=case, ref=ref, person=by).first()
        if message is None:
            return NOT_YOURS
        held = _waiting(case, message.at)
        own = held.filter(reply=message).select_for_update().first()
        if own is None or own.attempts_made:
            return TOO_LATE
        answer = act(case, WithdrawReply(by=name_of(by), of=ref), at, by=by)
        if isinstance(answer, Done):
            held.update(state=Notice.State.WITHHELD, trouble=TAKEN_BACK)
            save_draft(case=case, mode=REPLY, text=message.text, by=by, at=at)
    return answer


def _waiting(case: Case, said_at: datetime) -> QuerySet[Notice]:
    return Notice.objects.filter(
        case=case, queued_at=said_at, urgent=False, state=Notice.State.QUEUED
    )

"""The road that every command on a case goes: lock, look for news, decide, save, one transaction.

A form's `key` is taken once: pressed twice it is done once, and the second press is answered
with what the first one did. `seen` is the version of the case that its author had before them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from charterdesk.cases.actors import DESK, By, name_of
from charterdesk.cases.answers import Answer, Conflict, Done
from charterdesk.cases.carrying import carried_on, load_with_parent
from charterdesk.cases.messages import add_message
from charterdesk.cases.models import Case, CaseEvent, Message
from charterdesk.cases.opening import Said
from charterdesk.cases.store import Loaded, decide_loaded
from charterdesk.cases.submissions import take_key, taken
from charterdesk.cases.telling import queue_reply
from charterdesk.engine.commands import Command
from charterdesk.engine.decide import Decision

# What makes a reply stale: words and endings, not the ticking of clocks.
NEWS = (
    "customer_wrote", "reply_sent", "note_added", "resolved", "closed", "reopened",
    "merged_into", "handed_back",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a form brings beside its fields: its own key, and the version its author saw."""

    key: str = ""
    seen: int | None = None


NO_FORM = Form()


def act(
    case: Case, command: Command, at: datetime, *, by: By = DESK, form: Form = NO_FORM,
    said: Said | None = None, mailed: bool = False, public: bool = True,
    then: Sequence[Command] = (),
) -> Answer:  # fmt: skip
    """Do `command` on the case, then each of `then`; a refusal of one undoes the ones before it.

    `said` is the message that goes with it, `mailed` to the asker. Raises NoSuchCase.
    """
    try:
        with transaction.atomic():
            loaded = load_with_parent(case)
            if stopped := _stopped(loaded.row, by, form):
                return stopped
            decision, loaded = _decide_all(loaded, (command, *then), at)
            if decision.refused:
                return decision.refused
            message = _say(loaded, said, by, at, public=public, mailed=mailed)
            take_key(form.key, loaded.row, message, at)
    except IntegrityError:
        if earlier := repeated(form.key):
            return earlier
        raise
    return Done(loaded.row, decision, message)


def repeated(key: str) -> Done | None:
    """The answer to the second press of a form; None where it is the first."""
    earlier = taken(key)
    return Done(earlier.case, message=earlier.message, repeated=True) if earlier else None


def _stopped(row: Case, by: By, form: Form) -> Done | Conflict | None:
    if earlier := repeated(form.key):
        return earlier
    if form.seen is None:
        return None
    later = CaseEvent.objects.filter(case=row, seq__gt=form.seen, kind__in=NEWS)
    news = tuple(later.exclude(by=name_of(by)).order_by("seq"))
    return Conflict(row, form.seen, news) if news else None


def _decide_all(
    loaded: Loaded, commands: Sequence[Command], at: datetime
) -> tuple[Decision, Loaded]:
    """Decide the commands in turn; stops at a refusal, keeping it only where it is the first's."""
    for count, command in enumerate(commands):
        decision, loaded = decide_loaded(loaded, command, at)
        if decision.refused:
            transaction.set_rollback(count > 0)
            break
        loaded = carried_on(loaded, [decision], at)
    return decision, loaded


def _say(
    loaded: Loaded, said: Said | None, by: By, at: datetime, *, public: bool, mailed: bool
) -> Message | None:
    if said is None:
        return None
    message = add_message(
        loaded.row, said.ref, said.written, said.kept, by=by, at=at, public=public
    )
    if mailed:
        queue_reply(loaded.row, loaded.charter, message, at)
    return message

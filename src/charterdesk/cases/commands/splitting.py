"""Messages of a case become a case of their own, which starts when they were written (2.6 E).

Undone, the new case is merged back, so that nothing owed in it is lost, and the messages return.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from charterdesk.cases.actors import By, name_of
from charterdesk.cases.answers import Answer, Done
from charterdesk.cases.commands.acting import NO_FORM, Form, repeated
from charterdesk.cases.commands.merging import merge_case
from charterdesk.cases.commands.opening import opened_by
from charterdesk.cases.models import Case, CaseEvent, CaseLink, Message
from charterdesk.cases.opening import Arrival
from charterdesk.cases.store import Loaded, decide_loaded, load
from charterdesk.engine.commands_fields import SetFields
from charterdesk.engine.commands_splitting import LetGo
from charterdesk.engine.decide import Refusal
from charterdesk.engine.decide.splitting import GONE, movable, opening_of
from charterdesk.engine.decide.unmerging import UNDO_WITHIN
from charterdesk.engine.phrase import phrase

NOTHING = Refusal(
    phrase("Tick at least one message of the customer; the one that opened the case stays.")
)
HELD = Refusal(phrase("The sender may not ask for a case, so that the message stays here."))
NOT_SPLIT = Refusal(phrase("The case was not split off from another one."))
TOO_LATE = Refusal(phrase("The case was split off more than 14 days ago: merge it instead."))


def split_case(
    *, case: Case, messages: Collection[str], by: By, at: datetime, subject: str = "",
    form: Form = NO_FORM,
) -> Answer:  # fmt: skip
    """The messages with these refs become a new case, which is the answer's."""
    with transaction.atomic():
        loaded = load(case.pk, for_update=True)
        if earlier := repeated(form.key):
            return earlier
        row, state = loaded.row, loaded.state
        going = tuple(one.message for one in movable(state) if one.message in messages)
        if len(going) < len(set(messages)):
            return Refusal(GONE)
        command = opening_of(
            loaded.charter, state, row.number, going, by=name_of(by), subject=subject,
            asker=row.asker,
        )  # fmt: skip
        if command is None:
            return NOTHING
        answer = opened_by(_arrival(loaded), command, at, by=by, form=form)
        if not isinstance(answer, Done):
            return answer if isinstance(answer, Refusal) else HELD
        if not answer.repeated:
            _let_go(loaded, answer.case, going, by, at)
    return answer


def undo_split(*, case: Case, by: By, at: datetime) -> Answer:
    """The case goes back into the one that it was split from; the answer's case is that one."""
    link = CaseLink.objects.filter(case=case, kind=CaseLink.Kind.SPLIT).first()
    if link is None:
        return NOT_SPLIT
    if at - link.at > UNDO_WITHIN:
        return TOO_LATE
    with transaction.atomic():
        answer = merge_case(case=case, into=link.other, by=by, at=at)
        if isinstance(answer, Done):
            gone = _messages_gone(link)
            Message.objects.filter(case=case, ref__in=gone).update(case=link.other)
    return answer


def _let_go(loaded: Loaded, new: Case, going: Sequence[str], by: By, at: datetime) -> None:
    """The old case says what left it; the messages' rows lie with the new one from now on.

    The new one begins with what the old one's fields hold.
    """
    command = LetGo(by=name_of(by), number=new.number, messages=tuple(going))
    decide_loaded(loaded, command, at)
    Message.objects.filter(case=loaded.row, ref__in=going).update(case=new)
    values = tuple((e.field, e.name, e.value) for e in loaded.state.field_values.values())
    if any(value for _key, _name, value in values):
        held = SetFields(by=name_of(by), values=values)
        decide_loaded(load(new.pk, for_update=True), held, at)
    CaseLink.objects.create(case=new, other=loaded.row, kind=CaseLink.Kind.SPLIT, at=at)


def _messages_gone(link: CaseLink) -> list[str]:
    """The refs of the messages that became the case."""
    told = CaseEvent.objects.filter(case=link.other, kind="split_off")
    mine = (event.data for event in told if event.data["number"] == link.case.number)
    return [ref for data in mine for ref in data["messages"]]


def _arrival(loaded: Loaded) -> Arrival:
    row = loaded.row
    return Arrival(
        charter=loaded.charter, organisation=row.organisation, contact=row.contact,
        contract=row.contract,
    )  # fmt: skip

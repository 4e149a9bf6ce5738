"""How a case ends, and begins again: resolving, agreeing, closing, reopening, handing back."""

from datetime import datetime

from charterdesk.accounts.models import Person
from charterdesk.cases.actors import By, name_of
from charterdesk.cases.answers import Answer
from charterdesk.cases.commands.acting import NO_FORM, Form, act
from charterdesk.cases.commands.writing import NO_ADDRESS, said_to_asker
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case
from charterdesk.cases.queries.own_fields import not_to_close
from charterdesk.engine.commands import Agree, CloseCase, Decline, HandBack, Reopen, Resolve
from charterdesk.engine.decide import Refusal
from charterdesk.engine.phrase import phrase

LEAVES_NOW = Refusal(
    phrase(
        "The message leaves now and can't have been said before: send it by itself, or leave the "
        "time empty."
    )
)


def resolve_case(
    *, case: Case, outcome: str, by: By, at: datetime, written: Written | None = None,
    contact_at: datetime | None = None, form: Form = NO_FORM,
) -> Answer:  # fmt: skip
    """The outcome is given; `written` is the message to the asker that goes with it (2.12).

    `contact_at` is when it was solved in a talk, if that was before `at` (2.6 B). One of us is
    refused while a field is empty that the desk wants filled in before; so it is for the closing
    and for our agreement to it.
    """
    if isinstance(by, Person) and (refused := not_to_close(case)):
        return refused
    if written and contact_at and contact_at < at:
        return LEAVES_NOW
    said = said_to_asker(case, written) if written else None
    if said and not said.written.recipients:
        return NO_ADDRESS
    command = Resolve(
        by=name_of(by), outcome=outcome, contact=contact_at, with_message=said is not None,
        message=said.ref if said else "",
    )  # fmt: skip
    return act(case, command, at, by=by, form=form, said=said, mailed=said is not None)


def agree_to_close(
    *, case: Case, by: By, at: datetime, says: str = "", form: Form = NO_FORM
) -> Answer:
    """The asker, or one of us, agrees to the closing (R-HFN-18)."""
    if isinstance(by, Person) and (refused := not_to_close(case)):
        return refused
    return act(case, Agree(by=name_of(by), says=says), at, by=by, form=form)


def decline_to_close(
    *, case: Case, by: By, at: datetime, says: str = "", form: Form = NO_FORM
) -> Answer:
    """The asker says that it is not solved."""
    return act(case, Decline(by=name_of(by), says=says), at, by=by, form=form)


def close_case(*, case: Case, by: By, at: datetime, form: Form = NO_FORM) -> Answer:
    """The case is closed, if its gates and agreements allow it (2.12)."""
    if isinstance(by, Person) and (refused := not_to_close(case)):
        return refused
    return act(case, CloseCase(by=name_of(by)), at, by=by, form=form)


def reopen_case(*, case: Case, by: By, at: datetime, form: Form = NO_FORM) -> Answer:
    """The same case goes on, within the charter's window (2.6 F)."""
    return act(case, Reopen(by=name_of(by)), at, by=by, form=form)


def hand_back(*, case: Case, reason: str, by: By, at: datetime, form: Form = NO_FORM) -> Answer:
    """Out of scope, with the reason; promises end without breach (R-HFN-21)."""
    return act(case, HandBack(by=name_of(by), reason=reason), at, by=by, form=form)

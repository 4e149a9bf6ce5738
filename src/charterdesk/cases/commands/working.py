"""Who works on a case, what it waits for, what has been found and done."""

from datetime import datetime

from charterdesk.accounts.models import Person
from charterdesk.cases.actors import By, name_of
from charterdesk.cases.answers import Answer
from charterdesk.cases.commands.acting import NO_FORM, Form, act
from charterdesk.cases.models import Case
from charterdesk.cases.store import moment
from charterdesk.engine.commands import (
    Activate,
    Approve,
    DoAct,
    EndApproval,
    JoinTier,
    RecordFact,
    Resume,
    SetOwner,
    Transfer,
    Wait,
)  # fmt: skip


def activate_case(*, case: Case, by: By, at: datetime, form: Form = NO_FORM) -> Answer:
    """Work has begun (R-ROX-20)."""
    return act(case, Activate(by=name_of(by)), at, by=by, form=form)


def set_owner(*, case: Case, to: Person, by: By, at: datetime, form: Form = NO_FORM) -> Answer:
    """The case gets another owner, if its tier may own it (R-ROX-10)."""
    return act(case, SetOwner(by=name_of(by), to=to.username), at, by=by, form=form)


def join_tier(*, case: Case, tier: str, by: By, at: datetime, form: Form = NO_FORM) -> Answer:
    """A tier helps; ownership stays (R-ROX-9)."""
    return act(case, JoinTier(by=name_of(by), tier=tier), at, by=by, form=form)


def transfer_case(*, case: Case, tier: str, by: By, at: datetime, form: Form = NO_FORM) -> Answer:
    """The case is passed to a tier (2.6 G)."""
    return act(case, Transfer(by=name_of(by), tier=tier), at, by=by, form=form)


def begin_waiting(
    *, case: Case, on: str, what: str, by: By, at: datetime, until: datetime | None = None,
    form: Form = NO_FORM,
) -> Answer:  # fmt: skip
    """We wait on customer, supplier, bug or date, `what` for, a date `until` it comes (T7)."""
    until = moment(until) if until else None
    return act(case, Wait(by=name_of(by), on=on, what=what, until=until), at, by=by, form=form)


def end_waiting(*, case: Case, by: By, at: datetime, form: Form = NO_FORM) -> Answer:
    """What we waited for is there."""
    return act(case, Resume(by=name_of(by)), at, by=by, form=form)


def record_facts(
    *, case: Case, facts: tuple[tuple[str, str], ...], by: By, at: datetime, form: Form = NO_FORM
) -> Answer:
    """(word, value) pairs in the words of the gates; the value "no" takes one off (2.12)."""
    return act(case, RecordFact(by=name_of(by), facts=facts), at, by=by, form=form)


def approve_act(*, case: Case, what: str, by: By, at: datetime, form: Form = NO_FORM) -> Answer:
    """The customer approves an act (R-HFN-16)."""
    return act(case, Approve(by=name_of(by), what=what), at, by=by, form=form)


def end_approval(
    *, case: Case, what: str, because: str, by: By, at: datetime, form: Form = NO_FORM
) -> Answer:
    """What was approved is over; the next time wants an approval of its own (R-HFN-16)."""
    return act(case, EndApproval(by=name_of(by), what=what, because=because), at, by=by, form=form)


def do_act(
    *, case: Case, name: str, by: By, at: datetime, automatic: bool = False, form: Form = NO_FORM
) -> Answer:
    """An act that a gate guards is done (R-HFN-12)."""
    return act(case, DoAct(by=name_of(by), act=name, automatic=automatic), at, by=by, form=form)

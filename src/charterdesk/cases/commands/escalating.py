"""The ladder: escalating, being reached, acknowledging, standing down (2.8)."""

from datetime import datetime

from charterdesk.cases.actors import DESK, By, name_of
from charterdesk.cases.answers import Answer
from charterdesk.cases.commands.acting import NO_FORM, Form, act
from charterdesk.cases.models import Case
from charterdesk.engine.commands import (
    Acknowledge,
    ConfirmReached,
    DeEscalate,
    Escalate,
    PassCall,
)


def escalate_case(
    *, case: Case, by: By, at: datetime, reason: str, ladder: str = "", step: str = "",
    form: Form = NO_FORM,
) -> Answer:  # fmt: skip
    """A formal escalation is declared; `step` is a level, "" the ladder's start (L1)."""
    command = Escalate(by=name_of(by), ladder=ladder, reason=reason, step=step)
    return act(case, command, at, by=by, form=form)


def confirm_reached(
    *, case: Case, who: tuple[str, ...], at: datetime, by: By = DESK, form: Form = NO_FORM
) -> Answer:
    """They answered the call or took the message (R-VOX-8); `who` are usernames or roles."""
    return act(case, ConfirmReached(by=name_of(by), who=who), at, by=by, form=form)


def acknowledge_call(
    *, case: Case, who: tuple[str, ...], by: By, at: datetime, form: Form = NO_FORM
) -> Answer:
    """They say that they have it: ends the calling of them, not the ladder (L4)."""
    return act(case, Acknowledge(by=name_of(by), who=who), at, by=by, form=form)


def pass_call(
    *, case: Case, who: tuple[str, ...], by: By, at: datetime, step: str = "", form: Form = NO_FORM
) -> Answer:
    """They can't take it: the next is called at once for the same roles (L3, 2.9)."""
    return act(case, PassCall(by=name_of(by), who=who, step=step), at, by=by, form=form)


def de_escalate(
    *, case: Case, reason: str, customer_agrees: bool, by: By, at: datetime,
    customer_asked: bool = False, form: Form = NO_FORM,
) -> Answer:  # fmt: skip
    """The ladder ends before the case is resolved, with the customer's consent (L5)."""
    command = DeEscalate(
        by=name_of(by), reason=reason, customer_agrees=customer_agrees,
        customer_asked=customer_asked,
    )  # fmt: skip
    return act(case, command, at, by=by, form=form)

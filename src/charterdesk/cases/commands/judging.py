"""What the customer thinks of replies and of the case, and what they don't approve."""

from datetime import datetime

from charterdesk.cases.actors import By, name_of
from charterdesk.cases.answers import Answer
from charterdesk.cases.commands.acting import NO_FORM, Form, act
from charterdesk.cases.models import Case
from charterdesk.engine.commands import Rate, RefuseApproval


def rate_reply(
    *, case: Case, of: str, is_clear: bool, says: str, by: By, at: datetime, form: Form = NO_FORM
) -> Answer:
    """The reply `of` was clear or not (R-BIC-8); the owner hears of one that was not."""
    command = Rate(by=name_of(by), of=of, score=int(is_clear), says=says)
    return act(case, command, at, by=by, form=form)


def rate_case(
    *, case: Case, score: int, says: str, by: By, at: datetime, form: Form = NO_FORM
) -> Answer:
    """How it went, from 1 to 5, once the case has ended."""
    return act(case, Rate(by=name_of(by), score=score, says=says), at, by=by, form=form)


def refuse_approval(
    *, case: Case, what: str, says: str, by: By, at: datetime, form: Form = NO_FORM
) -> Answer:
    """The customer does not approve an act, or not any more; the word is answered (R-HFN-16)."""
    return act(case, RefuseApproval(by=name_of(by), what=what, says=says), at, by=by, form=form)

"""What the customer says of replies and of the case, what they don't approve, who may ask."""

from datetime import datetime

from django.core.exceptions import PermissionDenied

from charterdesk.accounts.models import Person
from charterdesk.cases.actors import Asker, By, name_of
from charterdesk.cases.answers import Answer
from charterdesk.cases.commands.acting import NO_FORM, Form, act
from charterdesk.cases.judges import is_judge
from charterdesk.cases.models import Case
from charterdesk.customers.models import Contact
from charterdesk.engine.commands import JudgeAsker, Rate, RefuseApproval


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


def judge_asker(
    *, case: Case, permitted: bool, says: str, by: Contact, at: datetime, form: Form = NO_FORM
) -> Answer:
    """An authorised contact says whether the asker may ask; the owner is told (R-TER-6).

    Raises PermissionDenied for a contact who is not authorised for the case's customer.
    """
    if not is_judge(case, by):
        raise PermissionDenied
    command = JudgeAsker(permitted=permitted, judge=by.name, says=says)
    return act(case, command, at, by=Asker(by.name, by), form=form)


def record_judgement(
    *, case: Case, permitted: bool, judge: str, says: str, by: Person, at: datetime,
    form: Form = NO_FORM,
) -> Answer:  # fmt: skip
    """What `judge`, somebody of the customer's, told one of us about the asker (R-TER-6)."""
    command = JudgeAsker(by=name_of(by), permitted=permitted, judge=judge.strip(), says=says)
    return act(case, command, at, by=by, form=form)

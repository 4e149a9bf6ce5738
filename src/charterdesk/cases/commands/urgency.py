"""How urgent a case is, what kind of matter, under which contract and charter (2.6 A, D, I, J)."""

from datetime import datetime

from charterdesk.cases.actors import By, name_of
from charterdesk.cases.answers import Answer, Done
from charterdesk.cases.commands.acting import NO_FORM, Form, act
from charterdesk.cases.models import Case
from charterdesk.customers.models import Contract
from charterdesk.engine.commands import ChangeCharter, ChangeContract, Classify, SetPriority
from charterdesk.engine.commands_matter import SetMatter


def set_priority(
    *, case: Case, to: str, reason: str, by: By, at: datetime, form: Form = NO_FORM
) -> Answer:
    """The case goes to another row; one that only an escalation reaches is escalated to (2.6 J)."""
    return act(case, SetPriority(by=name_of(by), to=to, reason=reason), at, by=by, form=form)


def classify(
    *, case: Case, axes: tuple[tuple[str, str], ...], by: By, at: datetime, form: Form = NO_FORM
) -> Answer:
    """Words on the axes of the charter's matrix, which gives the priority (R-HFN-8, R-TER-9)."""
    return act(case, Classify(by=name_of(by), axes=axes), at, by=by, form=form)


def set_matter(
    *, case: Case, words: tuple[tuple[str, str], ...], reason: str, by: By, at: datetime,
    form: Form = NO_FORM,
) -> Answer:  # fmt: skip
    """Another `kind` of matter or `type` of request, "" for not said (R-TER-8, R-TER-10).

    No promise moves by it.
    """
    return act(case, SetMatter(by=name_of(by), words=words, reason=reason), at, by=by, form=form)


def change_contract(
    *, case: Case, to: str, contract: Contract | None, by: By, at: datetime
) -> Answer:
    """The case runs under another contract; `to` is the engine's word for it."""
    answer = act(case, ChangeContract(by=name_of(by), to=to), at, by=by)
    if isinstance(answer, Done):
        Case.objects.filter(pk=case.pk).update(contract=contract)
    return answer


def change_charter(*, case: Case, version: int, by: By, at: datetime) -> Answer:
    """The case is moved to another version of its charter, on purpose (2.6 D). Raises NoCharter."""
    return act(case, ChangeCharter(by=name_of(by), version=version), at, by=by)

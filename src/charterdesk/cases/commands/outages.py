"""Several cases of one outage: put under a parent, taken out, told and resolved together (2.10).

What is done to many is done to each in its own transaction, with an answer for each; pressed twice
it is done once.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from charterdesk.accounts.models import Person
from charterdesk.cases.actors import By, name_of
from charterdesk.cases.answers import Answer, Done, Held
from charterdesk.cases.carrying import carried_on
from charterdesk.cases.commands.acting import NO_FORM, Form, act
from charterdesk.cases.commands.ending import resolve_case
from charterdesk.cases.commands.opening import NOT_OPENED, open_outage_case
from charterdesk.cases.commands.writing import said_to_asker, send_reply
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case
from charterdesk.cases.queries.outages import children_of
from charterdesk.cases.store import Loaded, decide_loaded, load
from charterdesk.charters.queries import charter_in_force
from charterdesk.engine.commands import (
    JoinOutage,
    LeaveOutage,
    ReleaseChild,
    Reply,
    TakeChild,
)
from charterdesk.engine.decide import Refusal
from charterdesk.engine.phrase import phrase

ITSELF = Refusal(phrase("A case is not its own outage: name another one."))
OTHER_CHARTER = Refusal(
    phrase("The case is under another charter than the outage, whose ladder can't call for it.")
)
NONE = Refusal(phrase("No case was ticked that could be put under an outage."))
Answered = tuple[Case, Answer]


def attach_case(*, case: Case, parent: Case, by: By, at: datetime) -> Answer:
    """`case` is of the outage `parent`, which calls in its place. Twice is once."""
    if case.pk == parent.pk:
        return ITSELF
    if case.charter != parent.charter:
        return OTHER_CHARTER
    with transaction.atomic():
        child, above = _both(case.pk, parent.pk)
        taken, _ = decide_loaded(above, TakeChild(by=name_of(by), child=case.number), at)
        if taken.refused:
            return taken.refused
        joined, child = decide_loaded(child, JoinOutage(by=name_of(by), parent=parent.number), at)
        if joined.refused:
            transaction.set_rollback(True)
            return joined.refused
        return Done(carried_on(child, [joined], at).row, joined)


def detach_case(*, case: Case, by: By, at: datetime, reason: str = "") -> Answer:
    """`case` stands for itself again; its own ladder goes on where one runs (L6)."""
    with transaction.atomic():
        found = Case.objects.filter(pk=case.pk).values_list("parent", flat=True).first()
        child, above = _both(case.pk, found or case.pk)
        decision, child = decide_loaded(child, LeaveOutage(by=name_of(by), reason=reason), at)
        if decision.refused:
            return decision.refused
        decide_loaded(above, ReleaseChild(by=name_of(by), child=case.number), at)
        return Done(child.row, decision)


def open_outage(
    *, cases: Sequence[Case], written: Written, by: By, at: datetime, form: Form = NO_FORM
) -> tuple[Answer, list[Answered]]:
    """A new case that is the outage of these, as urgent as the most urgent of them.

    Nobody waits for its answer; the cases under another charter are refused by name.
    """
    if not cases:
        return NONE, []
    first = min(cases, key=lambda case: (case.priority_rank, case.opened_at, case.pk))
    charter = charter_in_force(first.charter, at)
    opened = open_outage_case(
        charter=charter, channel=first.channel, priority=first.priority, written=written, by=by,
        at=at, form=form,
    )  # fmt: skip
    if isinstance(opened, Held):
        return NOT_OPENED, []
    if not isinstance(opened, Done):
        return opened, []
    parent = opened.case
    return opened, [(c, attach_case(case=c, parent=parent, by=by, at=at)) for c in cases]


def update_children(
    *, parent: Case, written: Written, by: Person, at: datetime, form: Form = NO_FORM
) -> tuple[Answer, list[Answered]]:
    """One public update on the outage and, as a reply in its own thread, on each case of it.

    Each keeps that case's promises as any human reply does (2.5).
    """
    whole = _update_parent(parent, written, by, at, form)
    if not isinstance(whole, Done):
        return whole, []

    def send(case: Case, mine: Form) -> Answer:
        plain = replace(written, recipients=(), subject="")
        return send_reply(case=case, written=plain, by=by, at=at, form=mine)

    return whole, _each(parent, form, send)


def resolve_children(
    *, parent: Case, outcome: str, written: Written | None, by: Person, at: datetime,
    form: Form = NO_FORM,
) -> list[Answered]:  # fmt: skip
    """Every open case of the outage is resolved with the same outcome, or refused by its gates."""

    def resolve(case: Case, mine: Form) -> Answer:
        plain = replace(written, recipients=(), subject="") if written else None
        return resolve_case(case=case, outcome=outcome, by=by, at=at, written=plain, form=mine)

    return _each(parent, form, resolve)


def _each(parent: Case, form: Form, do: Callable[[Case, Form], Answer]) -> list[Answered]:
    answers = []
    for case in children_of(parent):
        key = f"{form.key}/{case.number}" if form.key else ""
        answers.append((case, do(case, Form(key=key))))
    return answers


def _update_parent(parent: Case, written: Written, by: Person, at: datetime, form: Form) -> Answer:
    """On the outage itself it is mailed only where somebody asked in it."""
    said = said_to_asker(parent, written)
    command = Reply(by=name_of(by), message=said.ref)
    mailed = bool(said.written.recipients)
    return act(parent, command, at, by=by, form=form, said=said, mailed=mailed)


def _both(one: int, other: int) -> tuple[Loaded, Loaded]:
    """Both cases under lock, the older first, as everybody locks two (`merge_case`)."""
    loaded = {pk: load(pk, for_update=True) for pk in sorted({one, other})}
    return loaded[one], loaded[other]

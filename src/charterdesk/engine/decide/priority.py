"""Priority, matrix, contract, charter version: which row the case follows (2.6 A, D, I, J)."""

from charterdesk.engine import commands as co
from charterdesk.engine import events as ev
from charterdesk.engine.decide import ladders, moments
from charterdesk.engine.decide.decision import Because
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.decide.escalation import escalate
from charterdesk.engine.decide.telling import Notice, tell
from charterdesk.engine.intents import CONTACT
from charterdesk.engine.phrase import Phrase, phrase
from charterdesk.engine.status import status_word

LAST_PART = 0.25


def set_priority(draft: Draft, command: co.SetPriority) -> None:
    """Another row, by those whom `set_by` names, with a reason where it says so."""
    names = tuple(priority.name for priority in draft.charter.priorities)
    if command.to not in names:
        draft.refuse(
            phrase(
                "There is no priority %(word)s; the charter has %(known)s.",
                word=command.to,
                known=names,
            )
        )
    elif draft.case.is_over:
        status = status_word(draft.case.status)
        draft.refuse(phrase("The case is %(status)s; reopen it first.", status=status))
    elif command.to != draft.case.priority and _may_set(draft, command):
        _go_to(draft, command)


def classify(draft: Draft, command: co.Classify) -> None:
    """Words on the matrix' axes; the matrix gives the priority (R-HFN-8, R-TER-9)."""
    matrix = draft.charter.matrix
    if matrix is None:
        draft.refuse(phrase("This charter has no matrix; set the priority instead."))
        return
    words = {**draft.case.axes, **dict(command.axes)}
    row, column = words.get(matrix.row_axis, ""), words.get(matrix.column_axis, "")
    priority = matrix.priority(row, column)
    if priority is None:
        draft.refuse(
            phrase(
                "The matrix needs %(row)s (%(rows)s) and %(column)s (%(columns)s).",
                row=matrix.row_axis,
                rows=tuple(matrix.rows),
                column=matrix.column_axis,
                columns=tuple(matrix.columns),
            ),
            place=matrix.place,
        )
        return
    draft.record(
        ev.Classified(at=draft.at, recorded_at=draft.at, by=draft.actor, axes=command.axes)
    )
    if priority != draft.case.priority:
        _change(draft, priority, "by the matrix")


def change_contract(draft: Draft, command: co.ChangeContract) -> None:
    """Another contract or level: its rows, its ladders; its start is told (R-VOX-3)."""
    contract = draft.charter.contract(command.to)
    if contract is None:
        draft.refuse(
            phrase(
                "There is no contract %(word)s; the charter has %(known)s.",
                word=command.to,
                known=tuple(draft.charter.contracts) or (phrase("none"),),
            )
        )
        return
    draft.record(
        ev.ContractChanged(at=draft.at, recorded_at=draft.at, by=draft.actor, to=command.to)
    )
    matrix = draft.charter.matrix
    if matrix is not None and matrix.column_axis == "contract" and draft.case.axes:
        level = command.to if command.to in matrix.columns else "none"
        classify(draft, co.Classify(axes=(("contract", level),)))
    if contract.starts:
        text = f"The contract {contract.name} starts ({contract.starts})."
        moments.moment(draft, "contract starts", text, draft.at)
    ladders.start_by_priority(draft, draft.at)


def change_charter(draft: Draft, command: co.ChangeCharter) -> None:
    """The case is moved to another version, on purpose (2.6 D)."""
    if command.version != draft.charter.version:
        draft.refuse(
            phrase(
                "Version %(number)s of the charter %(charter)s is not at hand.",
                number=command.version,
                charter=draft.charter.name,
            )
        )
        return
    missing = _not_in(draft)
    if missing is not None:
        draft.refuse(
            phrase(
                "Version %(number)s has no %(word)s, which this case needs.",
                number=command.version,
                word=missing,
            )
        )
        return
    draft.record(
        ev.CharterChanged(
            at=draft.at, recorded_at=draft.at, by=draft.actor, version=command.version
        )
    )


def _not_in(draft: Draft) -> Phrase | None:
    """What the case is under and the version does not know: its row, a ladder that runs."""
    if draft.case.priority not in {p.name for p in draft.charter.priorities}:
        return phrase("priority %(name)s", name=draft.case.priority)
    gone = (run.ladder for run in draft.case.runs if run.ladder not in draft.charter.ladders)
    name = next(gone, None)
    return None if name is None else phrase("ladder %(name)s", name=name)


def _may_set(draft: Draft, command: co.SetPriority) -> bool:
    who = "customer" if draft.by_customer else "desk"
    rule = next((rule for rule in draft.charter.set_by if rule.who == who), None)
    if rule is None and draft.charter.set_by:
        draft.refuse(
            phrase(
                "The %(who)s may not set the priority; it is set by %(known)s.",
                who=who,
                known=tuple(rule.who for rule in draft.charter.set_by),
            )
        )
    elif not command.reason and (
        (rule is not None and rule.with_reason)
        or draft.charter.priority(command.to).only_by_escalation
        or _is_lowered_late(draft, command.to)
    ):
        said = phrase("Setting the priority to %(word)s needs a reason.", word=command.to)
        draft.refuse(said, "reason")
    return draft.refused is None


def _go_to(draft: Draft, command: co.SetPriority) -> None:
    """A row that only an escalation reaches is thereby escalated to (2.6 J)."""
    to = draft.charter.priority(command.to)
    if to.only_by_escalation and to.rank < draft.charter.priority(draft.case.priority).rank:
        again = co.Escalate(by=draft.actor, reason=command.reason)
        escalate(draft, again, to_priority=command.to)
        return
    late = _is_lowered_late(draft, command.to)
    was = draft.case.priority
    _change(draft, command.to, command.reason)
    if late:
        _report_late(draft, was, command)


def _change(draft: Draft, priority: str, reason: str) -> None:
    was = draft.case.priority
    draft.record(
        ev.PrioritySet(
            at=draft.at, recorded_at=draft.at, by=draft.actor, priority=priority, reason=reason
        )
    )
    said = phrase("Priority %(priority)s.", priority=priority)
    if reason:
        said = phrase("Priority %(priority)s: %(reason)s.", priority=priority, reason=reason)
    draft.explain(Because(said, draft.charter.priority(priority).place))
    ladders.end_by_lowering(draft)
    if draft.charter.priority(priority).rank < draft.charter.priority(was).rank:
        moments.raised(draft)
    ladders.start_by_priority(draft, draft.at)
    _tell_chooser(draft, priority, reason)


def _tell_chooser(draft: Draft, priority: str, reason: str) -> None:
    """A customer who may choose the priority is told when the desk corrects it (R-ROX-3)."""
    chooses = any(rule.who == "customer" for rule in draft.charter.set_by)
    if chooses and not draft.by_customer:
        text = f"The priority of your case is now {priority}: {reason}."
        notice = Notice(rule="priority", about="priority", text=text, due_at=draft.at)
        tell(draft, (CONTACT,), notice)


def _is_lowered_late(draft: Draft, to: str) -> bool:
    """Lowering inside the last quarter of a promise that runs (2.6 A)."""
    rank = {priority.name: priority.rank for priority in draft.charter.priorities}
    if rank[to] <= rank[draft.case.priority]:
        return False
    return any(
        promise.is_open and promise.breached_at is None and promise.is_in_last(LAST_PART, draft.at)
        for promise in draft.case.promises
    )


def _report_late(draft: Draft, was: str, command: co.SetPriority) -> None:
    text = f"Lowered from {was} to {command.to} in the last quarter: {command.reason}"
    draft.record(ev.Reported(at=draft.at, recorded_at=draft.at, by=draft.actor, text=text))
    notice = Notice(rule="lowered late", about="lowered late", text=text, due_at=draft.at)
    tell(draft, (draft.charter.last_resort,), notice)

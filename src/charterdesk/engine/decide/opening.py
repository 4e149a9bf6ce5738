"""How a case begins: asked for, held, released, or opened by an escalation (2.6 B, J)."""

from datetime import datetime

from charterdesk.engine import commands as co
from charterdesk.engine import events as ev
from charterdesk.engine.charter.values import Channel
from charterdesk.engine.decide import ladders, moments
from charterdesk.engine.decide.backdating import may_be_written_down
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.decide.escalation import escalate
from charterdesk.engine.decide.people import own_if_first
from charterdesk.engine.decide.telling import Notice, tell
from charterdesk.engine.intents import CONTACT

Axes = tuple[tuple[str, str], ...]


def open_case(draft: Draft, command: co.OpenCase) -> None:
    """A case is asked for; a stranger's message may only be held."""
    channel = draft.charter.channels.get(command.channel)
    if channel is None:
        names = ", ".join(draft.charter.channels)
        draft.refuse(f"There is no channel {command.channel}; the charter has {names}.")
    elif draft.case.exists:
        draft.refuse("The case is open already.")
    elif not command.registered and draft.charter.askers.registered_only:
        _hold(draft, command, channel)
    elif may_be_written_down(draft, command.contact):
        _open(draft, command, channel)


def register(draft: Draft, command: co.Register) -> None:
    """The address is registered: mail held for it becomes a case now (A6)."""
    kept = draft.charter.askers.hold
    held = next((h for h in draft.case.held if h.asker == command.asker), None)
    if held is None or draft.case.exists or (kept is not None and draft.at - held.at > kept):
        draft.refuse(f"No mail of {command.asker} is held.")
        return
    again = co.OpenCase(channel=held.channel, asker=held.asker, subject=held.subject)
    _open(draft, again, draft.charter.channels[held.channel])


def open_for_escalation(draft: Draft) -> None:
    """Where the gate says `otherwise: open one`, the escalation opens the case (R-VOX-6)."""
    for channel in draft.charter.channels.values():
        if not channel.machine and not channel.escalates and not channel.sets_priority:
            _open(draft, co.OpenCase(channel=channel.name, by=draft.actor), channel)
            return


def _open(draft: Draft, command: co.OpenCase, channel: Channel) -> None:
    at = command.contact or draft.at
    axes = _with_contract(draft, command)
    priority = _priority(draft, command, channel, axes)
    wanted = draft.charter.priority(priority)
    row = _lower_row(draft, priority) if wanted.only_by_escalation else priority
    draft.record(
        ev.CaseOpened(
            at=at,
            recorded_at=draft.at,
            by=command.by,
            channel=channel.name,
            priority=row,
            contract=command.contract,
            asker=command.asker,
            subject=command.subject,
            axes=axes,
            marks=tuple(dict.fromkeys((*channel.marks, *command.marks))),
            answered=_answered(draft, command, channel),
            authorised=command.registered,
            message=command.message,
            zone=command.zone,
            split_from=command.split_from,
            version=draft.charter.version,
        )
    )
    if command.answered:
        own_if_first(draft, command.by or draft.someone(draft.desk), at)
    _tell_opened(draft, command, at)
    if wanted.only_by_escalation:
        reason = command.subject or "asked for when the case was opened"
        escalate(draft, co.Escalate(by=command.by, reason=reason), to_priority=priority)
    else:
        ladders.start_by_priority(draft, at)
    if channel.escalates:
        reason = command.subject or f"written to {channel.address or channel.name}"
        step = channel.escalates_step
        escalate(draft, co.Escalate(ladder=channel.escalates, step=step, reason=reason))


def _answered(draft: Draft, command: co.OpenCase, channel: Channel) -> bool:
    """A live talk with one of us; a machine is nobody to talk to."""
    return command.answered and not (command.by and draft.is_machine(command.by))


def _tell_opened(draft: Draft, command: co.OpenCase, at: datetime) -> None:
    subject = f": {command.subject}" if command.subject else ""
    moments.moment(draft, "opened", f"A case was opened{subject}", draft.at)
    askers = draft.charter.askers
    if not command.registered and askers.authorised_only_under_contract and _is_paid(draft):
        text = "Somebody who is not authorised under the contract asks; may this person ask?"
        tell(
            draft,
            (CONTACT,),
            Notice(rule="not authorised", about="not authorised", text=text, due_at=at),
        )


def _is_paid(draft: Draft) -> bool:
    """Under a contract that has levels other than none."""
    contract = draft.charter.contract(draft.case.contract)
    return contract is not None and contract.name != "none"


def _hold(draft: Draft, command: co.OpenCase, channel: Channel) -> None:
    """Kept, not lost; the account manager is told, and whoever an emergency wakes."""
    draft.record(
        ev.MailHeld(
            at=draft.at,
            recorded_at=draft.at,
            channel=channel.name,
            asker=command.asker,
            subject=command.subject,
        )
    )
    askers = draft.charter.askers
    text = f"Mail of {command.asker or 'an unregistered address'} is held: not registered."
    words = (("asker", command.asker),)
    tell(
        draft,
        askers.tell,
        Notice(rule="held", about="held", text=text, due_at=draft.at, words=words),
    )
    priority = _of_channel(draft, command, channel)
    for rule in draft.charter.tells:
        if rule.when == "opened" and priority and rule.if_priority == priority:
            notice = Notice(
                rule="held",
                about="held",
                text=text,
                due_at=draft.at,
                means=rule.means,
                words=words,
            )
            tell(draft, tuple(name for name in rule.who if name != CONTACT), notice)
    sender = (
        "Your mail is held: your address is not registered with us; your account manager was told."
    )
    tell(draft, (CONTACT,), Notice(rule="held", about="held mail", text=sender, due_at=draft.at))


def _priority(draft: Draft, command: co.OpenCase, channel: Channel, axes: Axes) -> str:
    """The priority at the start: channel, matrix, the customer's or the desk's choice, default."""
    by_channel = _of_channel(draft, command, channel)
    if by_channel:
        draft.explain(f"Priority {by_channel}, because the channel sets it.", channel.place)
        return by_channel
    if command.priority and _may_choose(draft, command, channel):
        return command.priority
    matrix = draft.charter.matrix
    by_matrix = _of_matrix(draft, axes)
    if matrix is not None and by_matrix:
        draft.explain(f"Priority {by_matrix} by the matrix.", matrix.place)
        return by_matrix
    return draft.charter.default_priority


def _of_channel(draft: Draft, command: co.OpenCase, channel: Channel) -> str:
    if channel.sets_priority:
        return channel.sets_priority
    for other in draft.charter.channels.values():
        if other.subject_has and other.subject_has.casefold() in command.subject.casefold():
            return other.sets_priority
    return ""


def _may_choose(draft: Draft, command: co.OpenCase, channel: Channel) -> bool:
    """The customer may choose where `set_by` says so; one of us, or a machine, may always."""
    if command.priority not in {priority.name for priority in draft.charter.priorities}:
        draft.explain(f"There is no priority {command.priority}; the default is taken.")
        return False
    ours = command.answered or channel.machine or command.by not in ("", ev.CUSTOMER)
    return ours or any(rule.who == "customer" for rule in draft.charter.set_by)


def _with_contract(draft: Draft, command: co.OpenCase) -> Axes:
    """The axes with the contract's level, where the matrix has that axis (R-TER-9)."""
    matrix = draft.charter.matrix
    if matrix is None or matrix.column_axis != "contract":
        return command.axes
    level = command.contract if command.contract in matrix.columns else "none"
    return (*command.axes, ("contract", level))


def _of_matrix(draft: Draft, axes: Axes) -> str:
    matrix, words = draft.charter.matrix, dict(axes)
    if matrix is None:
        return ""
    return matrix.priority(words.get(matrix.row_axis, ""), words.get(matrix.column_axis, "")) or ""


def _lower_row(draft: Draft, priority: str) -> str:
    """The row from which an escalation raises: the default, or the next lower one."""
    rank = draft.charter.priority(priority).rank
    default = draft.charter.priority(draft.charter.default_priority)
    if default.rank > rank:
        return default.name
    lower = [p for p in draft.charter.priorities if p.rank > rank and not p.only_by_escalation]
    return lower[0].name if lower else priority

"""How a case begins: asked for, held, released, or opened by an escalation (2.6 B, J)."""

from datetime import datetime

from charterdesk.engine import commands as co
from charterdesk.engine import events as ev
from charterdesk.engine.charter.values import Channel, Priority
from charterdesk.engine.decide import choosing, ladders, moments, outages
from charterdesk.engine.decide.backdating import may_be_written_down
from charterdesk.engine.decide.decision import Because
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.decide.escalation import escalate
from charterdesk.engine.decide.people import own_if_first
from charterdesk.engine.decide.telling import Notice, tell
from charterdesk.engine.intents import CONTACT
from charterdesk.engine.phrase import phrase


def open_case(draft: Draft, command: co.OpenCase) -> None:
    """A case is asked for; a stranger's message may only be held."""
    channel = draft.charter.channels.get(command.channel)
    if channel is None:
        draft.refuse(
            phrase(
                "There is no channel %(word)s; the charter has %(known)s.",
                word=command.channel,
                known=tuple(draft.charter.channels),
            )
        )
    elif draft.case.exists:
        draft.refuse(phrase("The case is open already."))
    elif not command.registered and draft.charter.askers.registered_only:
        _hold(draft, command, channel)
    elif command.split_from or may_be_written_down(draft, command.contact, command.confirmed_by):
        _open(draft, command, channel)


def register(draft: Draft, command: co.Register) -> None:
    """The address is registered: mail held for it becomes a case now (A6)."""
    kept = draft.charter.askers.hold
    held = next((h for h in draft.case.held if h.asker == command.asker), None)
    if held is None or draft.case.exists or (kept is not None and draft.at - held.at > kept):
        draft.refuse(phrase("No mail of %(asker)s is held.", asker=command.asker))
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
    priority = _priority(draft, command, channel)
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
            axes=choosing.axes_of(draft.charter, command),
            marks=tuple(dict.fromkeys((*channel.marks, *command.marks))),
            answered=_answered(draft, command, channel),
            authorised=command.registered,
            message=command.message,
            zone=command.zone,
            split_from=command.split_from,
            version=draft.charter.version,
            outage=command.outage,
            confirmed_by=command.confirmed_by,
        )
    )
    _begin_with(draft, command)
    if command.answered:
        own_if_first(draft, command.by or draft.someone(draft.desk), at)
    _tell_opened(draft, command, at)
    if wanted.only_by_escalation:
        _explain_escalation(draft, wanted, row)
        reason = command.reason or command.subject or "asked for when the case was opened"
        escalate(draft, co.Escalate(by=command.by, reason=reason), to_priority=priority)
    else:
        ladders.start_by_priority(draft, at)
    _escalate_by_channel(draft, command, channel)


def _escalate_by_channel(draft: Draft, command: co.OpenCase, channel: Channel) -> None:
    """What comes in by such a channel is an escalation by itself, but not what is split off."""
    if channel.escalates and not command.split_from:
        reason = command.subject or f"written to {channel.address or channel.name}"
        step = channel.escalates_step
        escalate(draft, co.Escalate(ladder=channel.escalates, step=step, reason=reason))


def _begin_with(draft: Draft, command: co.OpenCase) -> None:
    """The outage that it is of, and what was said in the case from which it was split (2.6 E)."""
    if command.of_outage:
        outages.join(draft, co.JoinOutage(parent=command.of_outage))
    for one in command.since:
        _said_before(draft, one)


def _said_before(draft: Draft, one: co.Before) -> None:
    """At its own time, recorded now (2.6 B)."""
    if one.by == ev.CUSTOMER:
        draft.record(
            ev.CustomerWrote(
                at=one.at,
                recorded_at=draft.at,
                by=ev.CUSTOMER,
                message=one.message,
                channel=one.channel,
            )
        )
        return
    draft.record(
        ev.ReplySent(at=one.at, recorded_at=draft.at, by=one.by, message=one.message, live=one.live)
    )
    own_if_first(draft, one.by, one.at)


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
    priority = choosing.of_channel(draft.charter, command, channel)
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


def _priority(draft: Draft, command: co.OpenCase, channel: Channel) -> str:
    """The priority at the start; every clause that was tried is explained."""
    given = ""
    for one in choosing.tries(draft.charter, command, channel):
        draft.explain(Because(one.said, one.place, bool(one.priority)))
        given = one.priority
    return given


def _explain_escalation(draft: Draft, wanted: Priority, row: str) -> None:
    said = phrase(
        "Only an escalation reaches %(priority)s: the case opens as %(row)s and is escalated.",
        priority=wanted.name,
        row=row,
    )
    draft.explain(Because(said, wanted.place))


def _lower_row(draft: Draft, priority: str) -> str:
    """The row from which an escalation raises: the default, or the next lower one."""
    rank = draft.charter.priority(priority).rank
    default = draft.charter.priority(draft.charter.default_priority)
    if default.rank > rank:
        return default.name
    lower = [p for p in draft.charter.priorities if p.rank > rank and not p.only_by_escalation]
    return lower[0].name if lower else priority

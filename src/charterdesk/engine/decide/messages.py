"""Messages in and out, and what follows from them (2.5, 2.6 C, F, 2.11)."""

from charterdesk.engine import commands as co
from charterdesk.engine import events as ev
from charterdesk.engine.decide import ladders, moments
from charterdesk.engine.decide.backdating import may_be_written_down
from charterdesk.engine.decide.decision import Because
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.decide.escalation import escalate
from charterdesk.engine.decide.people import own_if_first
from charterdesk.engine.decide.reopening import may_reopen, reopen_by_message
from charterdesk.engine.decide.telling import OWNER, Notice, tell, tell_person
from charterdesk.engine.intents import OpenLinked
from charterdesk.engine.phrase import phrase


def customer_writes(draft: Draft, command: co.CustomerWrites) -> None:
    """A message from the customer; after the window for reopening it opens a new, linked case."""
    ended = draft.case.is_over or draft.case.is_resolved
    if ended and not command.automatic and not may_reopen(draft):
        draft.intents.append(
            OpenLinked(
                channel=command.channel or draft.case.channel,
                subject=command.subject,
                asker=command.asker or draft.case.asker,
                message=command.message,
            )
        )
        said = phrase("The window for reopening is over: the message opens a new, linked case.")
        draft.explain(Because(said, draft.charter.closing.place, about="message"))
        return
    marked = _new_mark(draft, command.subject)
    draft.record(
        ev.CustomerWrote(
            at=draft.at,
            recorded_at=draft.at,
            by=ev.CUSTOMER,
            message=command.message,
            channel=command.channel,
            subject=command.subject,
            automatic=command.automatic,
            asker=command.asker,
        )
    )
    if not command.automatic:
        _follow_human_message(draft, command)
        if marked:
            _raise_to(draft, marked)


def reply(draft: Draft, command: co.Reply) -> None:
    """A human, public message of ours, or a live talk; backdated if it took place earlier."""
    if not may_be_written_down(draft, command.contact):
        return
    automatic = draft.is_machine(draft.actor)
    draft.record(
        ev.ReplySent(
            at=command.contact or draft.at,
            recorded_at=draft.at,
            by=draft.actor,
            message=command.message,
            automatic=automatic,
            live=command.live,
        )
    )
    if not automatic:
        own_if_first(draft, draft.actor, command.contact or draft.at)
        moments.moment(draft, "reply", "Was this reply clear?", draft.at)
        ladders.inform_of_update(draft)


def automatic(draft: Draft, command: co.SendAutomatic) -> None:
    """An automatic public message: never a response (2.5)."""
    draft.record(
        ev.ReplySent(at=draft.at, recorded_at=draft.at, message=command.message, automatic=True)
    )


def note(draft: Draft, command: co.AddNote) -> None:
    """A note keeps no promise; whoever it names is told of it."""
    draft.record(
        ev.NoteAdded(at=draft.at, recorded_at=draft.at, by=draft.actor, message=command.message)
    )
    notice = Notice(
        rule=f"mention {command.message}", about="mention", text="You are named in a note.",
        due_at=draft.at, words=command.words, always=True,
    )  # fmt: skip
    for person in dict.fromkeys(command.mentions):
        tell_person(draft, person, (), notice)


def bounce(draft: Draft, command: co.ReportBounce) -> None:
    """A message that never arrived is void; the owner is told (2.6 C)."""
    draft.record(ev.DeliveryFailed(at=draft.at, recorded_at=draft.at, of=command.of))
    text = "A message to the customer was not delivered (undelivered); its promise runs on."
    notice = Notice(
        rule=f"undelivered {command.of}", about="undelivered", text=text, due_at=draft.at
    )
    tell(draft, (OWNER,), notice)


def withdraw(draft: Draft, command: co.WithdrawReply) -> None:
    """A reply taken back before it was sent is void: its promise runs on (as in 2.6 C)."""
    sent = (event for event in draft.case.history if isinstance(event, ev.ReplySent))
    meant = next((event for event in sent if event.message == command.of), None)
    if meant is None or meant.live or meant.automatic or command.of in draft.case.void:
        draft.refuse(phrase("There is no reply that could be taken back."))
        return
    draft.record(
        ev.ReplyWithdrawn(at=draft.at, recorded_at=draft.at, by=draft.actor, of=command.of)
    )


def _tell_contact_of_ours(draft: Draft) -> None:
    """The owner, where the charter makes them the contact; while away, the tier too (R-ROX-8)."""
    tier = next((one for one in draft.charter.tiers if one.contact_is_owner), None)
    if tier is None or not draft.case.owner:
        return
    here = {
        person
        for role in tier.roles
        for person in draft.rota.on_duty(role, draft.at, draft.case.asker)
    }
    who = (OWNER,) if draft.case.owner in here else (OWNER, *tier.roles)
    text = "The customer has written."
    tell(draft, who, Notice(rule="wrote", about="wrote", text=text, due_at=draft.at))


def _follow_human_message(draft: Draft, command: co.CustomerWrites) -> None:
    """What a person's message sets going; first, who of us is their contact hears of it."""
    _tell_contact_of_ours(draft)
    if draft.case.is_resolved or draft.case.is_over:
        reopen_by_message(draft)
    channel = draft.charter.channels.get(command.channel)
    if channel is None:
        return
    if channel.escalates:
        reason = command.subject or f"written to {channel.address or channel.name}"
        step = channel.escalates_step
        escalate(
            draft, co.Escalate(by=ev.CUSTOMER, ladder=channel.escalates, step=step, reason=reason)
        )
    elif channel.sets_priority:
        _raise_to(draft, channel.sets_priority)


def _new_mark(draft: Draft, subject: str) -> str:
    """The priority of a mark in the subject, if no earlier subject of the case bore it (M8)."""
    earlier = [draft.case.subject.casefold()] + [
        event.subject.casefold()
        for event in draft.case.history
        if isinstance(event, ev.CustomerWrote)
    ]
    for channel in draft.charter.channels.values():
        mark = channel.subject_has.casefold()
        if mark and mark in subject.casefold() and not any(mark in text for text in earlier):
            return channel.sets_priority
    return ""


def _raise_to(draft: Draft, priority: str) -> None:
    """A mark or an address raises the priority; neither ever lowers it."""
    ranks = {p.name: p.rank for p in draft.charter.priorities}
    if ranks[priority] < ranks[draft.case.priority]:
        draft.record(
            ev.PrioritySet(at=draft.at, recorded_at=draft.at, priority=priority, reason="channel")
        )
        moments.raised(draft)
        ladders.start_by_priority(draft, draft.at)

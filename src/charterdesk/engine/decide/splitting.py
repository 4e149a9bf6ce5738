"""Messages of a case become a case of their own (2.6 E): where it starts, what was answered."""

from datetime import datetime

from charterdesk.engine import commands as co
from charterdesk.engine import commands_splitting as sp
from charterdesk.engine import events as ev
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.phrase import phrase


def movable(case: Case) -> tuple[ev.CustomerWrote, ...]:
    """The customer's messages that are the case's own; that which opened it is not among them."""
    gone = {
        ref for event in case.history if isinstance(event, ev.SplitOff) for ref in event.messages
    }
    wrote = (event for event in case.history if isinstance(event, ev.CustomerWrote))
    return tuple(
        event
        for event in sorted(wrote, key=lambda event: event.at)
        if event.message and not event.automatic and event.message not in gone
    )


def opening_of(
    charter: Charter,
    case: Case,
    number: str,
    messages: tuple[str, ...],
    *,
    by: str,
    subject: str = "",
    asker: str = "",
) -> co.OpenCase | None:
    """The new case that these messages of the case `number` become; None where none may go.

    It starts at the first one's `at`; whatever we said since answered the same person.
    """
    going = [event for event in movable(case) if event.message in messages]
    if not going:
        return None
    first = going[0]
    only = charter.priority(case.priority).only_by_escalation
    return co.OpenCase(
        by=by,
        channel=_channel(charter, case, first),
        priority=charter.default_priority if only else case.priority,
        axes=tuple((axis, word) for axis, word in case.axes.items() if axis != "contract"),
        contract=case.contract,
        asker=asker or first.asker or case.asker,
        subject=subject or first.subject or case.subject,
        contact=first.at,
        message=first.message,
        zone=case.zone,
        split_from=number,
        since=tuple(_since(case, first.at, {event.message for event in going[1:]})),
    )


GONE = phrase("One of the messages has become another case already: look again.")


def let_go(draft: Draft, command: sp.LetGo) -> None:
    """The messages are the other case's; an answer owed to them alone is owed there."""
    known = movable(draft.case)
    if not set(command.messages) <= {event.message for event in known}:
        draft.refuse(GONE)
        return
    reply = draft.case.promise("reply")
    asked = [e for e in known if reply and reply.is_open and e.at >= reply.start]
    stays = [event for event in asked if event.message not in command.messages]
    ends = bool(asked) and asked[0].message in command.messages
    draft.record(
        ev.SplitOff(
            at=draft.at,
            recorded_at=draft.at,
            by=draft.actor,
            number=command.number,
            messages=command.messages,
            reply_ends=ends,
            owed_since=stays[0].at if ends and stays else None,
        )
    )


def _channel(charter: Charter, case: Case, first: ev.CustomerWrote) -> str:
    """By which the message came; that of the case where it is not known, or sets off more."""
    channel = charter.channels.get(first.channel)
    plain = channel is not None and not channel.escalates and not channel.sets_priority
    return first.channel if plain else case.channel


def _since(case: Case, at: datetime, moved: set[str]) -> list[co.Before]:
    """Further messages that go along, and our human words to the customer, in their order."""
    found = [_before(event, at, case.void, moved) for event in case.history]
    return sorted((one for one in found if one is not None), key=lambda one: one.at)


def _before(
    event: ev.Event, at: datetime, void: frozenset[str], moved: set[str]
) -> co.Before | None:
    match event:
        case ev.CustomerWrote(message=ref, channel=channel) if ref in moved:
            return co.Before(at=event.at, by=ev.CUSTOMER, message=ref, channel=channel)
        case ev.ReplySent(automatic=False, message=ref, live=live) if ref not in void:
            told = co.Before(at=event.at, by=event.by, message=ref, live=live)
            return told if event.at >= at else None
        case _:
            return None

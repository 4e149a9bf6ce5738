"""A case's events as what people did, so that another charter can judge it (`Recorded`).

What the engine did by itself (breaches, notices, ladders, silence) is left out: that is what the
other charter does anew.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from charterdesk.engine import events as ev
from charterdesk.engine.simulate.values import Recorded, Waited


def retold(ref: str, events: Iterable[ev.Event]) -> Recorded | None:
    """The case that the events tell of; None where none was opened."""
    told = sorted(events, key=lambda event: event.at)
    opening = next((event for event in told if isinstance(event, ev.CaseOpened)), None)
    if opening is None:
        return None
    answers = _answers(told)
    first = opening.at if opening.answered else next(iter(answers), None)
    resolved, reopened = _ends(told)
    return Recorded(
        ref=ref,
        opened_at=opening.at,
        channel=opening.channel,
        priority=opening.priority,
        axes=opening.axes,
        contract=opening.contract,
        asker=opening.asker,
        zone=opening.zone,
        subject=opening.subject,
        live=opening.answered,
        answered_at=first,
        activated_at=_first(told, ev.Activated),
        replied_at=tuple(answers if opening.answered else answers[1:]),
        wrote_at=tuple(event.at for event in told
                       if isinstance(event, ev.CustomerWrote) and not event.automatic),
        waits=tuple(_waits(told)),
        priorities=tuple(_priorities(told, opening)),
        escalated_at=tuple(event.at for event in told
                           if isinstance(event, ev.Escalated)
                           and not event.noted and event.at > opening.at),
        resolved_at=resolved,
        reopened_at=reopened,
        closed_at=next((event.at for event in reversed(told)
                        if isinstance(event, ev.Closed) and not event.silence), None),
        facts=tuple(dict.fromkeys(e.word for e in told if isinstance(e, ev.FactRecorded))),
        acknowledges=tuple(_acknowledging(told)),
    )  # fmt: skip


def _first(told: Sequence[ev.Event], kind: type[ev.Event]) -> datetime | None:
    return next((event.at for event in told if isinstance(event, kind)), None)


def _answers(told: Sequence[ev.Event]) -> list[datetime]:
    """Human public messages of ours that were delivered, and live talks (2.5)."""
    void = {event.of for event in told if isinstance(event, ev.DeliveryFailed)}
    return [
        event.at
        for event in told
        if (isinstance(event, ev.ReplySent) and not event.automatic and event.message not in void)
        or (isinstance(event, ev.ReplySent) and event.live)
    ]  # fmt: skip


def _waits(told: Sequence[ev.Event]) -> Iterator[Waited]:
    begun: tuple[datetime, str] | None = None
    for event in told:
        if isinstance(event, ev.WaitingBegan | ev.WaitingEnded) and begun is not None:
            yield Waited(begun[0], event.at, begun[1])
            begun = None
        if isinstance(event, ev.WaitingBegan):
            begun = (event.at, event.on)
    if begun is not None:
        yield Waited(begun[0], None, begun[1])


def _priorities(told: Sequence[ev.Event], opening: ev.CaseOpened) -> Iterator[tuple[datetime, str]]:
    """What people set; what an escalation raised, the other charter raises itself."""
    escalations = {event.at for event in told if isinstance(event, ev.Escalated)}
    for event in told:
        if isinstance(event, ev.PrioritySet) and event.at not in escalations | {opening.at}:
            yield event.at, event.priority


def _ends(told: Sequence[ev.Event]) -> tuple[tuple[datetime, ...], tuple[datetime, ...]]:
    """The resolutions and reopenings, taking turns; handing back and merging end a case too."""
    resolved: list[datetime] = []
    reopened: list[datetime] = []
    for event in told:
        match event:
            case ev.Resolved() | ev.HandedBack() | ev.MergedInto():
                if len(resolved) == len(reopened):
                    resolved.append(event.at)
            case ev.Reopened() | ev.MergeUndone():
                if len(resolved) > len(reopened):
                    reopened.append(event.at)
            case ev.ReopeningUndone():
                if reopened and len(resolved) == len(reopened):
                    reopened.pop()
            case _:
                pass
    return tuple(resolved), tuple(reopened)


def _acknowledging(told: Sequence[ev.Event]) -> Iterator[timedelta | None]:
    """How long each call of a ladder took to be acknowledged by the one who was called."""
    answers = [event for event in told if isinstance(event, ev.Acknowledged)]
    for event in told:
        if isinstance(event, ev.Told) and event.calling:
            later = (a.at for a in answers if a.who == event.person and a.at >= event.at)
            at = next(later, None)
            yield None if at is None else at - event.at

"""Recorded cases under another charter: what people really did, judged anew; nobody queues."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from charterdesk.engine import commands as co
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.events import CUSTOMER
from charterdesk.engine.rota import Rota
from charterdesk.engine.simulate.life import Life
from charterdesk.engine.simulate.outcomes import outcome_of, refused_outright
from charterdesk.engine.simulate.readying import Readiness, channel_of
from charterdesk.engine.simulate.remembering import Remembering
from charterdesk.engine.simulate.values import Outcome, Recorded

# What was done at one moment is taken in this order.
_OPENED, _WROTE, _PRIORITY, _ESCALATED, _ANSWERED, _ACTIVATED, _WAIT_ENDED, _REPLIED = range(8)
_RESOLVED, _CLOSED, _REOPENED, _WAITED = range(8, 12)

AS_RECORDED = "as recorded"

Done = tuple[datetime, int, co.Command | None]


def replay(
    charter: Charter, recorded: Iterable[Recorded], rota: Rota, *, until: datetime
) -> Iterator[Outcome]:
    """The outcome of each case, in the order given, as things stand at `until` (part 5).

    What was done after `until` is left out. Lazy: a caller stops by not asking on.
    """
    ready, remembering = Readiness.of(charter), Remembering(rota)
    for case in recorded:
        if case.opened_at <= until:
            yield _replayed(ready, case, remembering, until)


def _replayed(ready: Readiness, case: Recorded, rota: Rota, until: datetime) -> Outcome:
    life = Life(ready.charter, rota, case.acknowledges)
    for at, what, command in sorted(_done(ready, case), key=lambda done: done[:2]):
        if at > until:
            break
        _do(life, ready, case, (at, what, command))
        if not life.case.exists:
            return refused_outright(life, case.ref, case.channel, case.opened_at)
    life.to_the_end(until)
    return outcome_of(life, case.ref)


def _do(life: Life, ready: Readiness, case: Recorded, done: Done) -> None:
    at, what, command = done
    if what == _RESOLVED:
        ready.resolve(life, at, "", case.facts)
    elif what == _CLOSED:
        life.until(at)
        if not life.case.has_ended:
            ready.resolve(life, at, "", case.facts)
        ready.close(life, at, "")
    elif command is not None and (what != _WAIT_ENDED or life.case.waiting_on):
        life.give(command, at)


def _done(ready: Readiness, case: Recorded) -> Iterator[Done]:
    """All that was done, each at its moment."""
    yield case.opened_at, _OPENED, _opening(ready, case)
    yield from _answers(ready, case)
    for wait in case.waits:
        yield wait.since, _WAITED, co.Wait(on=wait.on)
        if wait.until is not None:
            yield wait.until, _WAIT_ENDED, co.Resume()
    for at, priority in case.priorities:
        yield at, _PRIORITY, co.SetPriority(to=priority, reason=AS_RECORDED, by=ready.sets_priority)
    for at in case.escalated_at:
        yield at, _ESCALATED, co.Escalate(reason=AS_RECORDED, by=CUSTOMER)
    yield from ((at, _WROTE, co.CustomerWrites()) for at in case.wrote_at)
    yield from ((at, _RESOLVED, None) for at in case.resolved_at)
    yield from ((at, _REOPENED, co.Reopen()) for at in case.reopened_at)
    if case.closed_at is not None:
        yield case.closed_at, _CLOSED, None


def _opening(ready: Readiness, case: Recorded) -> co.OpenCase:
    return co.OpenCase(
        channel=channel_of(ready.charter, case.channel),
        priority=case.priority,
        axes=case.axes,
        contract=case.contract,
        asker=case.asker,
        zone=case.zone,
        subject=case.subject,
        answered=case.live,
        by=ready.role if case.priority or case.live else "",
    )


def _answers(ready: Readiness, case: Recorded) -> Iterator[Done]:
    if case.answered_at is not None and not case.live:
        yield case.answered_at, _ANSWERED, co.Reply()
    begun = case.activated_at or (case.opened_at if case.live else case.answered_at)
    if begun is not None and ready.activates:
        yield begun, _ACTIVATED, co.Activate()
    yield from ((at, _REPLIED, co.Reply()) for at in case.replied_at)

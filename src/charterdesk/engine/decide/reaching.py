"""Who was reached, by evidence (R-VOX-8): a call answered, a message accepted and not lost."""

from charterdesk.engine import commands as co
from charterdesk.engine import events as ev
from charterdesk.engine.decide.draft import Draft


def confirm(draft: Draft, command: co.ConfirmReached) -> None:
    """They answered the call or took the message."""
    for who in command.who:
        draft.record(ev.PersonReached(at=draft.at, recorded_at=draft.at, by=who, who=who))


def acknowledge(draft: Draft, command: co.Acknowledge) -> None:
    """They say that they have it (L4)."""
    for who in command.who:
        draft.record(ev.Acknowledged(at=draft.at, recorded_at=draft.at, by=who, who=who))


def withdraw(draft: Draft, command: co.WithdrawReached) -> None:
    """What was taken for reaching them came back; what they said themselves still counts.

    The step runs again to its old limit, and misses that at its true time where it has passed.
    """
    for run in draft.case.runs:
        step = run.step(command.step)
        for who in command.who if run.is_going and step.fired_at else ():
            since, me = step.fired_at or run.since, frozenset({who})
            says = draft.case.has_acknowledged(me, since) or who in step.passers
            called = who in draft.case.called_in(run, step)
            if called and not says and draft.case.has_reached(me, since):
                draft.record(
                    ev.ReachWithdrawn(
                        at=draft.at,
                        recorded_at=draft.at,
                        who=who,
                        run=run.number,
                        step=step.name,
                    )
                )

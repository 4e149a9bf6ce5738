"""Who is called if nobody does anything, until the first promise is missed; nothing is saved.

Found by letting the engine do it, as `engine.ahead` does for a ladder.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from charterdesk.engine import events as ev
from charterdesk.engine.charter.values import NOWHERE, Charter, Place
from charterdesk.engine.commands import Tick
from charterdesk.engine.decide import Decision, decide
from charterdesk.engine.explain.tells import rule_of
from charterdesk.engine.intents import CONTACT
from charterdesk.engine.ladder import calling_name
from charterdesk.engine.rota import Rota

MOST_TICKS = 40
FAR = timedelta(days=7)
# How the key of a notice ends that goes to a stand-in.
ELSE = "/else"


@dataclass(frozen=True, slots=True)
class Call:
    """Whom a clause calls, and when: (person, roles asked for) each; `about` is its moment.

    `step` is the step of `ladder` where it is one's, both "" for a rule of `tell`. `instead`: they
    stand in for those who were called and did not answer (L3).
    """

    at: datetime
    about: str
    people: tuple[tuple[str, tuple[str, ...]], ...]
    place: Place = NOWHERE
    step: str = ""
    ladder: str = ""
    instead: bool = False


def unanswered(charter: Charter, decision: Decision, rota: Rota, at: datetime) -> tuple[Call, ...]:
    """The calls of a decision at `at`, and those to come while nobody does anything.

    Ends with the first promise that is missed, a week from `at`, or after 40 wakes. Repeats of a
    call, and what goes to the customer, are left out.
    """
    found: dict[tuple[datetime, str], list[ev.Told]] = {}
    last = decision
    for last in _decisions(charter, decision, rota, at + FAR):
        for told in _called(last.events):
            found.setdefault((told.at, rule_of(told)), []).append(told)
    return tuple(_call(charter, last, rule, mine) for (_at, rule), mine in found.items())


def _decisions(
    charter: Charter, decision: Decision, rota: Rota, until: datetime
) -> Iterator[Decision]:
    """The decision and the ticks after it, up to the one in which a promise is missed."""
    yield decision
    for _ in range(MOST_TICKS):
        wake = decision.next_wake
        missed = any(isinstance(event, ev.PromiseBreached) for event in decision.events)
        if missed or wake is None or wake > until:
            return
        decision = decide(charter, decision.case, Tick(), wake, rota)
        yield decision


def _called(events: Iterable[ev.Event]) -> Iterator[ev.Told]:
    for event in events:
        if isinstance(event, ev.Told) and event.person != CONTACT and not event.number:
            yield event


def _call(charter: Charter, decision: Decision, key: str, told: list[ev.Told]) -> Call:
    first, rule = told[0], key.removesuffix(ELSE)
    people = tuple({one.person: one.roles for one in told}.items())
    call = Call(first.at, first.about, people, instead=rule != key)
    for run in decision.case.runs:
        ladder = charter.ladders.get(run.ladder)
        for step in ladder.steps if ladder else ():
            if rule == calling_name(run.number, step.name):
                return replace(call, place=step.place, step=step.name, ladder=run.ladder)
    place = next((one.place for one in charter.tells if one.name == rule), NOWHERE)
    return replace(call, place=place)

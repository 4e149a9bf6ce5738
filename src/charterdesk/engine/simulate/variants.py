"""What if: the same load on another day. Each takes what a play is given, and gives it anew."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import merge

from charterdesk.engine.charter.values import Charter, Contract, Ladder, Row, Target, Term
from charterdesk.engine.rota import Rota
from charterdesk.engine.simulate.values import Arrival, Workers
from charterdesk.engine.spans import Span, subtract


@dataclass(frozen=True, slots=True)
class Without:
    """Workers of whom some are missing, for a stretch or (None) for good; a `Workers`."""

    workers: Workers
    missing: frozenset[str]
    during: Span | None = None

    def of_tier(self, tier: str) -> Sequence[str]:
        there = self.workers.of_tier(tier)
        return there if self.during else [name for name in there if name not in self.missing]

    def at_work(self, person: str, since: datetime, until: datetime) -> Iterator[Span]:
        spans = self.workers.at_work(person, since, until)
        if person not in self.missing:
            return spans
        return subtract(spans, [self.during or Span(since, until)])


@dataclass(frozen=True, slots=True)
class OffDuty:
    """A rota of which some are missing, for a stretch or (None) for good; a `Rota`."""

    rota: Rota
    missing: frozenset[str]
    during: Span | None = None

    def on_duty(self, role: str, at: datetime, customer: str) -> Sequence[str]:
        people = self.rota.on_duty(role, at, customer)
        if self.during is not None and not self.during.since <= at < self.during.until:
            return people
        return [name for name in people if name not in self.missing]

    def roles_of(self, person: str) -> frozenset[str]:
        return self.rota.roles_of(person)

    def can_be_reached(self, person: str, means: str) -> bool:
        return self.rota.can_be_reached(person, means)


def held_up(
    arrivals: Iterable[Arrival], channels: Collection[str], since: datetime, until: datetime
) -> Iterator[Arrival]:
    """Nothing comes by those channels from `since`; it all comes at `until`, in its order.

    A mail's time is that at which our own server takes it (2.6 B), so its promises start then.
    """
    held: list[Arrival] = []
    for arrival in arrivals:
        if held and arrival.at >= until:
            yield from held
            held.clear()
        if since <= arrival.at < until and arrival.channel in channels:
            held.append(replace(arrival, at=until))
        else:
            yield arrival
    yield from held


def with_outage(
    arrivals: Iterable[Arrival], first: Arrival, reported_at: Sequence[datetime], incident: str
) -> Iterator[Arrival]:
    """The load, and a case like `first` at each moment: all of one outage, with one fix.

    `first` tells how the outage is worked on; `reported_at` is in order of time.
    """
    cases = (
        replace(first, ref=f"{incident}-{number}", at=at, incident=incident)
        for number, at in enumerate(reported_at, 1)
    )
    return merge(arrivals, cases, key=lambda arrival: arrival.at)


def judged_on(charter: Charter, kinds: Collection[str]) -> Charter:
    """The charter with no promises but those kinds: a log that doesn't tell can't break one."""
    return replace(
        charter,
        rows={name: _only(row, kinds) for name, row in charter.rows.items()},
        contracts={name: _contract(own, kinds) for name, own in charter.contracts.items()},
        ladders={name: _ladder(own, kinds) for name, own in charter.ladders.items()},
    )


def with_target(charter: Charter, priority: str, kind: str, target: Target) -> Charter:
    """The charter with another target in a priority's row, in the hours that it has there.

    KeyError where the priority has no row.
    """
    row = charter.rows[priority]
    term = row.terms.get(kind) or Term(kind, target, hours=row.hours, row=f"promises.{priority}")
    changed = replace(row, terms={**row.terms, kind: replace(term, target=target)})
    return replace(charter, rows={**charter.rows, priority: changed})


def _only(row: Row, kinds: Collection[str]) -> Row:
    return replace(row, terms={kind: term for kind, term in row.terms.items() if kind in kinds})


def _contract(contract: Contract, kinds: Collection[str]) -> Contract:
    return replace(contract, rows={name: _only(row, kinds) for name, row in contract.rows.items()})


def _ladder(ladder: Ladder, kinds: Collection[str]) -> Ladder:
    return replace(ladder, row=_only(ladder.row, kinds)) if ladder.row else ladder

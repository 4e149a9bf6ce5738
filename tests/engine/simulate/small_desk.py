"""A small desk to simulate: its charter, its people, and cases that come to it."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from charterdesk.engine.charter.reader import read_charter
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.rota import Rota
from charterdesk.engine.simulate.play import play
from charterdesk.engine.simulate.values import Arrival, Outcome, Promised, Staff, Worker, Workers
from charterdesk.engine.story.cast import Cast

TEXT = """\
charter: small-desk
version: 1
zone: UTC
hours:
  office: {open: [Mon-Fri 08:00-17:00]}
roles:
  agent:  {is: team desk}
  expert: {is: team experts}
  head:   {is: person}
last_resort: head
channels:
  mail:  {address: help@example.com}
  phone: {live: yes}
priorities:
  set_by: [customer]
  list: {urgent: {}, normal: {default: yes}}
promises:
  urgent: {hours: always, response: 1h, reply: 2h, update: every 4h}
  normal: {hours: office, response: 4h, reply: 1d, resolution: 3d}
waiting: {customer: {pauses: [update, resolution], remind: [2d]}}
queue: {order: due first then time of contact}
tiers:
  - {name: front, role: agent, owns: always}
  - {name: back, role: expert, joins: when the owner asks, owns: never}
ladders:
  alarm:
    starts: [formal escalation]
    hours: always
    stops: [resolved]
    steps:
      - {step: first, at: 0m, within: 10m, notify: [agent], by: [phone],
         repeat: every 5m until acknowledged, times: 2}
      - {step: head, after: first + 20m, notify: [head], unless: resolved}
tell:
  - {when: opened, who: contact, what: case number}
  - {when: breach, who: head}
closing: {agreement: not stated, silence: {close: 7d after resolved}, reopen: 14d}
facts: [no fault of ours]
charges:
  - {name: misuse, when: [no fault of ours], may: yes, amount: 50 EUR}
"""
CHARTER = read_charter(TEXT, "small-desk.yaml")

# A Monday; the office has just opened.
MONDAY = datetime(2026, 6, 15, 8, tzinfo=UTC)
LATER = MONDAY + timedelta(days=60)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def after(number: float) -> datetime:
    """So many minutes after the beginning."""
    return MONDAY + minutes(number)


def arrival(ref: str, at: float, *work: float, priority: str = "normal") -> Arrival:
    """A mail, `at` and the lengths of work in minutes."""
    lengths = tuple(minutes(length) for length in work)
    return Arrival(ref=ref, at=after(at), work=lengths, channel="mail", priority=priority)


def staff(agents: int, hours: str = "office", experts: int = 0) -> Staff:
    """Agents ann1, ann2, ... and experts eve1, eve2, ..., all in the same hours."""
    calendar = CHARTER.calendar(hours)
    front = (Worker(f"ann{n + 1}", ("front",), calendar) for n in range(agents))
    back = (Worker(f"eve{n + 1}", ("back",), calendar) for n in range(experts))
    return Staff((*front, *back))


def rota(workers: Staff, charter: Charter = CHARTER) -> Rota:
    """The same people behind the charter's roles, and Hal at its head."""
    agents, experts = workers.of_tier("front"), workers.of_tier("back")
    return Cast(charter, {"agent": agents, "expert": experts, "head": ("hal",)})


def played(
    arrivals: Iterable[Arrival],
    workers: Workers,
    *,
    charter: Charter = CHARTER,
    until: datetime = LATER,
) -> dict[str, Outcome]:
    """The outcomes by the number of the case."""
    people = workers if isinstance(workers, Staff) else staff(3)
    outcomes = play(charter, arrivals, workers, rota(people, charter), until=until)
    return {outcome.ref: outcome for outcome in outcomes}


def promise(outcome: Outcome, kind: str) -> Promised:
    """The first cycle of a kind."""
    return next(promise for promise in outcome.promises if promise.kind == kind)


def begins(outcomes: Sequence[Outcome]) -> list[datetime]:
    """When the first contact of each began."""
    return [outcome.handled[0].began_at for outcome in outcomes]

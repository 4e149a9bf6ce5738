"""How fast the engine decides, and how long a year of 10,000 cases takes without a database.

Wanted: 5,000 decisions a second on a case of 30 events, and a year within 30 s.
"""

import heapq
import itertools
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from charterdesk.charters.shipped import shipped_text
from charterdesk.engine import commands as co
from charterdesk.engine.case import Case
from charterdesk.engine.charter.reader import read_charter
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.decide import decide
from charterdesk.engine.story.cast import Cast

CASES, EVENTS = 10_000, 30
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
ROXEN = read_charter(shipped_text("roxen"), "roxen.yaml")
Planned = tuple[datetime, int, co.Command]


def case_of_thirty() -> tuple[Case, datetime]:
    """A case with thirty events, ticked at its own wakes; and the moment after the last."""
    cast, at = Cast(ROXEN, {}), NEW_YEAR + timedelta(days=60)
    opened = co.OpenCase(channel="mail", priority="critical", asker="cleo", subject="Down")
    decision = decide(ROXEN, None, opened, at, cast)
    turns = itertools.cycle([co.Reply(), co.CustomerWrites(), co.AddNote(), co.Activate()])
    while len(decision.case.history) < EVENTS:
        at += timedelta(minutes=7)
        while decision.next_wake is not None and decision.next_wake < at:
            decision = decide(ROXEN, decision.case, co.Tick(), decision.next_wake, cast)
        decision = decide(ROXEN, decision.case, next(turns), at, cast)
    return decision.case, at + timedelta(minutes=1)


@pytest.mark.parametrize(
    "command",
    [
        co.Reply(message="m"),
        co.CustomerWrites(message="m"),
        co.SetPriority(to="normal", reason="one user"),
        co.Resolve(),
        co.Tick(),
    ],
    ids=lambda command: type(command).__name__,
)
def test_a_decision_on_a_case_of_thirty_events(
    command: co.Command, benchmark: BenchmarkFixture
) -> None:
    case, at = case_of_thirty()
    cast = Cast(ROXEN, {})
    benchmark(decide, ROXEN, case, command, at, cast)


def planned(load: random.Random) -> Iterator[Planned]:
    """What people do to each of the cases: ask, answer, write again, resolve."""
    for number in range(CASES):
        at = NEW_YEAR + timedelta(seconds=load.randrange(365 * 24 * 3600))
        priority = load.choice(["critical", "normal", "normal", "normal", "low"])
        opened = co.OpenCase(channel="mail", priority=priority, asker=f"customer {number}")
        yield at, number, opened
        acts: list[co.Command] = [co.Reply(message="a"), co.Activate()]
        if load.random() < 0.4:
            acts += [co.Wait(on="customer"), co.CustomerWrites(message="b"), co.Reply(message="c")]
        for act in [*acts, co.Resolve()]:
            at += timedelta(minutes=load.expovariate(1 / 180))
            yield at.replace(microsecond=0), number, act


def year(charter: Charter) -> int:
    """Play the year with every tick at its own time; the number of decisions."""
    cast, cases = Cast(charter, {}), dict[int, Case]()
    order = itertools.count()
    heap = [(at, next(order), number, act) for at, number, act in planned(random.Random(7))]
    heapq.heapify(heap)
    wakes: dict[int, datetime] = {}
    decisions = 0
    while heap:
        at, _, number, command = heapq.heappop(heap)
        if isinstance(command, co.Tick) and wakes.get(number) != at:
            continue
        decision = decide(charter, cases.get(number), command, at, cast)
        decisions += 1
        cases[number] = decision.case
        if decision.next_wake is not None and wakes.get(number) != decision.next_wake:
            wakes[number] = decision.next_wake
            heapq.heappush(heap, (decision.next_wake, next(order), number, co.Tick()))
    return decisions


def test_a_year_of_ten_thousand_cases(benchmark: BenchmarkFixture) -> None:
    decisions = benchmark.pedantic(year, args=[ROXEN], rounds=1)  # type: ignore[no-untyped-call]  # not typed
    benchmark.extra_info["decisions"] = decisions
    assert decisions > CASES

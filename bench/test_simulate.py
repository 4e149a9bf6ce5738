"""How long a year of 100,000 cases takes to simulate on one core, and how much memory it needs.

Wanted: within 60 s and 2 GB, with every outcome kept. Queueing for people is played, a log of the
same size is replayed.
"""

import random
import resource
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from pytest_benchmark.fixture import BenchmarkFixture

from charterdesk.charters.shipped import shipped_text
from charterdesk.engine.charter.reader import read_charter
from charterdesk.engine.simulate.play import play
from charterdesk.engine.simulate.replay import replay
from charterdesk.engine.simulate.values import Arrival, Outcome, Recorded, Staff, Waited, Worker
from charterdesk.engine.story.cast import Cast

CASES = 100_000
SECONDS, GIGABYTES = 60, 2
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
YEAR, END = 365 * 24 * 3600, NEW_YEAR + timedelta(days=400)
ROXEN = read_charter(shipped_text("roxen"), "roxen.yaml")
PEOPLE = tuple(f"engineer{number}" for number in range(12))
CHANNELS, PRIORITIES = ("phone", "mail", "web"), ("critical", "normal", "normal", "normal", "low")


def minutes(draw: random.Random, mean: float) -> timedelta:
    return timedelta(seconds=round(60 * draw.expovariate(1 / mean)))


def load() -> Iterator[Arrival]:
    """Two of five cases need a second contact, after a wait on the customer."""
    draw = random.Random(7)
    for number, at in enumerate(sorted(draw.randrange(YEAR) for _ in range(CASES))):
        again = draw.random() < 0.4
        yield Arrival(
            ref=f"RX-{number}",
            at=NEW_YEAR + timedelta(seconds=at),
            channel=draw.choice(CHANNELS),
            priority=draw.choice(PRIORITIES),
            asker=f"customer {number % 500}",
            subject="Something is slow",
            work=(minutes(draw, 12), *([minutes(draw, 20)] if again else [])),
            waits=(("customer", minutes(draw, 600)),) if again else (),
            patience=timedelta(minutes=5),
            acknowledges=(timedelta(minutes=3),),
        )


def log() -> Iterator[Recorded]:
    """The same year as it might have gone."""
    draw = random.Random(7)
    for arrival in load():
        answered = arrival.at + minutes(draw, 120)
        waiting = sum((length for _, length in arrival.waits), timedelta())
        waited = [Waited(answered, answered + waiting)] if waiting else []
        resolved = answered + waiting + minutes(draw, 600)
        yield Recorded(
            ref=arrival.ref,
            opened_at=arrival.at,
            channel=arrival.channel,
            priority=arrival.priority,
            asker=arrival.asker,
            answered_at=answered,
            waits=tuple(waited),
            resolved_at=(resolved,),
        )


def played() -> list[Outcome]:
    hours = ROXEN.calendar("always")
    workers = Staff(tuple(Worker(name, ("tier1",), hours) for name in PEOPLE))
    return list(play(ROXEN, load(), workers, Cast(ROXEN, {"engineer": PEOPLE}), until=END))


def replayed() -> list[Outcome]:
    return list(replay(ROXEN, log(), Cast(ROXEN, {}), until=END))


def gigabytes() -> float:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def measured(run: Callable[[], list[Outcome]], benchmark: BenchmarkFixture) -> None:
    """One run, held to what is wanted; by the time of its own core, whatever else is going on."""
    since = time.process_time()
    outcomes = benchmark.pedantic(run, rounds=1)  # type: ignore[no-untyped-call]  # not typed
    seconds = time.process_time() - since
    benchmark.extra_info.update(seconds=seconds, gigabytes=gigabytes())
    assert len(outcomes) == CASES
    assert seconds < SECONDS
    assert gigabytes() < GIGABYTES


def test_a_year_of_a_hundred_thousand_cases_is_played(benchmark: BenchmarkFixture) -> None:
    measured(played, benchmark)


def test_a_log_of_a_hundred_thousand_cases_is_replayed(benchmark: BenchmarkFixture) -> None:
    measured(replayed, benchmark)

"""Who is told how much, and who gets no rest: notices by role, by person, by night."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from charterdesk.simulation.answers.counting import NIGHT_BEGINS, NIGHT_ENDS, Tally
from charterdesk.simulation.answers.values import PersonNotices, RoleNotices

_NIGHT = (24 - NIGHT_BEGINS + NIGHT_ENDS) * 3600.0


def roles_told(tallies: Sequence[Tally], weeks: float) -> Iterator[RoleNotices]:
    """Each role that was told anything, the most told first; numbers are of an average run."""
    total: Counter[str] = Counter()
    at_night: Counter[str] = Counter()
    for tally in tallies:
        for (role, night), count in tally.roles.items():
            total[role] += count
            at_night[role] += count * night
    runs = len(tallies)
    for role, count in sorted(total.items(), key=lambda one: (-one[1], one[0])):
        yield RoleNotices(role, round(count / runs), count / runs / weeks,
                          round(at_night[role] / runs))  # fmt: skip


def people_told(tallies: Sequence[Tally], weeks: float) -> Iterator[PersonNotices]:
    """Each person who was told anything, the most told first; the worst night is of any run."""
    total: Counter[str] = Counter()
    busiest: dict[str, int] = defaultdict(int)
    for tally in tallies:
        for (person, _), count in tally.people.items():
            total[person] += count
            busiest[person] = max(busiest[person], count)
    for person, count in sorted(total.items(), key=lambda one: (-one[1], one[0])):
        nights = [_nights_of(person, tally) for tally in tallies]
        yield _person(person, count / len(tallies), weeks, busiest[person], nights)


def _person(
    person: str, total: float, weeks: float, busiest: int, runs: list[dict[int, "array[float]"]]
) -> PersonNotices:
    rests = [(rest_of(calls), -len(calls), night) for run in runs for night, calls in run.items()]
    rest, calls, night = min(rests, default=(None, 0, 0))
    return PersonNotices(
        person,
        round(total),
        total / weeks,
        round(sum(len(calls) for run in runs for calls in run.values()) / len(runs)),
        busiest,
        date.fromordinal(night).isoformat() if rests else "",
        -calls,
        rest,
        max((_row(run) for run in runs), default=0),
    )


def _nights_of(person: str, tally: Tally) -> dict[int, "array[float]"]:
    return {int(night): calls for (who, night), calls in tally.nights.items() if who == person}


def rest_of(calls: Sequence[float]) -> float:
    """The longest undisturbed stretch, in seconds, of a night with calls so far into it.

    >>> rest_of([3600.0, 7200.0]) / 3600
    7.0
    """
    moments = [0.0, *sorted(calls), _NIGHT]
    return max(later - sooner for sooner, later in pairwise(moments))


def _row(nights: dict[int, "array[float]"]) -> int:
    """The longest row of nights that follow each other."""
    best = length = 0
    before = None
    for night in sorted(nights):
        length = length + 1 if before is not None and night == before + 1 else 1
        best, before = max(best, length), night
    return best

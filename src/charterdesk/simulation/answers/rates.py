"""Shares of promises missed, from counts: by kind, priority, hour of the week, occasion."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from charterdesk.engine.standing import KINDS
from charterdesk.simulation.answers.counting import KEPT, MEASURED, MISSED, OPEN, Tally
from charterdesk.simulation.answers.intervals import student, wilson
from charterdesk.simulation.answers.occasions import DST_NIGHT, GAP, HOLIDAY, NONE
from charterdesk.simulation.answers.values import Hour, Occasion, Rate, Waits

Key = tuple[str, str, int, str, str]
Verdicts = Counter[str]


def rates_of(tallies: Sequence[Tally], priorities: Sequence[str] = ("",)) -> Iterator[Rate]:
    """A rate for each kind of promise, and for each of the priorities; "" takes all together."""
    for kind in KINDS:
        for priority in priorities:
            rate = _rate(tallies, kind, priority)
            if rate.decided or rate.measured or rate.open:
                yield rate


def hours_of(tallies: Sequence[Tally]) -> Iterator[Hour]:
    """Each hour of the week that had a case, for all promises and for each kind and priority."""
    decided: Counter[tuple[str, str, int]] = Counter()
    missed: Counter[tuple[str, str, int]] = Counter()
    cases: Counter[int] = Counter()
    for tally in tallies:
        cases.update(tally.opened)
        for (kind, priority, hour, verdict, _), count in tally.verdicts.items():
            for key in (("", "", hour), (kind, priority, hour)):
                decided[key] += count if verdict in (KEPT, MISSED) else 0
                missed[key] += count if verdict == MISSED else 0
    for hour in range(168):
        decided[("", "", hour)] += 0
    for key in sorted(decided):
        kind, priority, hour = key
        if kind == "" or decided[key]:
            low, high = wilson(missed[key], decided[key]) if decided[key] else (None, None)
            yield Hour(hour, decided[key], missed[key], cases[hour], kind, priority, low, high)


def occasions_of(tallies: Sequence[Tally]) -> Iterator[Occasion]:
    """What began on special days or hours, beside all that began on others."""
    cases: Counter[str] = Counter()
    for tally in tallies:
        cases.update(tally.occasion_cases)
    for name in (DST_NIGHT, HOLIDAY, GAP):
        if not cases[name]:
            continue
        mine, others = _on(tallies, name), _on(tallies, NONE)
        decided = mine[KEPT] + mine[MISSED]
        yield Occasion(name, decided, mine[MISSED], _share(mine), _share(others), cases[name])


def waits_of(tallies: Sequence[Tally]) -> Waits:
    """The line, over all runs."""
    lengths = _joined(tally.waits for tally in tallies)
    live: Counter[str] = Counter()
    for tally in tallies:
        live.update(tally.live)
    return Waits(
        len(lengths),
        *percentiles(lengths),
        live_asked=live["asked"],
        live_answered=live["answered"],
        first_known=live["solved"] + live["further"],
        first_solved=live["solved"],
        abandoned=live["abandoned"],
    )


def percentiles(lengths: "array[float]") -> tuple[float | None, float | None, float | None]:
    """The median, the 90th and the 99th percentile in seconds; None of nothing."""
    if not lengths:
        return None, None, None
    median, p90, p99 = np.percentile(np.frombuffer(lengths, dtype=np.float64), (50, 90, 99))
    return float(median), float(p90), float(p99)


def _rate(tallies: Sequence[Tally], kind: str, priority: str) -> Rate:
    def mine(key: Key) -> bool:
        return key[0] == kind and priority in ("", key[1])

    by_run = [_verdicts([tally], mine) for tally in tallies]
    total: Verdicts = Counter()
    for one in by_run:
        total.update(one)
    decided = total[KEPT] + total[MISSED]
    low, high = _interval(by_run, total)
    taken = _joined(
        lengths
        for tally in tallies
        for (of, prio), lengths in tally.taken.items()
        if of == kind and priority in ("", prio)
    )
    median, p90, p99 = percentiles(taken)
    return Rate(
        kind, priority, decided, total[MISSED], total[MEASURED], total[OPEN], _share(total),
        low, high, median, p90, p99,
    )  # fmt: skip


def _interval(by_run: Sequence[Verdicts], total: Verdicts) -> tuple[float | None, float | None]:
    """Wilson's of one run; Student's over the shares of several."""
    decided = total[KEPT] + total[MISSED]
    if not decided:
        return None, None
    runs = [(one[MISSED], one[KEPT] + one[MISSED]) for one in by_run]
    told = [(missed, of) for missed, of in runs if of]
    # Runs that all say the same tell nothing of how they spread.
    alike = len({missed / of for missed, of in told}) < 2
    return wilson(total[MISSED], decided) if alike else student(told)


def _share(verdicts: Verdicts) -> float | None:
    decided = verdicts[KEPT] + verdicts[MISSED]
    return verdicts[MISSED] / decided if decided else None


def _verdicts(tallies: Iterable[Tally], wanted: Callable[[Key], bool]) -> Verdicts:
    found: Verdicts = Counter()
    for tally in tallies:
        for key, count in tally.verdicts.items():
            if wanted(key):
                found[key[3]] += count
    return found


def _on(tallies: Sequence[Tally], occasion: str) -> Verdicts:
    return _verdicts(tallies, lambda key: key[4] == occasion)


def _joined(parts: Iterable["array[float]"]) -> "array[float]":
    joined = array("d")
    for part in parts:
        joined.extend(part)
    return joined

"""A load "as in" a log: how many cases of each kind come a week, and in which of its hours."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from charterdesk.engine.calendar_line import zone_of
from charterdesk.engine.simulate.values import Recorded
from charterdesk.simulation.load.values import HOURS_OF_WEEK, Flow, Load

_WEEK = timedelta(weeks=1)


def with_observed(load: Load, cases: Sequence[Recorded]) -> Load:
    """The load with the flows that the cases show, if it asks for them."""
    if not load.as_in_log or not cases:
        return load
    return replace(load, flows=(*load.flows, *observed_flows(cases, load.zone)))


def observed_flows(cases: Sequence[Recorded], zone: str) -> Iterator[Flow]:
    """A flow for each kind of case, over the time from first to last, a week at least."""
    there = zone_of(zone)
    weeks = max((cases[-1].opened_at - cases[0].opened_at) / _WEEK, 1.0)
    kinds: dict[tuple[object, ...], list[Recorded]] = {}
    for case in cases:
        kind = (case.channel, case.priority, case.axes, case.contract)
        kinds.setdefault(kind, []).append(case)
    for own in kinds.values():
        hours: Counter[int] = Counter()
        for case in own:
            local = case.opened_at.astimezone(there)
            hours[local.weekday() * 24 + local.hour] += 1
        first = own[0]
        yield Flow(
            per_week=len(own) / weeks,
            weights=tuple(hours[hour] / len(own) for hour in range(HOURS_OF_WEEK)),
            channel=first.channel,
            priority=first.priority,
            axes=first.axes,
            contract=first.contract,
        )

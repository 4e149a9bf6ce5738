"""All answers about one charter, from the tallies of its runs."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from charterdesk.engine.charter.values import Charter
from charterdesk.simulation.answers.counting import Tally
from charterdesk.simulation.answers.notices import people_told, roles_told
from charterdesk.simulation.answers.rates import (
    hours_of,
    occasions_of,
    percentiles,
    rates_of,
    waits_of,
)
from charterdesk.simulation.answers.staffing import Slot, staffing_of
from charterdesk.simulation.answers.values import (
    Answers,
    ChargeProposed,
    Counted,
    RoleCalled,
    StepReached,
    Waiting,
)

MOST_SENTENCES = 20


@dataclass(frozen=True, slots=True)
class Stretch:
    """How long one run lasts, in weeks, and how many people are there in each half-hour."""

    weeks: float
    there: Mapping[Slot, float]


def answers_of(charter: Charter, tallies: Sequence[Tally], stretch: Stretch) -> Answers:
    """The answers of part 5 from one tally for each run. ValueError without any."""
    if not tallies:
        raise ValueError("no run has been counted")
    names = [priority.name for priority in charter.priorities]
    weeks = stretch.weeks
    return Answers(
        cases=round(sum(tally.cases for tally in tallies) / len(tallies)),
        runs=len(tallies),
        weeks=weeks,
        statuses=tuple(_counted(Counter(), (tally.statuses for tally in tallies))),
        promises=tuple(rates_of(tallies)),
        by_priority=tuple(rates_of(tallies, names)),
        by_hour=tuple(hours_of(tallies)),
        waits=waits_of(tallies),
        staffing=tuple(staffing_of(charter, tallies, weeks, stretch.there)),
        roles=tuple(roles_told(tallies, weeks)),
        people=tuple(people_told(tallies, weeks)),
        steps=tuple(_steps(charter, tallies)),
        called=tuple(_called(tallies)),
        waiting=tuple(_waiting(tallies)),
        occasions=tuple(occasions_of(tallies)),
        charges=tuple(_charges(tallies)),
        defects=tuple(_counted(Counter(), (tally.defects for tally in tallies))),
        refused=tuple(_counted(Counter(), (tally.refused for tally in tallies))),
    )


def _counted(total: Counter[str], parts: Iterator[Counter[str]]) -> Iterator[Counted]:
    for part in parts:
        total.update(part)
    for text, times in total.most_common(MOST_SENTENCES):
        yield Counted(text, times)


def _steps(charter: Charter, tallies: Sequence[Tally]) -> Iterator[StepReached]:
    """Every step that the charter has, also those that nobody ever reached."""
    one, *others = tallies
    joined = Tally()
    for tally in (one, *others):
        joined.add(Tally(steps={key: tally.steps[key][:] for key in tally.steps},
                         late_steps=tally.late_steps))  # fmt: skip
    cases = sum(tally.cases for tally in tallies) or 1
    for ladder in charter.ladders.values():
        for step in ladder.steps:
            lengths = joined.steps.get((ladder.name, step.name))
            count = len(lengths) if lengths else 0
            median, p90, _ = percentiles(lengths) if lengths else (None, None, None)
            yield StepReached(
                ladder.name, step.name, round(count / len(tallies)), count / cases, median, p90,
                max(lengths) if lengths else None,
                round(joined.late_steps[ladder.name, step.name] / len(tallies)),
            )  # fmt: skip


def _called(tallies: Sequence[Tally]) -> Iterator[RoleCalled]:
    total: Counter[str] = Counter()
    for tally in tallies:
        total.update(tally.called)
    for role, cases in total.most_common():
        yield RoleCalled(role, round(cases / len(tallies)))


def _waiting(tallies: Sequence[Tally]) -> Iterator[Waiting]:
    total: Counter[str] = Counter()
    for tally in tallies:
        total.update(tally.waiting)
    lived = sum(tally.lived for tally in tallies)
    for on, seconds in total.most_common():
        yield Waiting(on, min(1.0, seconds / lived) if lived else 0.0, seconds / len(tallies))


def _charges(tallies: Sequence[Tally]) -> Iterator[ChargeProposed]:
    total: Counter[tuple[str, str]] = Counter()
    for tally in tallies:
        total.update(tally.charges)
    for (name, amount), cases in total.most_common():
        yield ChargeProposed(name, amount, round(cases / len(tallies)))

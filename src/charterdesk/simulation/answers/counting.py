"""What the outcomes of one run amount to: counts and lengths that add up over runs and cores.

One pass, nothing of a case is kept but its numbers, so that 100,000 cases cost little memory.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from charterdesk.engine.charter.values import Charter
from charterdesk.engine.promise import INTERNAL_KINDS
from charterdesk.engine.simulate.values import Climbed, Handled, Notified, Outcome, Promised
from charterdesk.simulation.answers.occasions import Occasions

KEPT, MISSED, MEASURED, OPEN, OTHER = "kept", "missed", "measured", "open", "other"
NIGHT_BEGINS, NIGHT_ENDS = 22, 7
K = TypeVar("K")

Lengths = dict[tuple[str, str], "array[float]"]


def _lengths() -> "defaultdict[tuple[str, str], array[float]]":
    return defaultdict(_floats)


def _floats() -> "array[float]":
    return array("d")


@dataclass(slots=True)
class Tally:
    """The counts of one or several runs' outcomes; `runs` holds (missed, decided) of each."""

    cases: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    statuses: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[tuple[str, str, int, str, str]] = field(default_factory=Counter)
    occasion_cases: Counter[str] = field(default_factory=Counter)
    opened: Counter[int] = field(default_factory=Counter)
    taken: Lengths = field(default_factory=_lengths)
    waits: "array[float]" = field(default_factory=_floats)
    live: Counter[str] = field(default_factory=Counter)
    half_hours: Counter[tuple[str, int, str]] = field(default_factory=Counter)
    busy: Counter[tuple[str, int, str]] = field(default_factory=Counter)
    answers: Counter[tuple[str, str]] = field(default_factory=Counter)
    roles: Counter[tuple[str, bool]] = field(default_factory=Counter)
    people: Counter[tuple[str, str]] = field(default_factory=Counter)
    nights: dict[tuple[str, str], "array[float]"] = field(default_factory=_lengths)
    steps: Lengths = field(default_factory=_lengths)
    late_steps: Counter[tuple[str, str]] = field(default_factory=Counter)
    escalated: int = 0
    called: Counter[str] = field(default_factory=Counter)
    waiting: Counter[str] = field(default_factory=Counter)
    lived: float = 0.0
    charges: Counter[tuple[str, str]] = field(default_factory=Counter)
    defects: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    by_case: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def add(self, other: "Tally") -> None:
        """Take in what another run, or another part of this one, counted."""
        for one in fields(self):
            mine, theirs = getattr(self, one.name), getattr(other, one.name)
            match mine:
                case Counter():
                    mine.update(theirs)
                case dict():
                    _join(mine, theirs)
                case array():
                    mine.extend(theirs)
                case int() | float():
                    setattr(self, one.name, mine + theirs)
                case _:
                    setattr(self, one.name, _outer(one.name, mine, theirs))


def _join(mine: dict[K, object], theirs: dict[K, object]) -> None:
    for key, value in theirs.items():
        if isinstance(value, array) and isinstance(there := mine.get(key), array):
            there.extend(value)
        else:
            mine[key] = value


def _outer(name: str, mine: datetime | None, theirs: datetime | None) -> datetime | None:
    if mine is None or theirs is None:
        return mine or theirs
    return min(mine, theirs) if name == "first_at" else max(mine, theirs)


@dataclass(slots=True)
class Counting:
    """Counts outcomes under one charter. `keep_cases` keeps each case's verdicts by number."""

    charter: Charter
    until: datetime
    keep_cases: bool = False
    tally: Tally = field(default_factory=Tally)
    _zone: ZoneInfo = field(init=False)
    _occasions: Occasions = field(init=False)

    def __post_init__(self) -> None:
        self._zone = ZoneInfo(self.charter.zone)
        self._occasions = Occasions.of(self.charter)

    def count_all(self, outcomes: Iterable[Outcome]) -> Tally:
        for outcome in outcomes:
            self.count(outcome)
        return self.tally

    def count(self, outcome: Outcome) -> None:
        """One case."""
        tally = self.tally
        tally.cases += 1
        opened = outcome.opened_at
        tally.first_at = min(tally.first_at or opened, opened)
        tally.last_at = max(tally.last_at or opened, opened)
        tally.statuses[outcome.status] += 1
        tally.opened[self._hour(opened)] += 1
        tally.occasion_cases[self._occasions.at(opened)] += 1
        self._count_promises(outcome)
        self._count_line(outcome)
        for told in outcome.told:
            self._count_notice(told)
        self._count_steps(outcome.steps)
        self._count_life(outcome)

    def _count_promises(self, outcome: Outcome) -> None:
        kept: list[tuple[str, str]] = []
        for promise in outcome.promises:
            if not promise.row or promise.kind in INTERNAL_KINDS:
                continue
            verdict = verdict_of(promise)
            begun = promise.start
            key = (promise.kind, outcome.priority, self._hour(begun), verdict,
                   self._occasions.at(begun))  # fmt: skip
            self.tally.verdicts[key] += 1
            kept.append((promise.kind, verdict))
            if promise.ended is not None and verdict != OTHER:
                seconds = (promise.ended - begun).total_seconds()
                self.tally.taken[promise.kind, outcome.priority].append(seconds)
        if self.keep_cases:
            self.tally.by_case[outcome.ref] = tuple(kept)

    def _count_line(self, outcome: Outcome) -> None:
        tally = self.tally
        if outcome.queue_wait is not None:
            tally.waits.append(outcome.queue_wait.total_seconds())
        channel = self.charter.channels.get(outcome.channel)
        tally.live["asked"] += outcome.call != ""
        tally.live["answered"] += outcome.call == "live"
        if outcome.first_contact:
            tally.live[outcome.first_contact] += 1
        tally.live["abandoned"] += outcome.abandoned
        for handled in outcome.handled:
            self._count_contact(handled, outcome.priority)
        if outcome.handled:
            talked = outcome.answered_live or (channel is not None and channel.live)
            tally.answers[outcome.priority, "talked" if talked else "written"] += 1

    def _count_contact(self, handled: Handled, priority: str) -> None:
        key = (handled.tier, self._half_hour(handled.queued_at), priority)
        self.tally.half_hours[key] += 1
        self.tally.busy[key] += round((handled.ended_at - handled.began_at).total_seconds())

    def _count_notice(self, told: Notified) -> None:
        if told.person == "contact" or not told.person:
            return
        local = told.at.astimezone(self._zone)
        at_night = local.hour >= NIGHT_BEGINS or local.hour < NIGHT_ENDS
        for role in told.roles:
            self.tally.roles[role, at_night] += 1
        year, week, _ = local.isocalendar()
        self.tally.people[told.person, f"{year}-W{week:02}"] += 1
        if at_night:
            evening = local.date().toordinal() - (local.hour < NIGHT_ENDS)
            into = (local.hour - NIGHT_BEGINS) % 24 * 3600 + local.minute * 60 + local.second
            self.tally.nights[told.person, str(evening)].append(into)

    def _count_steps(self, steps: tuple[Climbed, ...]) -> None:
        tally = self.tally
        tally.escalated += bool(steps)
        for role in dict.fromkeys(role for step in steps for role, _ in step.called):
            tally.called[role] += 1
        for key in {(step.ladder, step.step): step for step in reversed(steps)}.values():
            name = (key.ladder, key.step)
            tally.steps[name].append(key.after.total_seconds())
            tally.late_steps[name] += key.breached

    def _count_life(self, outcome: Outcome) -> None:
        tally = self.tally
        if not outcome.abandoned:
            ended = outcome.resolved_at or outcome.closed_at or self.until
            tally.lived += max(0.0, (ended - outcome.opened_at).total_seconds())
        for on, length in outcome.waiting:
            tally.waiting[on] += round(length.total_seconds())
        for charge in outcome.charges:
            tally.charges[charge.name, charge.amount] += 1
        tally.defects.update(outcome.defects)
        tally.refused.update(refusal.text for refusal in outcome.refused)

    def _hour(self, at: datetime) -> int:
        local = at.astimezone(self._zone)
        return local.weekday() * 24 + local.hour

    def _half_hour(self, at: datetime) -> int:
        local = at.astimezone(self._zone)
        return local.weekday() * 48 + local.hour * 2 + local.minute // 30


def verdict_of(promise: Promised) -> str:
    """What a promise counts as. Kept, with evidence that came later, is kept (2.6 B)."""
    match promise.verdict:
        case "met" | "met recorded late":
            return KEPT
        case "breached":
            return MISSED
        case "measured":
            return MEASURED
        case "":
            return MISSED if promise.breached_at is not None else OPEN
        case _:
            return OTHER

"""What the pieces of a simulation gave, put together to its result."""

from collections.abc import Callable, Iterator

from charterdesk.engine.calendar_line import zone_of
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.phrase import Phrase
from charterdesk.simulation.answers.changes import changed_cases
from charterdesk.simulation.answers.counting import Tally
from charterdesk.simulation.answers.rates import rates_of, waits_of
from charterdesk.simulation.answers.staffing import people_there
from charterdesk.simulation.answers.summing import Stretch, answers_of
from charterdesk.simulation.answers.values import Change, Strictest, WhatIf
from charterdesk.simulation.log.reading import Log
from charterdesk.simulation.pieces import WHAT_IF_CASES, Counts, Stages
from charterdesk.simulation.preparing import Prepared
from charterdesk.simulation.reversing import Answer
from charterdesk.simulation.stage import SideStage
from charterdesk.simulation.values import (
    LineUnused,
    LogAccount,
    Request,
    Result,
    Side,
    WordRead,
)
from charterdesk.simulation.what_ifs import AS_USUAL, WHAT_IFS, what_happened

# Words a sentence, with its moments in a zone.
Say = Callable[[Phrase, str], str]


class Gathered:
    """What the pieces gave so far: tallies by side, what-if and run, and reverse answers."""

    def __init__(self, sides: int) -> None:
        self.runs: list[dict[int, Tally]] = [{} for _ in range(sides)]
        self.what_ifs: list[dict[str, dict[int, Tally]]] = [{} for _ in range(sides)]
        self.reverse: list[list[Strictest]] = [[] for _ in range(sides)]

    def take(self, found: Counts | Answer) -> None:
        if isinstance(found, Answer):
            self.reverse[found.side].append(found.strictest)
            return
        runs = self.runs[found.side]
        if found.what_if:
            runs = self.what_ifs[found.side].setdefault(found.what_if, {})
        if found.run in runs:
            runs[found.run].add(found.tally)
        else:
            runs[found.run] = found.tally


def result_of(
    request: Request, ready: Prepared, gathered: Gathered, say: Say, *, complete: bool
) -> Result:
    stages = ready.stages
    sides = tuple(
        _side(number, stages, ready.weeks, gathered, say)
        for number, runs in enumerate(gathered.runs)
        if runs
    )
    changes, cases = _changes(gathered)
    zone = stages.sides[0].charter.zone
    return Result(
        source=request.source,
        since=stages.since.astimezone(zone_of(zone)).isoformat(),
        until=stages.until.astimezone(zone_of(zone)).isoformat(),
        seed=stages.seed if stages.load is not None else None,
        runs=max((len(runs) for runs in gathered.runs), default=0),
        complete=complete,
        sides=sides,
        changes=changes,
        changed_cases=cases,
        log=_account(request, ready.log, say) if ready.log is not None else None,
        notes=tuple(say(note, zone) for note in ready.notes),
    )


def _side(number: int, stages: Stages, weeks: float, gathered: Gathered, say: Say) -> Side:
    side, tallies = stages.sides[number], list(gathered.runs[number].values())
    charter = side.charter
    there = (
        people_there(charter, side.workers, stages.since, stages.until)
        if side.workers is not None and stages.load is not None
        else {}
    )
    return Side(
        charter=charter.name,
        title=charter.title or charter.name,
        version=charter.version,
        file=charter.file,
        zone=charter.zone,
        answers=answers_of(charter, tallies, Stretch(weeks, there)),
        what_ifs=tuple(_happened(side, stages, gathered, number, say)),
        strictest=_in_order(charter, gathered.reverse[number]),
    )


def _happened(
    side: SideStage, stages: Stages, gathered: Gathered, number: int, say: Say
) -> Iterator[WhatIf]:
    runs_by_name, load = gathered.what_ifs[number], stages.load
    if load is None or side.workers is None:
        return
    alone = list(runs_by_name.get(AS_USUAL, {}).values())
    short = load.of_about(WHAT_IF_CASES)
    usual = alone or list(gathered.runs[number].values())
    for name in WHAT_IFS:
        tallies = list(runs_by_name.get(name, {}).values())
        if not tallies or (short.weeks < load.weeks and not alone):
            continue
        detail = say(
            what_happened(name, side.charter, short, side.workers, stages.until),
            side.charter.zone,
        )
        yield WhatIf(
            name, detail, tuple(rates_of(tallies)), waits_of(tallies),
            tuple(rates_of(usual)), waits_of(usual), short.weeks,
        )  # fmt: skip


def _in_order(charter: Charter, found: list[Strictest]) -> tuple[Strictest, ...]:
    names = [priority.name for priority in charter.priorities]
    return tuple(sorted(found, key=lambda one: names.index(one.priority)))


def _changes(gathered: Gathered) -> tuple[tuple[Change, ...], int]:
    if len(gathered.runs) < 2 or not all(0 in runs for runs in gathered.runs):
        return (), 0
    ours, theirs = (runs[0].by_case for runs in gathered.runs)
    return changed_cases(theirs, ours)


def _account(request: Request, log: Log, say: Say) -> LogAccount:
    return LogAccount(
        file=request.log.name,
        map=log.map_name,
        describes=log.describes,
        encoding=log.encoding,
        zone=log.zone,
        times=log.order,
        total=log.total,
        used=log.used,
        cases=len(log.cases),
        unused=tuple(
            LineUnused(line=one.line, column=one.column, why=say(one.why, log.zone))
            for one in log.unused
        ),
        ignored_columns=log.ignored_columns,
        words=tuple(
            WordRead(column=one.column, theirs=one.theirs, ours=one.ours, times=one.times)
            for one in log.readings
        ),
    )

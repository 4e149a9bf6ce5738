"""All files of a request read: the charters, the people, the cases or the load."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from charterdesk.engine.calendar_line import zone_of
from charterdesk.engine.charter.faults import BadValueError, CharterErrors
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.phrase import Phrase, phrase
from charterdesk.engine.simulate.values import Recorded, Staff, Worker
from charterdesk.engine.simulate.variants import judged_on
from charterdesk.engine.standing import KINDS
from charterdesk.simulation.load.observed import with_observed
from charterdesk.simulation.load.reading import read_load
from charterdesk.simulation.load.values import Load
from charterdesk.simulation.log.map_file import parse_order, read_map
from charterdesk.simulation.log.mapping import LogMap
from charterdesk.simulation.log.reading import Log, LogOptions, named_map, read_log
from charterdesk.simulation.log.sentences import BadInputError
from charterdesk.simulation.maps import shipped_maps
from charterdesk.simulation.pieces import Stages
from charterdesk.simulation.stage import SideStage, side_stage
from charterdesk.simulation.values import File, Request

# People work off what is left when no more arrives.
RUN_OUT = timedelta(weeks=2)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Prepared:
    """A request made ready to run. `cases` are recorded ones, for each side in its charter's
    words; with a load there are none.
    """

    stages: Stages
    cases: tuple[tuple[Recorded, ...], ...]
    log: Log | None
    notes: tuple[Phrase, ...]

    @property
    def weeks(self) -> float:
        """How many weeks of arrivals one run has; a log of less counts as one."""
        if self.stages.load is not None:
            return float(self.stages.load.weeks)
        last = self.cases[0][-1].opened_at
        return max((last - self.stages.since) / timedelta(weeks=1), 1.0)


def prepared(request: Request, history: Sequence[Recorded] = ()) -> Prepared:
    """Read all that the request holds. Raises CharterErrors or BadInputError."""
    sides = tuple(
        side_stage(one, request.people) for one in (request.charter, request.against) if one
    )
    _demand_contract(request.contract, sides[0].charter)
    zone = sides[0].charter.zone
    logs = [_log(request, side.charter, zone) for side in sides] if request.log else []
    log = logs[0] if logs else None
    if request.source == "load":
        return _with_load(request, sides, log)
    cases = tuple(one.cases for one in logs) or (tuple(history),) * len(sides)
    if not all(cases):
        raise BadInputError(_nothing(log))
    until = max(_last(case) for case in cases[0]) + _SECOND
    notes = [*(log.notes if log else ()), *_about_people(request)]
    if log is not None:
        notes += _unjudged(sides, log)
        sides = tuple(replace(one, charter=judged_on(one.charter, log.tells)) for one in sides)
    return Prepared(Stages(sides, cases[0][0].opened_at, until), cases, log, tuple(notes))


def _unjudged(sides: tuple[SideStage, ...], log: Log) -> list[Phrase]:
    """The promises that the charters make and of which the log tells nothing."""
    made = {
        term.kind
        for side in sides
        for row in side.charter.rows.values()
        for term in row.terms.values()
    }
    left_out = [kind for kind in KINDS if kind in made - log.tells]
    if not left_out:
        return []
    return [
        phrase(
            "The log doesn't tell what these promises are kept by, so they aren't judged: "
            "%(kinds)s.",
            kinds=", ".join(left_out),
        )
    ]


def _nothing(log: Log | None) -> Phrase:
    if log is None:
        return phrase("The desk has no cases of this charter in that time.")
    first = next(iter(log.unused), None)
    if first is None:
        return phrase("The log holds no cases.")
    return phrase(
        "No line of the log could be used; the first one, line %(line)d: %(why)s",
        line=first.line,
        why=first.why,
    )


def _log(request: Request, charter: Charter, otherwise: str) -> Log:
    """The log in a charter's words; its times are the same for every charter."""
    zone = request.zone
    try:
        zone = zone_of(zone).key if zone else ""
        times = parse_order(request.times) if request.times else ""
    except BadValueError as bad:
        raise BadInputError(phrase("--times: %(fault)s", fault=f"{bad} {bad.mend}")) from None
    except ValueError:
        raise BadInputError(
            phrase("'%(zone)s' is not a time zone; write for example Europe/Lisbon.", zone=zone)
        ) from None
    known = charter.contract(request.contract) is not None
    options = LogOptions(
        log_map=_map(request.log_map), zone=zone, otherwise_zone=otherwise, times=times,
        contract=request.contract if known else "",
    )  # fmt: skip
    return read_log(request.log.data, charter, options)


def _demand_contract(name: str, charter: Charter) -> None:
    if not name or charter.contract(name) is not None:
        return
    known = ", ".join(charter.contracts) or "-"
    raise BadInputError(
        phrase("The charter has no contract '%(name)s'; it has: %(known)s.", name=name, known=known)
    )


def _map(file: File) -> LogMap | None:
    """A map's file, or a shipped map by its name alone."""
    if not file:
        return None
    if file.data:
        return read_map(file.data, file.name)
    found = named_map(file.name)
    if found is None:
        raise BadInputError(
            phrase(
                "There is no map '%(name)s', neither a file nor a shipped one; shipped are: "
                "%(known)s.",
                name=file.name,
                known=", ".join(shipped_maps()),
            )
        )
    return found


def _with_load(request: Request, sides: tuple[SideStage, ...], log: Log | None) -> Prepared:
    load = read_load(request.load.data, request.load.name, sides[0].charter)
    if load.as_in_log and (log is None or not log.cases):
        raise BadInputError(
            phrase("The load wants arrivals as in the log; give the log too: --cases LOG.csv.")
        )
    for side in sides[1:]:
        _demand_fit(request, side.charter)
    load = with_observed(load, log.cases if log else ())
    until = load.since + timedelta(weeks=load.weeks + 1) + RUN_OUT
    staffed = tuple(_staffed(side, load) for side in sides)
    seed = load.seed if request.seed is None else request.seed
    stages = Stages(staffed, load.since, until, load, seed)
    return Prepared(stages, (), log, tuple(_about_people(request)))


def _demand_fit(request: Request, charter: Charter) -> None:
    """The charter beside has to know the load's channels, priorities and tiers as well."""
    try:
        read_load(request.load.data, request.load.name, charter)
    except CharterErrors as found:
        raise BadInputError(
            phrase(
                "The load doesn't fit the charter %(charter)s: %(fault)s",
                charter=charter.name,
                fault=str(found.errors[0]),
            )
        ) from None


def _staffed(side: SideStage, load: Load) -> SideStage:
    """The people of the people file; without one, those that the load states."""
    if side.workers is not None:
        return side
    if not load.crews:
        raise BadInputError(
            phrase(
                "A drawn load needs people: a people file (--people PEOPLE.yaml), or `staff` in "
                "the load, such as staff: {%(tier)s: {number: 4, hours: always}}.",
                tier=side.charter.tiers[0].name if side.charter.tiers else "support",
            )
        )
    workers = (
        Worker(f"{crew.tier} {number + 1}", (crew.tier,), crew.hours)
        for crew in load.crews
        for number in range(crew.number)
    )
    return replace(side, workers=Staff(_told_apart(tuple(workers))))


def _told_apart(workers: tuple[Worker, ...]) -> tuple[Worker, ...]:
    """Two crews of one tier have people of their own."""
    seen: dict[str, int] = {}
    found = []
    for worker in workers:
        tier = worker.tiers[0]
        seen[tier] = seen.get(tier, 0) + 1
        found.append(replace(worker, name=f"{tier} {seen[tier]}"))
    return tuple(found)


def _last(case: Recorded) -> datetime:
    """The last moment that the case tells of."""
    waits = (wait.until or wait.since for wait in case.waits)
    told = (
        case.opened_at, *case.resolved_at, *case.reopened_at, *case.replied_at, *case.wrote_at,
        *waits, *(at for at in (case.closed_at, case.answered_at) if at is not None),
    )  # fmt: skip
    return max(told)


def _about_people(request: Request) -> list[Phrase]:
    if request.people:
        return []
    return [
        phrase(
            "Without a people file each role is one person, on duty always and reachable by "
            "every means; nobody acknowledges a call."
        )
        if request.source != "load"
        else phrase(
            "Without a people file each role is told as one person, on duty always; the work is "
            "done by the staff that the load states."
        )
    ]

"""A log's bytes to cases, with an account of every line, word and column that was read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from charterdesk.engine.charter.values import Charter
from charterdesk.engine.phrase import Phrase, phrase
from charterdesk.engine.simulate.values import Recorded
from charterdesk.simulation.log.cases import recorded_cases
from charterdesk.simulation.log.lines import Cells, Clock
from charterdesk.simulation.log.mapping import (
    Found,
    LogMap,
    columns_found,
    plain,
    recognised,
)
from charterdesk.simulation.log.moments import DAY_FIRST, ISO, needs_order, order_of
from charterdesk.simulation.log.outliers import without_far_ones
from charterdesk.simulation.log.sentences import BadInputError
from charterdesk.simulation.log.sheet import Line, Sheet, Unused, read_sheet
from charterdesk.simulation.log.updates import recorded_from_updates
from charterdesk.simulation.log.words import Words
from charterdesk.simulation.maps import GENERAL, shipped_maps

_UPDATES = ("number", "updated", "state")
_TIMES = ("opened", "updated", "resolved", "closed", "answered")


@dataclass(frozen=True, slots=True)
class ReadAs:
    """A word of the log, what it was read as ("" for nothing), and how often."""

    column: str
    theirs: str
    ours: str
    times: int


@dataclass(frozen=True, slots=True)
class Log:
    """The cases by their opening. `used` and the number of `unused` lines make `total`.

    `tells` are the kinds of promises that can be judged by what the log says.
    """

    cases: tuple[Recorded, ...]
    total: int
    used: int
    unused: tuple[Unused, ...]
    ignored_columns: tuple[str, ...]
    map_name: str
    describes: str
    encoding: str
    zone: str
    order: str
    tells: frozenset[str] = frozenset()
    readings: tuple[ReadAs, ...] = ()
    notes: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LogOptions:
    """What the user said of a log; "" leaves it to the log. `contract` is for cases that name none.

    `zone` goes before the map's, `otherwise_zone` after it and before the charter's.
    `times` is `iso`, `day first`, `month first` or a format with per cent signs.
    """

    log_map: LogMap | None = None
    zone: str = ""
    otherwise_zone: str = ""
    times: str = ""
    contract: str = ""


def read_log(data: bytes, charter: Charter, options: LogOptions) -> Log:
    """The log's cases as the charter's words say them. Raises BadInputError."""
    sheet = read_sheet(data)
    log_map = options.log_map or _recognised(sheet)
    found = columns_found(log_map, sheet.columns, _axes(charter))
    _demand_opening(log_map, found, sheet)
    per_update = _is_per_update(log_map, found, sheet)
    otherwise = options.otherwise_zone or charter.zone
    clock = _clock(log_map, found, sheet, options, otherwise)
    words = Words(charter, log_map.values)
    cells = Cells(log_map, found, sheet.columns, clock, thousands=sheet.delimiter == ",")
    kept, left_out = _filtered(sheet.lines, cells)
    read = recorded_from_updates if per_update else recorded_cases
    cases, bad = _parted(read(iter(kept), cells, words))
    cases, mistyped = without_far_ones(cases, kept, cells)
    named = {one.line for one in bad}
    bad += [one for one in mistyped if one.line not in named]
    unused = tuple(sorted((*sheet.unused, *left_out, *bad), key=lambda one: one.line))
    cases = [_under(options.contract, case) for case in cases]
    return Log(
        cases=tuple(sorted(cases, key=lambda case: (case.opened_at, case.ref))),
        total=sheet.total,
        used=sheet.total - len(unused),
        unused=unused,
        ignored_columns=found.unused,
        map_name=log_map.name,
        describes=log_map.describes,
        encoding=sheet.encoding,
        zone=clock.zone,
        order=clock.order,
        tells=frozenset(_tells(cells)),
        readings=tuple(_readings(words)),
        notes=tuple(_notes(cells, per_update)),
    )


def _recognised(sheet: Sheet) -> LogMap:
    """The shipped map whose columns are there; a history of updates has the same columns as a
    list of cases, and more lines for each.
    """
    general = shipped_maps()[GENERAL]
    found = recognised(_maps(), sheet.columns) or general
    if found.line_per == "case":
        spots = columns_found(general, sheet.columns)
        if all(ours in spots.at for ours in _UPDATES) and _is_per_update(general, spots, sheet):
            return general
    return found


def named_map(name: str) -> LogMap | None:
    """The shipped map of that name."""
    return shipped_maps().get(name)


def _maps() -> list[LogMap]:
    return list(shipped_maps().values())


def _axes(charter: Charter) -> tuple[str, ...]:
    matrix = charter.matrix
    return (matrix.row_axis, matrix.column_axis) if matrix else ()


def _demand_opening(log_map: LogMap, found: Found, sheet: Sheet) -> None:
    if "opened" in found.at or ("updated" in found.at and "number" in found.at):
        return
    raise BadInputError(
        phrase(
            "The log has no column that says when a case was opened (its columns: %(columns)s). "
            "Name it in a map: --map MAP.yaml.",
            columns=", ".join(sheet.columns[:40]),
        )
    )


def _is_per_update(log_map: LogMap, found: Found, sheet: Sheet) -> bool:
    """A table that says its numbers again, with a time and a state each, is one of updates."""
    has_all = all(ours in found.at for ours in _UPDATES)
    if log_map.line_per == "update" and not has_all:
        missing = ", ".join(ours for ours in _UPDATES if ours not in found.at)
        raise BadInputError(
            phrase(
                "The map %(map)s reads one line for each update, and the log has no column for: "
                "%(missing)s.",
                map=log_map.name,
                missing=missing,
            )
        )
    if log_map.line_per != "as found":
        return log_map.line_per == "update"
    at = found.at.get("number")
    if not has_all or at is None:
        return "opened" not in found.at
    numbers = [line.cells[at] for line in sheet.lines]
    return len(set(numbers)) < len(numbers) * 0.9


def _clock(log_map: LogMap, found: Found, sheet: Sheet, options: LogOptions, zone: str) -> Clock:
    there = options.zone or log_map.zone or zone
    said = options.times or log_map.times
    return Clock(said or _order(found, sheet), there)


def _order(found: Found, sheet: Sheet) -> str:
    """How the log writes its dates, from what stands in its columns of times."""
    spots = [found.at[ours] for ours in _TIMES if ours in found.at]
    samples = [line.cells[at] for line in sheet.lines for at in spots]
    if order := order_of(samples):
        return order
    if any(needs_order(sample) for sample in samples):
        example = next(sample for sample in samples if needs_order(sample))
        raise BadInputError(
            phrase(
                "Dates such as %(example)s may mean two days; say --times 'day first' or "
                "--times 'month first'.",
                example=example,
            )
        )
    return ISO if samples else DAY_FIRST


def _filtered(lines: Sequence[Line], cells: Cells) -> tuple[list[Line], list[Unused]]:
    if not cells.log_map.filters:
        return list(lines), []
    kept = [line for line in lines if cells.passes(line)]
    inside = {line.number for line in kept}
    why = phrase("The map leaves this line out.")
    return kept, [Unused(line.number, "", why) for line in lines if line.number not in inside]


def _parted(found: Iterable[Recorded | Unused]) -> tuple[list[Recorded], list[Unused]]:
    cases: list[Recorded] = []
    unused: list[Unused] = []
    for one in found:
        if isinstance(one, Unused):
            unused.append(one)
        else:
            cases.append(one)
    return cases, unused


def _under(contract: str, case: Recorded) -> Recorded:
    return replace(case, contract=contract) if contract and not case.contract else case


def _readings(words: Words) -> Iterator[ReadAs]:
    for (column, theirs, ours), times in sorted(words.readings.items()):
        yield ReadAs(column, theirs, ours, times)


def _tells(cells: Cells) -> Iterator[str]:
    yield "response"
    if any(cells.has(ours) for ours in ("resolved", "closed", "state")):
        yield from ("resolution", "workaround")
    if cells.has("replied"):
        yield from ("update", "reply") if cells.has("wrote") else ("update",)


def _notes(cells: Cells, per_update: bool) -> Iterator[Phrase]:
    if per_update and not cells.has("answered"):
        yield phrase(
            "The log doesn't say when a case was answered; the first update in another state "
            "than new is taken for the answer."
        )
    elif not cells.has("answered"):
        yield phrase(
            "The log doesn't say when a case was answered; its resolution is taken for the answer."
        )
    if not cells.has("number"):
        yield phrase("The log has no column of case numbers; each line is taken for a case.")
    if not any(cells.has(plain(one)) for one in ("priority", "impact", "urgency", "criticality")):
        yield phrase("The log names no priority; every case gets the charter's default.")
    if not cells.has("channel"):
        yield phrase("The log names no channel; the charter's first one for people is taken.")

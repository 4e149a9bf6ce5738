"""The answers as tables, each charter beside the other, the same for text and page."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from charterdesk.engine.phrase import Phrase, phrase
from charterdesk.simulation.answers.values import Answers, Hour, Rate, Staffing
from charterdesk.simulation.report.cells import Amount, Between, Cell, Lasting, Share
from charterdesk.simulation.report.words import half_hour_of_week, hour_of_week, word
from charterdesk.simulation.values import Result, Side

T = TypeVar("T")
Row = tuple[Cell, ...]
WORST = 12


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its key in the report, its heads, its rows, and a sentence beneath."""

    key: str
    title: Phrase
    columns: tuple[Phrase, ...]
    rows: tuple[Row, ...]
    note: Phrase | None = None


def tables_of(result: Result) -> Iterator[Table]:
    """Every table that says anything."""
    for make in _TABLES:
        table = make(result)
        if table is not None and table.rows:
            yield table


def side_name(side: Side) -> str:
    """How a charter is called beside another: two versions by their number."""
    return f"{side.charter} {side.version}"


def _names(result: Result) -> list[str]:
    names = [side_name(side) for side in result.sides]
    if len(set(names)) < len(names):
        return [f"{name} ({side.file})" for name, side in zip(names, result.sides, strict=True)]
    return names


def _beside(
    result: Result, first: Sequence[Phrase], more: Sequence[Phrase],
    rows: Callable[[Side], Iterator[Row]],
) -> tuple[tuple[Phrase, ...], tuple[Row, ...]]:  # fmt: skip
    """Rows of all sides, those about the same thing together; the charter's name comes second.

    `first` heads what a row is about, of `rows` as many cells.
    """
    width = len(first)
    if len(result.sides) < 2:
        found = tuple(row for side in result.sides for row in rows(side))
        return (*first, *more), found
    named = [
        (row[:width], (*row[:width], name, *row[width:]))
        for name, side in zip(_names(result), result.sides, strict=True)
        for row in rows(side)
    ]
    order = {key: place for place, key in reversed(list(enumerate(key for key, _ in named)))}
    ordered = tuple(row for _, row in sorted(named, key=lambda one: order[one[0]]))
    return (*first, phrase("charter"), *more), ordered


def _rate_row(rate: Rate) -> Row:
    return (
        rate.decided, rate.missed, Share(rate.share), Between(rate.low, rate.high),
        Lasting(rate.median), Lasting(rate.p90), rate.measured, rate.open,
    )  # fmt: skip


_RATE_HEADS = (
    phrase("judged"), phrase("missed"), phrase("share missed"), phrase("95 %% interval"),
    phrase("half within"), phrase("90 %% within"), phrase("only measured"), phrase("still open"),
)  # fmt: skip


def _promises(result: Result) -> Table:
    def rows(side: Side) -> Iterator[Row]:
        for rate in side.answers.promises:
            yield (word(rate.kind), *_rate_row(rate))

    heads, found = _beside(result, [phrase("promise")], _RATE_HEADS, rows)
    return Table("promises", phrase("Promises kept and missed"), heads, found)


def _by_priority(result: Result) -> Table:
    def rows(side: Side) -> Iterator[Row]:
        for rate in side.answers.by_priority:
            yield (word(rate.kind), rate.priority, *_rate_row(rate))

    heads, found = _beside(result, [phrase("promise"), phrase("priority")], _RATE_HEADS, rows)
    return Table("by_priority", phrase("By priority"), heads, found)


def _worst_hours(result: Result) -> Table:
    def rows(side: Side) -> Iterator[Row]:
        for hour in worst_hours(side.answers):
            share = Share(hour.missed / hour.decided)
            yield hour_of_week(hour.hour), hour.missed, hour.decided, share, hour.cases

    more = [phrase("missed"), phrase("judged"), phrase("share missed"), phrase("cases")]
    heads, found = _beside(result, [phrase("hour of the week")], more, rows)
    note = phrase("The hours whose promises were missed most, in the zone of the charter.")
    return Table("worst_hours", phrase("Worst hours"), heads, found, note)


def worst_hours(answers: Answers) -> list[Hour]:
    """The hours of the week in which most promises were missed, the worst first."""
    missed = [hour for hour in answers.by_hour if not hour.kind and hour.missed]
    missed.sort(key=lambda hour: (-hour.missed, -hour.missed / hour.decided, hour.hour))
    return missed[:WORST]


def _waits(result: Result) -> Table:
    def rows(side: Side) -> Iterator[Row]:
        waits = side.answers.waits
        live = waits.live_answered / waits.live_asked if waits.live_asked else None
        if waits.queued or waits.live_asked:
            yield (
                phrase("all cases"), waits.queued, Lasting(waits.median), Lasting(waits.p90),
                Lasting(waits.p99), waits.live_asked, Share(live), waits.abandoned,
            )  # fmt: skip

    more = [
        phrase("queued"), phrase("half within"), phrase("90 %% within"), phrase("99 %% within"),
        phrase("live calls"), phrase("answered live"), phrase("hung up"),
    ]  # fmt: skip
    heads, found = _beside(result, [phrase("waiting in line")], more, rows)
    return Table("waits", phrase("Waiting in line"), heads, found)


def _staffing(result: Result) -> Table:
    def rows(side: Side) -> Iterator[Row]:
        for one in shortest_staffed(side.answers):
            yield (
                one.tier, half_hour_of_week(one.half_hour), one.needed, Amount(one.there),
                Amount(one.busy), Amount(one.arrivals),
            )  # fmt: skip

    first = [phrase("tier"), phrase("half-hour from")]
    more = [phrase("needed"), phrase("there"), phrase("busy"), phrase("contacts")]
    heads, found = _beside(result, first, more, rows)
    note = phrase(
        "People needed so that 95 %% of each priority's first answers are kept, by Erlang's "
        "formula; the half-hours that fail first come first."
    )
    return Table("staffing", phrase("People needed"), heads, found, note)


def shortest_staffed(answers: Answers) -> list[Staffing]:
    """The half-hours that lack most people, the one that fails first coming first."""
    short = sorted(
        answers.staffing, key=lambda one: (one.there - one.needed, -one.busy, one.half_hour)
    )
    return short[:WORST]


def _roles(result: Result) -> Table:
    def rows(side: Side) -> Iterator[Row]:
        for one in side.answers.roles:
            yield one.role, one.total, Amount(one.per_week), one.at_night

    more = [phrase("notices"), phrase("a week"), phrase("at night (22-07)")]
    heads, found = _beside(result, [phrase("role")], more, rows)
    return Table("roles", phrase("Notices by role"), heads, found)


def _people(result: Result) -> Table:
    def rows(side: Side) -> Iterator[Row]:
        for one in side.answers.people:
            yield (
                one.person, one.total, Amount(one.per_week), one.busiest_week, one.at_night,
                one.worst_night or "–", one.calls, Lasting(one.rest), one.nights_in_a_row,
            )  # fmt: skip

    more = [
        phrase("notices"), phrase("a week"), phrase("busiest week"), phrase("at night (22-07)"),
        phrase("worst night"), phrase("calls in it"), phrase("longest rest in it"),
        phrase("disturbed nights in a row"),
    ]  # fmt: skip
    heads, found = _beside(result, [phrase("person")], more, rows)
    return Table("people", phrase("Notices by person"), heads, found)


def _steps(result: Result) -> Table:
    def rows(side: Side) -> Iterator[Row]:
        for one in side.answers.steps:
            yield (
                one.ladder, one.step, one.cases, Share(one.share), Lasting(one.median),
                Lasting(one.p90), Lasting(one.longest), one.breached,
            )  # fmt: skip

    more = [
        phrase("cases"), phrase("share of all cases"), phrase("half within"),
        phrase("90 %% within"), phrase("longest"), phrase("not reached in time"),
    ]  # fmt: skip
    heads, found = _beside(result, [phrase("ladder"), phrase("step")], more, rows)
    note = phrase("The time counts from the escalation to the step.")
    return Table("steps", phrase("Ladder steps reached"), heads, found, note)


def _called(result: Result) -> Table:
    def rows(side: Side) -> Iterator[Row]:
        for one in side.answers.called:
            yield one.role, one.cases

    heads, found = _beside(result, [phrase("role")], [phrase("cases")], rows)
    return Table("called", phrase("Called by a ladder"), heads, found)


def _waiting(result: Result) -> Table:
    def rows(side: Side) -> Iterator[Row]:
        for one in side.answers.waiting:
            yield word(one.on), Share(one.share), Lasting(one.total)

    more = [phrase("share of the cases' time"), phrase("in all")]
    heads, found = _beside(result, [phrase("waiting on")], more, rows)
    return Table("waiting", phrase("Time spent waiting"), heads, found)


def _occasions(result: Result) -> Table:
    def rows(side: Side) -> Iterator[Row]:
        for one in side.answers.occasions:
            yield (
                word(one.occasion), one.cases, one.decided, one.missed, Share(one.share),
                Share(one.share_elsewhere),
            )  # fmt: skip

    more = [
        phrase("cases"), phrase("judged"), phrase("missed"), phrase("share missed"),
        phrase("share missed at other times"),
    ]  # fmt: skip
    heads, found = _beside(result, [phrase("what began on")], more, rows)
    return Table("occasions", phrase("Special days and hours"), heads, found)


def _what_ifs(result: Result) -> Table:
    def rows(side: Side) -> Iterator[Row]:
        usual = {rate.kind: rate.share for rate in side.answers.promises}
        for one in side.what_ifs:
            for rate in one.promises:
                if rate.decided:
                    yield (
                        word(one.name), word(rate.kind), Share(rate.share),
                        Share(usual.get(rate.kind)), Lasting(one.waits.p90), one.detail,
                    )  # fmt: skip

    more = [
        phrase("share missed"), phrase("without it"), phrase("90 %% in line within"),
        phrase("what happens"),
    ]  # fmt: skip
    heads, found = _beside(result, [phrase("what if"), phrase("promise")], more, rows)
    return Table("what_ifs", phrase("What if"), heads, found)


def _strictest(result: Result) -> Table:
    def rows(side: Side) -> Iterator[Row]:
        for one in side.strictest:
            tried = ", ".join(f"{each.target}: {each.share:.1%}" for each in one.tried)
            if one.tried:
                yield one.priority, one.target or phrase("none of those tried"), tried

    more = [phrase("strictest target kept at 95 %%"), phrase("tried: kept")]
    heads, found = _beside(result, [phrase("priority")], more, rows)
    note = phrase("The target of the first answer, in the hours that its row has.")
    return Table("strictest", phrase("How strict could it be"), heads, found, note)


def _charges(result: Result) -> Table:
    def rows(side: Side) -> Iterator[Row]:
        for one in side.answers.charges:
            yield one.name, one.amount or "–", one.cases

    heads, found = _beside(result, [phrase("charge")], [phrase("amount"), phrase("cases")], rows)
    return Table("charges", phrase("Charges proposed"), heads, found)


def _sentences(result: Result) -> Table:
    def rows(side: Side) -> Iterator[Row]:
        for one in (*side.answers.defects, *side.answers.refused):
            yield one.text, one.times

    heads, found = _beside(result, [phrase("what the engine said")], [phrase("times")], rows)
    return Table("defects", phrase("Defects and refusals"), heads, found)


def _changes(result: Result) -> Table:
    rows = tuple((one.ref, word(one.kind), word(one.then), word(one.now)) for one in result.changes)
    names = _names(result)
    then, now = (names[1], names[0]) if len(names) > 1 else ("", "")
    heads = (
        phrase("case"), phrase("promise"), phrase("under %(charter)s", charter=then),
        phrase("under %(charter)s", charter=now),
    )  # fmt: skip
    return Table("changes", phrase("Cases that change"), heads, rows)


def _unused(result: Result) -> Table | None:
    if result.log is None:
        return None
    rows = tuple((one.line, one.column or "–", one.why) for one in result.log.unused)
    heads = (phrase("line"), phrase("column"), phrase("why"))
    return Table("unused", phrase("Lines of the log that were not used"), heads, rows)


def _words(result: Result) -> Table | None:
    if result.log is None:
        return None
    rows = tuple(
        (one.column, one.theirs, one.ours or phrase("nothing"), one.times)
        for one in result.log.words
    )
    heads = (phrase("column"), phrase("in the log"), phrase("read as"), phrase("times"))
    return Table("words", phrase("How the log's words were read"), heads, rows)


_TABLES: tuple[Callable[[Result], Table | None], ...] = (
    _promises, _by_priority, _worst_hours, _changes, _waits, _staffing, _strictest, _what_ifs,
    _roles, _people, _steps, _called, _waiting, _occasions, _charges, _sentences, _words, _unused,
)  # fmt: skip

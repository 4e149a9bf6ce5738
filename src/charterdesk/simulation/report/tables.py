"""The answers as tables, each charter beside the other, the same for text and page."""

from collections.abc import Callable, Iterator

from charterdesk.engine.phrase import phrase
from charterdesk.simulation.answers.values import Answers, Hour, Rate, Staffing
from charterdesk.simulation.report.cells import Amount, Between, Lasting, Share
from charterdesk.simulation.report.table import Row, Table, beside, names_of, side_name
from charterdesk.simulation.report.tables_people import (
    people_told,
    roles_called,
    roles_told,
    special_days,
    steps_reached,
    time_waited,
)
from charterdesk.simulation.report.tables_supposed import (
    charges_proposed,
    defects_and_refusals,
    strictest_targets,
    what_would_happen,
)
from charterdesk.simulation.report.words import half_hour_of_week, hour_of_week, word
from charterdesk.simulation.values import Result, Side

__all__ = ["Table", "shortest_staffed", "side_name", "tables_of", "worst_hours"]

WORST = 12


def tables_of(result: Result) -> Iterator[Table]:
    """Every table that says anything."""
    for make in _TABLES:
        table = make(result)
        if table is not None and table.rows:
            yield table


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

    heads, found = beside(result, [phrase("promise")], _RATE_HEADS, rows)
    return Table("promises", phrase("Promises kept and missed"), heads, found)


def _by_priority(result: Result) -> Table:
    def rows(side: Side) -> Iterator[Row]:
        for rate in side.answers.by_priority:
            yield (word(rate.kind), rate.priority, *_rate_row(rate))

    heads, found = beside(result, [phrase("promise"), phrase("priority")], _RATE_HEADS, rows)
    return Table("by_priority", phrase("By priority"), heads, found)


def _worst_hours(result: Result) -> Table:
    def rows(side: Side) -> Iterator[Row]:
        for hour in worst_hours(side.answers):
            share = Share(hour.missed / hour.decided)
            sure = Between(hour.low, hour.high)
            yield hour_of_week(hour.hour), hour.missed, hour.decided, share, sure, hour.cases

    more = [
        phrase("missed"), phrase("judged"), phrase("share missed"), phrase("95 %% interval"),
        phrase("cases"),
    ]  # fmt: skip
    heads, found = beside(result, [phrase("hour of the week")], more, rows)
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
        first = waits.first_solved / waits.first_known if waits.first_known else None
        if waits.queued or waits.live_asked or waits.first_known:
            yield (
                phrase("all cases"), waits.queued, Lasting(waits.median), Lasting(waits.p90),
                Lasting(waits.p99), waits.live_asked, Share(live), waits.abandoned,
                Share(first),
            )  # fmt: skip

    more = [
        phrase("queued"), phrase("half within"), phrase("90 %% within"), phrase("99 %% within"),
        phrase("live calls"), phrase("answered live"), phrase("hung up"),
        phrase("solved at first contact"),
    ]  # fmt: skip
    heads, found = beside(result, [phrase("waiting in line")], more, rows)
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
    heads, found = beside(result, first, more, rows)
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


def _changes(result: Result) -> Table:
    rows = tuple((one.ref, word(one.kind), word(one.then), word(one.now)) for one in result.changes)
    names = names_of(result)
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
    _promises, _by_priority, _worst_hours, _changes, _waits, _staffing, strictest_targets,
    what_would_happen, roles_told, people_told, steps_reached, roles_called, time_waited,
    special_days, charges_proposed, defects_and_refusals, _words, _unused,
)  # fmt: skip

"""Tables about people: who is told, called and waited for, and on which special days."""

from collections.abc import Iterator

from charterdesk.engine.phrase import phrase
from charterdesk.simulation.report.cells import Amount, Lasting, Share
from charterdesk.simulation.report.table import Row, Table, beside
from charterdesk.simulation.report.words import word
from charterdesk.simulation.values import Result, Side


def roles_told(result: Result) -> Table:
    """Notices by role."""

    def rows(side: Side) -> Iterator[Row]:
        for one in side.answers.roles:
            yield one.role, one.total, Amount(one.per_week), one.at_night

    more = [phrase("notices"), phrase("a week"), phrase("at night (22-07)")]
    heads, found = beside(result, [phrase("role")], more, rows)
    return Table("roles", phrase("Notices by role"), heads, found)


def people_told(result: Result) -> Table:
    """Notices by person, with the worst night."""

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
    heads, found = beside(result, [phrase("person")], more, rows)
    return Table("people", phrase("Notices by person"), heads, found)


def steps_reached(result: Result) -> Table:
    """How often each step of a ladder is reached, and when."""

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
    heads, found = beside(result, [phrase("ladder"), phrase("step")], more, rows)
    note = phrase("The time counts from the escalation to the step.")
    return Table("steps", phrase("Ladder steps reached"), heads, found, note)


def roles_called(result: Result) -> Table:
    """Whom ladders call."""

    def rows(side: Side) -> Iterator[Row]:
        for one in side.answers.called:
            yield one.role, one.cases

    heads, found = beside(result, [phrase("role")], [phrase("cases")], rows)
    return Table("called", phrase("Called by a ladder"), heads, found)


def time_waited(result: Result) -> Table:
    """On whom the cases wait."""

    def rows(side: Side) -> Iterator[Row]:
        for one in side.answers.waiting:
            yield word(one.on), Share(one.share), Lasting(one.total)

    more = [phrase("share of the cases' time"), phrase("in all")]
    heads, found = beside(result, [phrase("waiting on")], more, rows)
    return Table("waiting", phrase("Time spent waiting"), heads, found)


def special_days(result: Result) -> Table:
    """What begins on special days and hours."""

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
    heads, found = beside(result, [phrase("what began on")], more, rows)
    return Table("occasions", phrase("Special days and hours"), heads, found)

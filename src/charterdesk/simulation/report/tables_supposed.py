"""Tables about what might be: what-ifs, stricter targets, charges, and what the engine refused."""

from collections.abc import Iterator

from charterdesk.engine.phrase import phrase
from charterdesk.simulation.report.cells import Lasting, Share
from charterdesk.simulation.report.table import Row, Table, beside
from charterdesk.simulation.report.words import word
from charterdesk.simulation.values import Result, Side


def what_would_happen(result: Result) -> Table:
    """What each what-if makes of the promises."""

    def rows(side: Side) -> Iterator[Row]:
        for one in side.what_ifs:
            usual = {rate.kind: rate.share for rate in one.usual or side.answers.promises}
            for rate in one.promises:
                if rate.decided:
                    yield (
                        word(one.name), word(rate.kind), Share(rate.share),
                        Share(usual.get(rate.kind)), Lasting(one.waits.p90),
                        one.waits.abandoned, one.detail,
                    )  # fmt: skip

    more = [
        phrase("share missed"), phrase("without it"), phrase("90 %% in line within"),
        phrase("hung up"), phrase("what happens"),
    ]  # fmt: skip
    heads, found = beside(result, [phrase("what if"), phrase("promise")], more, rows)
    return Table("what_ifs", phrase("What if"), heads, found)


def strictest_targets(result: Result) -> Table:
    """The reverse question, by priority."""

    def rows(side: Side) -> Iterator[Row]:
        for one in side.strictest:
            tried = ", ".join(f"{each.target}: {each.share:.1%}" for each in one.tried)
            if one.tried:
                yield one.priority, one.target or phrase("none of those tried"), tried

    more = [phrase("strictest target kept at 95 %%"), phrase("tried: kept")]
    heads, found = beside(result, [phrase("priority")], more, rows)
    note = phrase("The target of the first answer, in the hours that its row has.")
    return Table("strictest", phrase("How strict could it be"), heads, found, note)


def charges_proposed(result: Result) -> Table:
    """Charges that rules proposed."""

    def rows(side: Side) -> Iterator[Row]:
        for one in side.answers.charges:
            yield one.name, one.amount or "–", one.cases

    heads, found = beside(result, [phrase("charge")], [phrase("amount"), phrase("cases")], rows)
    return Table("charges", phrase("Charges proposed"), heads, found)


def defects_and_refusals(result: Result) -> Table:
    """What the engine could not do."""

    def rows(side: Side) -> Iterator[Row]:
        for one in (*side.answers.defects, *side.answers.refused):
            yield one.text, one.times

    heads, found = beside(result, [phrase("what the engine said")], [phrase("times")], rows)
    return Table("defects", phrase("Defects and refusals"), heads, found)

"""A customer's systems in short: whether they were reached, and the case on which that was."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from charterdesk.access.queries import SystemSeen
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.customer_values import SystemLine
from charterdesk.desk.pages.access import checked_words, summary_of
from charterdesk.look.values import Link
from charterdesk.visit.reader import Reader


@dataclass(frozen=True, slots=True)
class Systems:
    """Systems to be shown; `cases` are the numbers that the reader may open."""

    seen: Sequence[SystemSeen] = ()
    cases: Collection[str] = ()


def system_lines(systems: Systems, reader: Reader) -> tuple[SystemLine, ...]:
    """A line for each."""
    return tuple(_line(one, systems.cases, reader) for one in systems.seen)


def _line(one: SystemSeen, cases: Collection[str], reader: Reader) -> SystemLine:
    number = one.check.case.number if one.check else ""
    asset = one.system.asset
    return SystemLine(
        name=one.system.name, words=summary_of(one), checked=checked_words(one.check, reader),
        link=Link(number, CaseUrls(number).of("case_access")) if number in cases else None,
        asset=Link(asset.tag, asset.get_absolute_url()) if asset else None,
    )  # fmt: skip

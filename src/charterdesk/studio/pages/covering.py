"""The coverage matrix: what is promised to whom in which hours, or that nothing is."""

from django.utils.translation import gettext as _

from charterdesk.engine.charter.values import Charter
from charterdesk.engine.check.coverage import OTHER_TIMES, Cell, Cover, Coverage, coverage
from charterdesk.engine.explain.words import kind_name
from charterdesk.look.phrasing import worded
from charterdesk.studio.values import Coverage as Shown
from charterdesk.studio.values import CoverageCell, CoverageRow


def coverage_of(charter: Charter) -> Shown:
    """The matrix: a row for each priority and contract, a column for each of the hours."""
    found = coverage(charter)
    return Shown(
        columns=tuple(_column(name, found) for name in found.hours),
        rows=tuple(
            CoverageRow(
                priority,
                contract,
                tuple(_cell(found.cell(priority, contract, hours)) for hours in found.hours),
            )
            for priority in found.priorities
            for contract in found.contracts
        ),
        has_contracts=len(found.contracts) > 1,
    )


def _column(name: str, found: Coverage) -> str:
    if name != OTHER_TIMES:
        return name
    return _("all other times") if len(found.hours) > 1 else _("at any time")


def _cell(cell: Cell) -> CoverageCell:
    if not cell.is_promised:
        return CoverageCell((), _("no promise"))
    return CoverageCell(tuple(_line(one) for one in cell.promises if one.counts))


def _line(one: Cover) -> str:
    return f"{worded(kind_name(one.kind), 'UTC')}: {one.target}"

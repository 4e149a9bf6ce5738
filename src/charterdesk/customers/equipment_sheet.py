"""Equipment as a sheet, out and in. A sheet goes in whole or not at all; a trial changes nothing.

Lines are known by their tag. Columns beside the named ones are fields of the line's type. What a
sheet has no column for stays as it is.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO

from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import Actor, demand_staffing
from charterdesk.customers.equipment import all_assets, asset_types
from charterdesk.customers.equipment_relations import (
    Wanted,
    put_relations,
    read_relations,
    relations_cell,
    relations_held,
)
from charterdesk.customers.equipping import COLUMNS, About, add_asset, change_asset
from charterdesk.customers.models import Asset, AssetRelation, AssetType, Organisation
from charterdesk.kit.sheets import plain_cell, safe_cell

RELATIONS = "relations"
NEEDED = ("tag", "customer", "type")
# Each line is checked and saved by itself: more would keep the browser waiting too long.
MOST_LINES = 2000
MOST_FAULTS = 100
_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")


@dataclass(frozen=True, slots=True)
class LineFault:
    """What keeps one line of the sheet out; the line with the names of the columns is 1."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Taken:
    """How many lines add, change or leave equipment as it is; nothing was done with faults."""

    added: int = 0
    changed: int = 0
    same: int = 0
    faults: tuple[LineFault, ...] = ()


def sheet_of(asker: Actor) -> str:
    """All equipment as CSV; no cell can be taken for a formula."""
    own = list(dict.fromkeys(name for kind in asset_types(asker) for name in kind.own_fields))
    text = StringIO()
    lines = csv.writer(text)
    lines.writerow([safe_cell(one) for one in (*COLUMNS, *own)])
    others = Prefetch("relations", AssetRelation.objects.select_related("other"))
    for asset in all_assets(asker).prefetch_related(others).iterator(chunk_size=1000):
        lines.writerow([safe_cell(one) for one in _cells(asset, own)])
    return text.getvalue()


@transaction.atomic
def take_sheet(*, text: str, trial: bool, by: Actor, at: datetime) -> Taken:
    """Add and change equipment line by line; with one fault, or for a trial, nothing is kept."""
    demand_staffing(by)
    rows = _rows(text)
    if isinstance(rows, LineFault):
        return Taken(faults=(rows,))
    taking = _Taking(by, at)
    faults = [LineFault(line, said) for line, row in rows if (said := taking.take(line, row))]
    if not faults:
        faults = list(taking.relate())
    if trial or faults:
        transaction.set_rollback(True)
    counts = taking.counts
    return Taken(counts["added"], counts["changed"], counts["same"], tuple(faults[:MOST_FAULTS]))


class _Taking:
    """One sheet on its way in: what it may name, and what became of its lines so far."""

    def __init__(self, by: Actor, at: datetime) -> None:
        self.by, self.at = by, at
        self.customers = {one.name.casefold(): one for one in Organisation.objects.all()}
        self.types = {one.name.casefold(): one for one in asset_types(by)}
        self.counts = {"added": 0, "changed": 0, "same": 0}
        self.tags: set[str] = set()
        self.before: tuple[object, ...] = ()
        self.related: list[tuple[int, Asset, Wanted]] = []

    def take(self, line: int, row: Mapping[str, str]) -> str:
        """Add or change by one line; why not, or ""."""
        tag = row["tag"]
        if tag in self.tags:
            return _("The tag “%(tag)s” stands in the sheet twice.") % {"tag": tag}
        self.tags.add(tag)
        found = self._found(row)
        if isinstance(found, str):
            return found
        customer, kind = found
        known = Asset.objects.select_related("organisation", "licence_key").filter(tag=tag).first()
        about = _about({**_told(known, kind), **row}, kind)
        if isinstance(about, str):
            return about
        wanted = read_relations(row[RELATIONS]) if RELATIONS in row else None
        if isinstance(wanted, str):
            return wanted
        done = self._done(known or tag, customer, about)
        if isinstance(done, str):
            return done
        held = relations_held(done)
        if wanted is not None and wanted != held:
            self.related.append((line, done, wanted))
        self._count(known, done, wanted in (None, held))
        return ""

    def relate(self) -> Iterator[LineFault]:
        """Relate what is there by now; a line may name one that stands below it."""
        for line, asset, wanted in self.related:
            if said := put_relations(asset=asset, wanted=wanted, by=self.by, at=self.at):
                yield LineFault(line, said)

    def _found(self, row: Mapping[str, str]) -> tuple[Organisation, AssetType] | str:
        customer = self.customers.get(row["customer"].casefold())
        if customer is None:
            return _("There is no customer “%(name)s”.") % {"name": row["customer"]}
        kind = self.types.get(row["type"].casefold())
        if kind is None:
            return _("There is no type “%(name)s”: add it first.") % {"name": row["type"]}
        return customer, kind

    def _done(self, one: Asset | str, customer: Organisation, about: About) -> Asset | str:
        if isinstance(one, str):
            done = add_asset(organisation=customer, tag=one, about=about, by=self.by, at=self.at)
        elif one.organisation_id != customer.pk:
            said = {"tag": one.tag, "customer": one.organisation.name}
            return _("The tag “%(tag)s” belongs to %(customer)s.") % said
        else:
            self.before = _state(one)
            done = change_asset(asset=one, about=about, by=self.by, at=self.at)
        return done.text if isinstance(done, Refusal) else done

    def _count(self, known: Asset | None, done: Asset, same_relations: bool) -> None:
        same = known is not None and same_relations and self.before == _state(done)
        self.counts["added" if known is None else "same" if same else "changed"] += 1


def _told(known: Asset | None, kind: AssetType) -> dict[str, str]:
    """What is known already, for the columns that the sheet has not."""
    if known is None:
        return dict.fromkeys(COLUMNS, "")
    own = [name for name in known.own_values if name in kind.own_fields]
    cells = zip((*COLUMNS, *own), _cells(known, own), strict=True)
    return {name: cell for name, cell in cells if name not in NEEDED}


def _rows(text: str) -> list[tuple[int, dict[str, str]]] | LineFault:
    """Each line with its number; columns are known by name, in any order and case of letters."""
    text = text.replace("\0", "")  # No database keeps it in a text.
    source = StringIO(text.lstrip("\ufeff"), newline="")
    # Strict: a quotation mark that is never closed would swallow the lines below it.
    lines = csv.reader(source, delimiter=_delimiter(text), strict=True)
    rows: list[tuple[int, dict[str, str]]] = []
    try:
        names = [plain_cell(" ".join(one.split())) for one in next(lines, [])]
        known = [one.casefold() if one.casefold() in COLUMNS else one for one in names]
        if fault := _heading_fault(known):
            return fault
        for cells in lines:
            if any(cell.strip() for cell in cells):
                if said := _line_fault(known, cells, len(rows)):
                    return LineFault(lines.line_num, said)
                rows.append((lines.line_num, _row(known, cells)))
    except csv.Error as error:
        said_so = _("This line can't be read as CSV: %(why)s.") % {"why": error}
        return LineFault(lines.line_num, said_so)
    return rows or LineFault(1, _("The sheet has no lines below the names of its columns."))


def _delimiter(text: str) -> str:
    """Spreadsheets of half the world write a semicolon."""
    heading = text.partition("\n")[0]
    return max(",", ";", "\t", key=heading.count)


def _heading_fault(names: list[str]) -> LineFault | None:
    lacking = ", ".join(one for one in NEEDED if one not in names)
    if lacking:
        return LineFault(1, _("The first line lacks the columns: %(names)s.") % {"names": lacking})
    twice = next((one for one in names if one and names.count(one) > 1), "")
    return (
        LineFault(1, _("The column “%(name)s” is there twice.") % {"name": twice})
        if twice
        else None
    )


def _line_fault(names: list[str], cells: list[str], before: int) -> str:
    """Why the sheet ends here; "" where the line can be read."""
    if before == MOST_LINES:
        return _("A sheet has at most %(count)d lines: split it.") % {"count": MOST_LINES}
    unnamed = [cell for at, cell in enumerate(cells) if at >= len(names) or not names[at]]
    if any(cell.strip() for cell in unnamed):
        return _(
            "This line has more cells than columns are named: put a text with a comma or"
            " semicolon in it between quotation marks."
        )
    return ""


def _row(names: list[str], cells: list[str]) -> dict[str, str]:
    given = dict(zip(names, (plain_cell(cell).strip() for cell in cells), strict=False))
    given = {**dict.fromkeys(names, ""), **given}
    return {name: cell for name, cell in given.items() if name}


def _about(row: Mapping[str, str], kind: AssetType) -> About | str:
    try:
        warranty = _day(row["warranty until"]) if row["warranty until"] else None
    except ValueError:
        said = {"text": row["warranty until"]}
        return _("“%(text)s” is no day: it wants the form 2027-03-31.") % said
    return About(
        type=kind, product=row["product"], version=row["version"], serial=row["serial"],
        licence_key=row["licence key"], warranty_until=warranty, place=row["place"],
        own={name: value for name, value in row.items() if name not in COLUMNS},
    )  # fmt: skip


def _day(text: str) -> date:
    """Spreadsheets of half Europe turn 2027-03-31 into 31.03.2027. Raises ValueError."""
    day, month, year = found.groups() if (found := _DOTTED.fullmatch(text)) else ("", "", "")
    return date(int(year), int(month), int(day)) if year else date.fromisoformat(text)


def _cells(asset: Asset, own: Iterable[str]) -> list[str]:
    warranty = asset.warranty_until.isoformat() if asset.warranty_until else ""
    key = asset.licence_key.number if asset.licence_key else ""
    return [
        asset.tag, asset.organisation.name, asset.type.name, asset.product, asset.version,
        asset.serial, key, warranty, asset.place, relations_cell(asset.relations.all()),
        *(str(asset.own_values.get(name, "")) for name in own),
    ]  # fmt: skip


def _state(asset: Asset) -> tuple[object, ...]:
    return (
        asset.type_id, asset.product, asset.version, asset.serial, asset.licence_key_id,
        asset.warranty_until, asset.place, tuple(sorted(asset.own_values.items())),
    )  # fmt: skip

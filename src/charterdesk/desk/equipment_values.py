"""The frozen values of the pages about equipment: the list, one piece, a sheet on its way in."""

from dataclasses import dataclass

from charterdesk.desk.customer_values import Adder, AssetRow, SystemLine
from charterdesk.desk.values import QueuePage
from charterdesk.look.values import Action, Field, Link, Pager, Refusal


@dataclass(frozen=True, slots=True)
class TypeRow:
    """A type and the fields of its own."""

    name: str
    fields: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EquipmentPage:
    """All equipment, or what has the words; the types below."""

    sentence: str
    query: str
    action: str
    rows: tuple[AssetRow, ...]
    types: tuple[TypeRow, ...]
    adding: Adder
    csv_url: str
    sheet_url: str
    empty: str = ""
    reason: str = ""
    refusal: Refusal | None = None
    customer: str = ""
    pager: Pager | None = None


@dataclass(frozen=True, slots=True)
class RelationRow:
    """`words` say how the asset stands to the other one; `act` takes it back."""

    words: str
    other: Link
    act: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetPage:
    """One piece of equipment: facts, relations, its cases, and the forms that change it."""

    tag: str
    sentence: str
    customer: Link
    facts: tuple[tuple[str, str], ...]
    relations: tuple[RelationRow, ...]
    change: Adder
    relate: Adder
    cases: QueuePage
    systems: tuple[SystemLine, ...] = ()
    open: bool = False
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage:
    """A sheet is pasted or chosen, tried, then taken; faults are sentences with their line."""

    action: str
    back_url: str
    fields: tuple[Field, ...]
    columns: str
    sentence: str = ""
    faults: tuple[tuple[int, str], ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TiePage:
    """Which equipment a case is about: the customer's, none, or another's tag."""

    ref: str
    subject: str
    action: str
    back_url: str
    fields: tuple[Field, ...]
    note: str = ""

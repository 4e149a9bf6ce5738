"""How equipment stands to other equipment, as one cell of a sheet: `part of SRV-1; replaces GW-3`.

A cell holds the relations that were made from its own line's side; the other side follows.
"""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import Actor
from charterdesk.customers.equipping import relate_assets, unrelate_assets
from charterdesk.customers.models import Asset, AssetRelation

Wanted = tuple[tuple[str, str], ...]
KINDS = tuple(AssetRelation.Kind.values)


def relations_cell(relations: Iterable[AssetRelation]) -> str:
    """The cell, by tag; the relations have their other side loaded."""
    said = sorted((one.other.tag, one.kind) for one in relations)
    return "; ".join(f"{kind} {tag}" for tag, kind in said)


def read_relations(cell: str) -> Wanted | str:
    """Pairs of kind and tag, by tag; a sentence where an entry is none.

    >>> read_relations("Part of SRV-1; replaces GW-3")
    (('replaces', 'GW-3'), ('part of', 'SRV-1'))
    """
    found = []
    for entry in filter(None, (one.strip() for one in cell.split(";"))):
        plain = " ".join(entry.split())
        kind = next((one for one in KINDS if plain.casefold().startswith(f"{one} ")), "")
        if not kind:
            said = {"text": entry, "kinds": ", ".join(KINDS)}
            return _("“%(text)s” is no relation: write one of %(kinds)s, and a tag.") % said
        found.append((plain[len(kind) + 1 :], kind))
    return tuple((kind, tag) for tag, kind in sorted(set(found)))


def relations_held(asset: Asset) -> Wanted:
    """What `read_relations` gives for the asset as it is."""
    rows = asset.relations.select_related("other")
    return tuple((kind, tag) for tag, kind in sorted((one.other.tag, one.kind) for one in rows))


def put_relations(*, asset: Asset, wanted: Wanted, by: Actor, at: datetime) -> str:
    """The asset's own side is as wanted from now on; why not, or ""."""
    for row in asset.relations.select_related("other"):
        if (row.kind, row.other.tag) not in wanted:
            unrelate_assets(asset=asset, relation=row.pk, by=by, at=at)
    held = relations_held(asset)
    for kind, tag in (one for one in wanted if one not in held):
        done = relate_assets(asset=asset, other=tag, kind=kind, by=by, at=at)
        if isinstance(done, Refusal):
            return done.text
    return ""

"""Changes to equipment and licence keys. Everybody at the desk records them; leads name the types.

Fields of a type that are not filled in are not kept; a field of another type is refused.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal, save_valid
from charterdesk.accounts.rights import Actor, demand_sight, demand_staffing
from charterdesk.customers.identifying import key_number
from charterdesk.customers.models import (
    Asset,
    AssetRelation,
    AssetType,
    Contract,
    LicenceKey,
    Organisation,
)

# What a sheet calls that which every piece may have: no type gets a field of such a name.
COLUMNS = (
    "tag", "customer", "type", "product", "version", "serial", "licence key", "warranty until",
    "place", "relations",
)  # fmt: skip
MOST_OWN_FIELDS = 30
LONGEST_OWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is known of a piece of equipment; `licence_key` is a key's number or ""."""

    type: AssetType
    product: str = ""
    version: str = ""
    serial: str = ""
    licence_key: str = ""
    warranty_until: date | None = None
    place: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


def add_licence_key(
    *, contract: Contract, number: str, by: Actor, at: datetime,
    product: str = "", valid_until: date | None = None,
) -> LicenceKey | Refusal:  # fmt: skip
    """A key that the contract's customer holds; a number is held once (R-TER-7)."""
    demand_sight(by)
    key = LicenceKey(
        contract=contract, number=key_number(number), product=product.strip(),
        valid_until=valid_until,
    )  # fmt: skip
    return save_valid(key) or key


def add_asset_type(
    *, name: str, own_fields: Iterable[str], by: Actor, at: datetime
) -> AssetType | Refusal:
    """A type of equipment; one that is there gets the fields it lacks and loses none."""
    demand_staffing(by)
    given = [" ".join(one.split()) for one in own_fields]
    known = AssetType.objects.filter(name__iexact=name.strip()).first()
    kind = known or AssetType(name=name.strip(), own_fields=[])
    wanted = _with_further(kind.own_fields, given)
    taken = next((one for one in wanted if one.casefold() in COLUMNS), "")
    if taken and taken not in kind.own_fields:
        text = _("Every piece of equipment has “%(field)s” already: choose another name.")
        return Refusal(text % {"field": taken}, "own_fields")
    if len(wanted) > MOST_OWN_FIELDS or any(len(one) > 60 for one in wanted):
        said = {"count": MOST_OWN_FIELDS}
        text = _("A type has at most %(count)d fields, each with a name of 60 letters or fewer.")
        return Refusal(text % said, "own_fields")
    kind.own_fields = wanted
    return save_valid(kind) or kind


@transaction.atomic
def add_asset(
    *, organisation: Organisation, tag: str, about: About, by: Actor, at: datetime
) -> Asset | Refusal:
    """A new piece of equipment of a customer's, under a tag that nothing else has."""
    demand_sight(by)
    return _put(Asset(organisation=organisation, tag=tag.strip()), about)


@transaction.atomic
def change_asset(*, asset: Asset, about: About, by: Actor, at: datetime) -> Asset | Refusal:
    """The equipment is as `about` says from now on; its tag and its customer stay."""
    demand_sight(by)
    return _put(asset, about)


def relate_assets(
    *, asset: Asset, other: str, kind: str, by: Actor, at: datetime
) -> AssetRelation | Refusal:
    """Say how the asset stands to the one with the tag `other`, of the same customer."""
    demand_sight(by)
    found = Asset.objects.filter(tag=other.strip(), organisation=asset.organisation_id).first()
    if found is None:
        said = {"tag": other.strip()}
        return Refusal(_("This customer has no equipment with the tag “%(tag)s”.") % said, "other")
    AssetRelation.objects.filter(asset=found, other=asset).delete()
    known = AssetRelation.objects.filter(asset=asset, other=found).first()
    relation = known or AssetRelation(asset=asset, other=found)
    relation.kind = kind
    return save_valid(relation) or relation


def unrelate_assets(*, asset: Asset, relation: int, by: Actor, at: datetime) -> None:
    """The relation is gone, from whichever side it was made."""
    demand_sight(by)
    AssetRelation.objects.filter(pk=relation, asset=asset).delete()
    AssetRelation.objects.filter(pk=relation, other=asset).delete()


def key_of(organisation: Organisation, number: str) -> LicenceKey | Refusal | None:
    """The customer's licence key of that number; None where none is named."""
    if not number.strip():
        return None
    found = LicenceKey.objects.filter(
        number=key_number(number), contract__organisation=organisation
    ).first()
    said = {"key": number.strip(), "customer": organisation.name}
    lacking = _("%(customer)s has no licence key “%(key)s”: add it to a contract first.")
    return found or Refusal(lacking % said, "licence_key")


def _put(asset: Asset, about: About) -> Asset | Refusal:
    key = key_of(asset.organisation, about.licence_key)
    own = _own_values(about)
    if isinstance(key, Refusal):
        return key
    if isinstance(own, Refusal):
        return own
    asset.type, asset.licence_key, asset.own_values = about.type, key, own
    asset.product, asset.version = about.product.strip(), about.version.strip()
    asset.serial, asset.place = about.serial.strip(), about.place.strip()
    asset.warranty_until = about.warranty_until
    return save_valid(asset) or asset


def _with_further(held: Iterable[str], given: Iterable[str]) -> list[str]:
    """The names held, then the given ones that are new in any case of letters."""
    names = list(held)
    known = {one.casefold() for one in names}
    for one in filter(None, given):
        if one.casefold() not in known:
            known.add(one.casefold())
            names.append(one)
    return names


def _own_values(about: About) -> dict[str, str] | Refusal:
    kept = {name: value.strip() for name, value in about.own.items() if value.strip()}
    for name, value in kept.items():
        if name not in about.type.own_fields:
            said = {"type": about.type.name, "field": name}
            return Refusal(_("Equipment of type %(type)s has no field “%(field)s”.") % said, "own")
        if len(value) > LONGEST_OWN:
            said = {"field": name, "count": str(LONGEST_OWN)}
            return Refusal(_("“%(field)s” is longer than %(count)s letters.") % said, "own")
    return kept

"""Equipment and licence keys as the desk may see them: of a customer, by tag, by words."""

from django.db.models import Q, QuerySet

from charterdesk.accounts.rights import Actor, demand_sight
from charterdesk.customers.identifying import key_number
from charterdesk.customers.models import (
    Asset,
    AssetRelation,
    AssetType,
    LicenceKey,
    Organisation,
)
from charterdesk.kit.spellings import spellings


def assets_of(asker: Actor, organisation: Organisation, most: int = 200) -> list[Asset]:
    """A customer's equipment by tag, each with its type and key."""
    demand_sight(asker)
    return list(_loaded().filter(organisation=organisation).order_by("tag")[:most])


def asset_for(asker: Actor, tag: str) -> Asset | None:
    """The equipment with that tag, its customer, type and key loaded."""
    demand_sight(asker)
    return _loaded().filter(tag=tag).first()


def assets_like(asker: Actor, words: str, most: int = 100) -> list[Asset]:
    """Equipment with the words in tag, product, serial, place or customer; all without words."""
    demand_sight(asker)
    like = Q()
    for spelling in spellings(words.strip()):
        for name in ("tag", "product", "serial", "place", "organisation__name", "type__name"):
            like |= Q(**{f"{name}__icontains": spelling})
        like |= Q(licence_key__number=key_number(spelling))
    return list(_loaded().filter(like).order_by("tag")[:most])


def all_assets(asker: Actor) -> QuerySet[Asset]:
    """All equipment by customer and tag, for a sheet."""
    demand_sight(asker)
    return _loaded().order_by("organisation__name", "tag")


def asset_types(asker: Actor) -> list[AssetType]:
    """The types that were named, by name."""
    demand_sight(asker)
    return list(AssetType.objects.order_by("name"))


def relations_of(asker: Actor, asset: Asset) -> list[AssetRelation]:
    """How the asset stands to others, from both sides."""
    demand_sight(asker)
    found = AssetRelation.objects.filter(Q(asset=asset) | Q(other=asset))
    return list(found.select_related("asset", "other").order_by("pk"))


def licence_keys_of(asker: Actor, organisation: Organisation) -> list[LicenceKey]:
    """The customer's licence keys, each with its contract, by number."""
    demand_sight(asker)
    found = LicenceKey.objects.filter(contract__organisation=organisation)
    return list(found.select_related("contract").order_by("number"))


def _loaded() -> QuerySet[Asset]:
    return Asset.objects.select_related("organisation", "type", "licence_key")

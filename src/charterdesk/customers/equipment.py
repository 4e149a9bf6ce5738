"""Equipment and licence keys as the desk may see them: of a customer, by tag, by words."""

from django.db.models import Q, QuerySet

from charterdesk.accounts.rights import Actor, demand_sight
from charterdesk.customers.identifying import key_number
from charterdesk.customers.listing import Listed, paged
from charterdesk.customers.models import (
    Asset,
    AssetRelation,
    AssetType,
    LicenceKey,
    Organisation,
)
from charterdesk.kit.prepared import Prepared
from charterdesk.kit.spellings import spelled, spellings
from charterdesk.kit.whole_numbers import whole_number

PAGE = 50


def assets_of(asker: Actor, organisation: Organisation, most: int = 200) -> list[Asset]:
    """A customer's equipment by tag, each with its type and key."""
    demand_sight(asker)
    return _ASSETS_OF.rows(most, organisation=organisation.pk)


def asset_for(asker: Actor, tag: str) -> Asset | None:
    """The equipment with that tag, its customer, type and key loaded."""
    demand_sight(asker)
    return _BY_TAG.first(tag=tag)


def assets_like(asker: Actor, words: str, most: int = 100) -> list[Asset]:
    """Equipment with the words in tag, product, serial, place or customer; all without words."""
    demand_sight(asker)
    return _ASSETS_LIKE.rows(most, False, False, organisation=0, behind="", **_asked(words))


def assets_listed(
    asker: Actor, words: str, *, organisation: Organisation | None = None, after: str = ""
) -> Listed[Asset]:
    """A page of the same by tag, of all customers or of one."""
    demand_sight(asker)
    last = Asset.objects.filter(pk=whole_number(after) or 0).only("tag").first() if after else None
    rows = _ASSETS_LIKE.rows(
        PAGE + 1, organisation is not None, last is not None,
        organisation=organisation.pk if organisation else 0, behind=last.tag if last else "",
        **_asked(words),
    )  # fmt: skip
    return paged(rows, PAGE)


def all_assets(asker: Actor) -> QuerySet[Asset]:
    """All equipment by customer and tag, for a sheet."""
    demand_sight(asker)
    return _loaded().order_by("organisation__name", "tag")


def asset_types(asker: Actor) -> list[AssetType]:
    """The types that were named, by name."""
    demand_sight(asker)
    return _TYPES.rows()


def relations_of(asker: Actor, asset: Asset) -> list[AssetRelation]:
    """How the asset stands to others, from both sides."""
    demand_sight(asker)
    return _RELATIONS.rows(asset=asset.pk)


def licence_keys_of(asker: Actor, organisation: Organisation) -> list[LicenceKey]:
    """The customer's licence keys, each with its contract, by number."""
    demand_sight(asker)
    return _KEYS_OF.rows(organisation=organisation.pk)


def _loaded() -> QuerySet[Asset]:
    return Asset.objects.select_related("organisation", "type", "licence_key")


def _asked(words: str) -> dict[str, str]:
    """The words as names have them, in small letters (`small0`) and as keys of licences."""
    words = words.strip()
    named = spelled(words)
    small = sorted({words.lower()} | {_small(one) for one in spellings(words)})
    return {
        **named,
        **{f"small{at}": one for at, one in enumerate(small)},
        **{f"key{at}": key_number(one) for at, one in enumerate(named.values())},
    }


def _small(word: str) -> str:
    """As SQLite writes it small: letters beyond ASCII stay as they are."""
    return "".join(one.lower() if one.isascii() else one for one in word)


def _assets_like(
    most: int, theirs: bool, goes_on: bool, *, organisation: int, behind: str, **asked: str
) -> QuerySet[Asset]:
    """One column of each row is read; customers, types and keys are looked up once."""
    like = Q()
    for name, one in asked.items():
        if name.startswith("key"):
            like |= Q(licence_key__in=LicenceKey.objects.filter(number=one))
        elif name.startswith("small"):
            like |= Q(found_by__contains=one)
        else:
            like |= Q(organisation__in=Organisation.objects.filter(name__icontains=one))
            like |= Q(type__in=AssetType.objects.filter(name__icontains=one))
    found = _loaded().filter(like)
    if theirs:
        found = found.filter(organisation=organisation)
    if goes_on:
        found = found.filter(tag__gt=behind)
    return found.order_by("tag")[:most]


def _assets_of(most: int, *, organisation: int) -> QuerySet[Asset]:
    return _loaded().filter(organisation=organisation).order_by("tag")[:most]


def _keys_of(*, organisation: int) -> QuerySet[LicenceKey]:
    found = LicenceKey.objects.filter(contract__organisation=organisation)
    return found.select_related("contract").order_by("number")


def _by_tag(*, tag: str) -> QuerySet[Asset]:
    return _loaded().filter(tag=tag)


def _relations(*, asset: int) -> QuerySet[AssetRelation]:
    found = AssetRelation.objects.filter(Q(asset=asset) | Q(other=asset))
    return found.select_related("asset", "other").order_by("pk")


_ASSETS_LIKE, _ASSETS_OF = Prepared(_assets_like), Prepared(_assets_of)
_BY_TAG, _RELATIONS, _KEYS_OF = Prepared(_by_tag), Prepared(_relations), Prepared(_keys_of)
_TYPES = Prepared(lambda: AssetType.objects.order_by("name"))

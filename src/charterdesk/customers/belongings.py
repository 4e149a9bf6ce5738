"""What a customer has, as its own people choose from it when they ask (R-TER-11, R-BIC-42).

Only what is their organisation's is there, and its end customers are shown nothing of it.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from charterdesk.customers.identifying import key_number
from charterdesk.customers.models import Asset, Contact, LicenceKey

MOST = 100


@dataclass(frozen=True, slots=True)
class Belongings:
    """Names of products, each once and by name, and equipment by tag."""

    products: tuple[str, ...] = ()
    equipment: tuple[Asset, ...] = ()


NOTHING = Belongings()


def belongings_of(contact: Contact, at: datetime) -> Belongings:
    """The products of the organisation's equipment and valid licence keys, and the equipment.

    Of more than a hundred pieces the first are there; the others are known by their words.
    """
    if contact.organisation is None or contact.is_end_customer:
        return NOTHING
    today = at.astimezone(ZoneInfo(contact.organisation.zone)).date()
    theirs = Asset.objects.filter(organisation=contact.organisation)
    keys = LicenceKey.objects.filter(
        Q(contract__valid_until=None) | Q(contract__valid_until__gt=today),
        Q(valid_until=None) | Q(valid_until__gte=today),
        contract__organisation=contact.organisation, contract__valid_since__lte=today,
    )  # fmt: skip
    products = {
        *theirs.order_by("product").values_list("product", flat=True).distinct()[:MOST],
        *keys.order_by("product").values_list("product", flat=True).distinct()[:MOST],
    }
    named = sorted(products - {""}, key=lambda name: (name.casefold(), name))
    return Belongings(tuple(named), tuple(theirs.order_by("tag")[:MOST]))


def asset_named(contact: Contact, words: str) -> Asset | None:
    """The organisation's equipment of exactly that tag, serial number or licence key.

    None where the words mean nothing of theirs, or several pieces.
    """
    words = words.strip()
    if contact.organisation is None or not words:
        return None
    theirs = Asset.objects.filter(organisation=contact.organisation)
    spelled = {words, words.upper(), words.lower()}
    for meant in (
        Q(tag__in=spelled),
        Q(serial__in=spelled),
        Q(licence_key__number=key_number(words)),
    ):
        found = list(theirs.filter(meant)[:2])
        if found:
            return found[0] if len(found) == 1 else None
    return None

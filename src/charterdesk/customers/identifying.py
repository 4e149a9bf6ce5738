"""Who asks: by address, contract number, licence key, serial number or telephone (R-TER-6, 7).

Whoever names a contract or a key is one of its customer's people; authorised ones come first.
"""

from collections.abc import Iterable

from django.db.models import Q

from charterdesk.accounts.rights import Actor, demand_sight
from charterdesk.customers.models import Contact, Organisation
from charterdesk.customers.queries import contact_by_address
from charterdesk.customers.telephones import TELLING, looks_like_number, phone_key

MOST = 20


def key_number(text: str) -> str:
    """A licence key as it is kept and compared: in capitals, without spaces."""
    return "".join(text.split()).upper()


def contacts_by_number(asker: Actor, words: str, most: int = MOST) -> list[Contact]:
    """Active contacts with that telephone number, however it is spelled; by name."""
    demand_sight(asker)
    if not looks_like_number(words):
        return []
    key = phone_key(words)
    exact = Q(phone_key=key) if len(key) == TELLING else Q(phone_key__endswith=key)
    found = Contact.objects.filter(exact, is_active=True).select_related("organisation")
    return list(found.order_by("name", "pk")[:most])


def organisations_by_paper(asker: Actor, words: str, most: int = MOST) -> list[Organisation]:
    """Customers with a contract, a licence key or equipment of exactly that number."""
    demand_sight(asker)
    words = words.strip()
    if not words:
        return []
    pks: set[int] = set()
    for found in _papers(words):
        pks.update(found)
    return list(Organisation.objects.filter(pk__in=pks).order_by("name")[:most])


def contacts_identified(asker: Actor, words: str, most: int = MOST) -> list[Contact]:
    """Whom exact words name: an address alone, a number of paper, else a telephone number."""
    exact = contact_by_address(asker, words) if "@" in words else None
    if exact:
        return [exact]
    organisations = organisations_by_paper(asker, words)
    if organisations:
        theirs = Contact.objects.filter(organisation__in=organisations, is_active=True)
        ordered = theirs.select_related("organisation").order_by("-is_authorised", "name", "pk")
        return list(ordered[:most])
    return contacts_by_number(asker, words, most)


def _papers(words: str) -> Iterable[Iterable[int]]:
    """Keys of the organisations, kind of number by kind of number; each has an index."""
    spelled = {words, words.upper(), words.lower()}
    of = Organisation.objects
    yield of.filter(contracts__number__iexact=words).values_list("pk", flat=True)
    key = key_number(words)
    yield of.filter(contracts__licence_keys__number=key).values_list("pk", flat=True)
    serial = Q(assets__serial__in=spelled) | Q(assets__tag__in=spelled)
    yield of.filter(serial).values_list("pk", flat=True)

"""Who asks: by address, contract number, licence key, serial number or telephone (R-TER-6, 7).

Whoever names a contract or a key is one of its customer's people; authorised ones come first.
"""

from collections.abc import Sequence

from django.db.models import Q, Value
from django.db.models.functions import Upper

from charterdesk.accounts.rights import Actor, demand_sight
from charterdesk.customers.models import Asset, Contact, Contract, LicenceKey, Organisation
from charterdesk.customers.queries import contact_by_address
from charterdesk.customers.telephones import TELLING, looks_like_number, phone_keys
from charterdesk.kit.prepared import Sql, Statement

MOST = 20


def key_number(text: str) -> str:
    """A licence key as it is kept and compared: in capitals, without spaces."""
    return "".join(text.split()).upper()


def contacts_by_number(asker: Actor, words: str, most: int = MOST) -> list[Contact]:
    """Active contacts with that telephone number, however it is spelled; by name."""
    demand_sight(asker)
    if not looks_like_number(words):
        return []
    keys = phone_keys(words)
    is_whole = len(keys[0]) == TELLING
    exact = Q(phone_key__in=keys) if is_whole else Q(phone_key__endswith=keys[0])
    found = Contact.objects.filter(exact, is_active=True).select_related("organisation")
    return list(found.order_by("name", "pk")[:most])


def organisations_by_paper(asker: Actor, words: str, most: int = MOST) -> list[Organisation]:
    """Customers with a contract, a licence key or equipment of exactly that number."""
    demand_sight(asker)
    words = words.strip()
    if not words:
        return []
    spelled = sorted({words, words.upper(), words.lower()})
    rows = _PAPERS.rows(number=words, key=key_number(words), spelled=spelled)
    if not rows:
        return []
    pks = [pk for (pk,) in rows]
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


def _papers(*, number: str, key: str, spelled: Sequence[str]) -> Sql:
    """Keys of the organisations by every kind of number."""
    upper = Contract.objects.annotate(upper=Upper("number"))
    equipment = Asset.objects.filter(Q(serial__in=spelled) | Q(tag__in=spelled))
    found = (
        upper.filter(upper=Upper(Value(number)))
        .values_list("organisation")
        .union(
            LicenceKey.objects.filter(number=key).values_list("contract__organisation"),
            equipment.values_list("organisation"),
        )
    )
    return found.query.sql_with_params()


_PAPERS = Statement(_papers)

"""Lists narrowed to what cases have in the desk's own fields, as addresses have it: `field.key`.

A field or a value that there is not leaves nothing, as an unknown owner does.
"""

import re
from collections.abc import Mapping

from django.db.models import QuerySet, Subquery

from charterdesk.cases.models import Case
from charterdesk.cases.models.own_field import LONGEST_VALUE, OwnField, OwnValue
from charterdesk.cases.own_values import folded

# Each is one more look into the index for every row of a list: so many are looked at.
MOST = 5
_NAMED = re.compile(r"field\.(?P<key>[\w-]{1,180})")
Own = tuple[tuple[str, str], ...]


def name_of(key: str) -> str:
    """The name that narrows to the field of that key."""
    return f"field.{key}"


def key_in(name: str) -> str:
    """The key of the field that a name narrows to; "" where it is no such name."""
    found = _NAMED.fullmatch(name)
    return found["key"] if found else ""


def own_filters(given: Mapping[str, object]) -> Own:
    """The keys and values among what is given, at most five, the first ones by their keys."""
    found = {key: _tidy(str(value)) for name, value in given.items() if (key := key_in(name))}
    return tuple(sorted((key, value) for key, value in found.items() if value))[:MOST]


def holding(found: QuerySet[Case], own: Own) -> QuerySet[Case]:
    """Of the cases, those that hold each of the values; large and small letters are the same."""
    for key, value in own:
        # The key itself, not a join: only so the index of field and value is looked into.
        field = OwnField.objects.filter(key=key).values("pk")[:1]
        held = OwnValue.objects.filter(field=Subquery(field), folded=folded(value))
        found = found.filter(pk__in=held.values("case"))
    return found


def _tidy(value: str) -> str:
    """One line of what can stand in a field; a database takes no NUL."""
    return " ".join(value.replace("\0", " ").split())[:LONGEST_VALUE]

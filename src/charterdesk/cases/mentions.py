"""Colleagues named in a note, as in `@ben`: who may see the case is told of it, nobody else."""

import re

from django.db.models.functions import Lower

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case
from charterdesk.cases.queries.sight import cases_seen_by

NAME = re.compile(r"(?<!\w)@([\w.-]+)")
MOST_NAMED = 20
MOST_QUOTED = 4000


def names_in(text: str) -> tuple[str, ...]:
    """The user names that stand after an @, each once, without the dot that ends a sentence."""
    found = (name.rstrip(".-").lower() for name in NAME.findall(text))
    return tuple(dict.fromkeys(filter(None, found)))[:MOST_NAMED]


def colleagues_named(case: Case, text: str, by: Person) -> tuple[str, ...]:
    """The user names of those named in a text who may see the case, without its author."""
    found = Person.objects.annotate(low=Lower("username")).filter(low__in=names_in(text))
    known = {one.username.lower(): one for one in found.filter(is_active=True)}
    return tuple(
        known[name].username
        for name in names_in(text)
        if name in known and known[name] != by and _sees(known[name], case)
    )


def quoted(text: str, by: Person) -> str:
    """The note as the notice has it; a very long one is cut, for the case has it whole."""
    shown = text if len(text) <= MOST_QUOTED else f"{text[:MOST_QUOTED]}…"
    return f"{by.name}:\n{shown}"


def _sees(person: Person, case: Case) -> bool:
    return cases_seen_by(person).filter(pk=case.pk).exists()

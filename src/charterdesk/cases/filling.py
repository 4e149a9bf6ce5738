"""A macro's text for one case: fixed words in double braces, and no logic at all."""

import re
from collections.abc import Mapping

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case

WORDS = ("customer", "number", "subject", "organisation", "me")
_PLACE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


def unknown_words(text: str) -> list[str]:
    """What stands in double braces and is none of `WORDS`, each once."""
    return list(dict.fromkeys(word for word in _PLACE.findall(text) if word not in WORDS))


def filled(text: str, case: Case, by: Person) -> str:
    """The text with what the case says; what came from outside is never read for places again."""
    values = _values(case, by)
    return _PLACE.sub(lambda place: values.get(place.group(1), place.group(0)), text)


def _values(case: Case, by: Person) -> Mapping[str, str]:
    return {
        "customer": case.contact.name if case.contact else case.asker,
        "number": case.number,
        "subject": case.subject,
        "organisation": case.organisation.name if case.organisation else "",
        "me": by.name,
    }

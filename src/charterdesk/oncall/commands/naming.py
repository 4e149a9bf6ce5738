"""Whose an event of a calendar is: by its attendees' mail addresses, else by its title.

`[L2]` before a title lies over `[L1]`, as calendars for on-call duty have it.
"""

import re
from collections import Counter
from collections.abc import Iterable

from charterdesk.accounts.models import Person
from charterdesk.engine.spans import Span, subtract, union
from charterdesk.oncall.calendars.reading import Occurrence

_PRIORITY = re.compile(r"\[L(\d)\]\s*")
Taken = list[tuple[Person, Span]]


def people_by_words() -> dict[str, Person]:
    """Those with open accounts by full name, user name and mail address, all casefolded.

    A full name that two of them have is nobody's.
    """
    people = list(Person.objects.filter(is_active=True).order_by("pk"))
    names = Counter(one.name.casefold() for one in people)
    named = {one.name.casefold(): one for one in people if names[one.name.casefold()] == 1}
    plain = {word.casefold(): one for one in people for word in (one.username, one.email) if word}
    return named | plain


def by_person(found: Iterable[Occurrence]) -> tuple[Taken, tuple[str, ...]]:
    """Whose each stretch is, the highest `[L2]` of several first, and the words for nobody."""
    people = people_by_words()
    ranked: dict[int, Taken] = {}
    unknown: dict[str, None] = {}
    for one in found:
        priority = _PRIORITY.match(one.summary)
        words = _PRIORITY.sub("", one.summary).strip()
        said = (*one.mails, words, *words.split(","))
        meant = [people.get(word.strip().casefold()) for word in said]
        here = list(dict.fromkeys(person for person in meant if person))
        if not here:
            unknown[words or ", ".join(one.mails) or "?"] = None
        for person in here:
            ranked.setdefault(int(priority[1]) if priority else 0, []).append((person, one.span))
    return _without_lower(ranked), tuple(unknown)


def _without_lower(ranked: dict[int, Taken]) -> Taken:
    covered: list[Span] = []
    left: Taken = []
    for priority in sorted(ranked, reverse=True):
        for person, span in ranked[priority]:
            left += [(person, part) for part in subtract([span], covered)]
        covered = list(union(covered, sorted(span for _person, span in ranked[priority])))
    return left

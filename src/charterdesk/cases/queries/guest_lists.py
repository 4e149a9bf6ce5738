"""A guest's cases as lists. Each way in which a case is seen walks an index of its own; what they
find is laid together, so that a page costs the same however many cases the firm has."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from charterdesk.cases.models import Case
from charterdesk.cases.queries.guests import Guest, own, sees_firm, unclaimed
from charterdesk.kit.prepared import Prepared
from charterdesk.kit.spellings import spellings

OWN, UNCLAIMED, FIRM = "own", "unclaimed", "firm"
# The last row of the page before: when it changed, and its key.
Mark = tuple[datetime, int]
MOST = 32


def changed_cases(
    guest: Guest, *, states: tuple[bool, ...], mine: bool = False, words: str = "",
    behind: Mark | None = None, size: int,
) -> list[Case]:  # fmt: skip
    """The guest's cases, the newest change first, at most `size` (32 or fewer).

    `states` says whether open and ended ones are wanted; `mine` leaves out those of the firm.
    """
    found: dict[int, Case] = {}
    for way in _ways(guest, mine):
        for is_open in states:
            rows = _changed(guest, way, is_open, words, behind, size)
            found.update((row.pk, row) for row in rows)
    return sorted(found.values(), key=_newest, reverse=True)[:size]


def pressing_cases(guest: Guest, size: int) -> list[Case]:
    """The guest's open cases, the promise that is due first before the others."""
    found: dict[int, Case] = {}
    for way in _ways(guest, mine=False):
        rows = _PRESSING.rows(way, **_given(guest))
        found.update((row.pk, row) for row in rows)
    return sorted(found.values(), key=lambda row: (row.queue_key, row.pk))[:size]


def _ways(guest: Guest, mine: bool) -> Iterator[str]:
    """The ways that may find something; the one case of a link is asked for by `guest_case`."""
    if guest.only or not (guest.contact.pk and guest.contact.is_active):
        return
    yield OWN
    if not mine:
        yield UNCLAIMED
        if sees_firm(guest.contact):
            yield FIRM


def _given(guest: Guest) -> dict[str, int]:
    return {"contact": guest.contact.pk, "organisation": guest.contact.organisation_id or 0}


def _newest(row: Case) -> tuple[datetime, int]:
    return row.updated_at, row.pk


def _changed(
    guest: Guest, way: str, is_open: bool, words: str, behind: Mark | None, size: int
) -> list[Case]:
    if not words and behind is None:
        return _FIRST.rows(way, is_open, **_given(guest))[:size]
    rows = _by_change(way, is_open, **_given(guest))
    if words:
        rows = rows.filter(_like(words))
    if behind is not None:
        at, pk = behind
        rows = rows.filter(Q(updated_at__lt=at) | Q(pk__lt=pk), updated_at__lte=at)
    return list(rows[:size])


def _like(words: str) -> Q:
    like = Q()
    for one in spellings(words):
        like |= Q(number__iexact=one) | Q(subject__icontains=one)
    return like


def _by_change(way: str, is_open: bool, *, contact: int, organisation: int) -> QuerySet[Case]:
    found = _seen(way, contact=contact, organisation=organisation).filter(is_open=is_open)
    return found.order_by("-updated_at", "-pk")


def _pressing(way: str, *, contact: int, organisation: int) -> QuerySet[Case]:
    found = _seen(way, contact=contact, organisation=organisation).filter(is_open=True)
    return found.order_by("queue_key", "pk")[:MOST]


def _seen(way: str, *, contact: int, organisation: int) -> QuerySet[Case]:
    rules: dict[str, Callable[[], Q]] = {
        OWN: lambda: own(contact),
        UNCLAIMED: lambda: unclaimed(contact),
        FIRM: lambda: Q(organisation=organisation),
    }
    return Case.objects.filter(rules[way]()).select_related("contact")


def _first(way: str, is_open: bool, **given: Any) -> QuerySet[Case]:
    return _by_change(way, is_open, **given)[:MOST]


_FIRST, _PRESSING = Prepared(_first), Prepared(_pressing)

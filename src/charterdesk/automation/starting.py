"""Runs that begin by themselves: on a case that a machine has opened (R-HFN-10, R-HFN-13).

Every case is looked at once. Numbers of rows may become visible out of their order, so each look
goes back a little.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from charterdesk.automation.book import Start
from charterdesk.automation.commands.running import lock_case, start_by_itself
from charterdesk.automation.models import LookedAt, Runbook, RunbookVersion, StartMark
from charterdesk.automation.reports import came_from_a_machine, labels_of
from charterdesk.automation.shelf import book_of, newest_version
from charterdesk.cases.models import Case, CaseAsset
from charterdesk.cases.store import moment
from charterdesk.customers.models import Asset

AT_ONCE = 200
BACK = 500
# What a machine said an hour ago is no reason any more to begin something now.
FRESH = timedelta(hours=1)
MOST_AT_ONCE = 5

Found = tuple[Runbook, RunbookVersion, tuple[Start, ...]]


def start_due(at: datetime) -> bool:
    """Look at the cases that came since the last look; False where there were none."""
    mark = _mark()
    rows = Case.objects.filter(pk__gt=mark.upto).order_by("pk").values_list("pk", flat=True)
    upto = list(rows[:AT_ONCE])
    window = Case.objects.filter(pk__gt=mark.upto - BACK, pk__lte=upto[-1] if upto else mark.upto)
    fresh = window.filter(opened_at__gte=at - FRESH, looked_at_for_runs=None)
    books = _published()
    for case in fresh.select_related("organisation", "owner").order_by("pk") if books else ():
        _look_at(case, books, at)
    if upto:
        StartMark.objects.filter(pk=mark.pk, upto__lt=upto[-1]).update(upto=upto[-1])
    return len(upto) == AT_ONCE


def starts_for(case: Case, starts: Iterable[Start]) -> bool:
    """Whether one of the starts holds for the case, wherever it came from."""
    tied = CaseAsset.objects.filter(case=case).select_related("asset__type").first()
    known = _Known(case, tied.asset if tied else None, labels_of(case))
    return any(known.fits(one) for one in starts)


def _mark() -> StartMark:
    """Where the last look ended; the first one begins with what comes from now on."""
    mark = StartMark.objects.order_by("pk").first()
    if mark is None:
        newest = Case.objects.aggregate(newest=Max("pk"))["newest"] or 0
        mark, _made = StartMark.objects.get_or_create(pk=1, defaults={"upto": newest})
    return mark


def _published() -> list[Found]:
    found: list[Found] = []
    for runbook in Runbook.objects.filter(paused_at=None).order_by("name"):
        version = newest_version(runbook)
        book = book_of(version) if version else None
        if version and book and book.starts:
            found.append((runbook, version, book.starts))
    return found


@transaction.atomic
def _look_at(case: Case, books: list[Found], at: datetime) -> None:
    if not came_from_a_machine(case):
        return
    lock_case(case)
    _row, made = LookedAt.objects.get_or_create(case=case, defaults={"at": at})
    if not made:
        return
    fitting = [
        version for _, version, starts in books
        if moment(version.at) <= case.opened_at and starts_for(case, starts)
    ]  # fmt: skip
    for version in fitting[:MOST_AT_ONCE]:
        start_by_itself(case=case, version=version, at=at)


class _Known:
    """What a start may ask of a case."""

    def __init__(self, case: Case, asset: Asset | None, labels: Mapping[str, str]) -> None:
        self._case, self._asset, self._labels = case, asset, labels

    def fits(self, start: Start) -> bool:
        """Whether all that the start says holds."""
        asset = self._asset
        return (
            _same(start.charter, self._case.charter)
            and _same(start.channel, self._case.channel)
            and start.subject.casefold() in self._case.subject.casefold()
            and self._is_labelled(start.label)
            and _same(start.product, asset.product if asset else "")
            and _same(start.type, asset.type.name if asset else "")
        )

    def _is_labelled(self, wanted: str) -> bool:
        """`name: value`, or the name alone for whatever value."""
        name, _colon, value = wanted.casefold().partition(":")
        given = self._labels.get(name.strip())
        return not wanted or (given is not None and _same(value.strip(), given))


def _same(wanted: str, given: str) -> bool:
    return not wanted or wanted.casefold() == given.casefold()

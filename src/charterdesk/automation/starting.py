"""Runs that begin by themselves: a machine opened the case, or has it again (R-HFN-10, R-HFN-13).

Every case of a machine is looked at once, and once more each time that its alert fires again; no
row is read of cases in whose charter and channel nothing could begin. Numbers of rows may become
visible out of their order, so each look at new ones goes back a little.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import cached_property, reduce
from operator import or_

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from charterdesk.alerts.again import take_fired_again, waiting_fired_again
from charterdesk.automation.book import Start
from charterdesk.automation.book.values import When
from charterdesk.automation.commands.running import lock_case, start_by_itself
from charterdesk.automation.models import LookedAt, Run, Runbook, RunbookVersion, StartMark
from charterdesk.automation.reports import came_from_a_machine, is_machines, labels_of
from charterdesk.automation.shelf import book_of, newest_version
from charterdesk.cases.models import Case, CaseAsset
from charterdesk.cases.store import moment
from charterdesk.customers.models import Asset

AT_ONCE = 200
BACK = 500
# What a machine said an hour ago is no reason any more to begin something now.
FRESH = timedelta(hours=1)
MOST_AT_ONCE = 5
# An alert that comes and goes begins a runbook no oftener by itself; then a person looks.
MOST_A_DAY = 3

Kind = tuple[str, int, str]
Found = tuple[Runbook, RunbookVersion, tuple[Start, ...]]


def start_due(at: datetime) -> bool:
    """Look at the cases that came, or fired again, since the last look; whether there are more."""
    published = Published()
    more = _look_at_new(published, at)
    return _look_at_fired_again(published, at) or more


class Published:
    """The runbooks in force that begin by themselves, read when the first is asked for."""

    @cached_property
    def books(self) -> list[Found]:
        """Each with its version and what it begins at."""
        return _published()


def _look_at_new(published: Published, at: datetime) -> bool:
    mark = _mark()
    rows = Case.objects.filter(pk__gt=mark.upto).order_by("pk").values_list("pk", flat=True)
    upto = list(rows[:AT_ONCE])
    window = Case.objects.filter(pk__gt=mark.upto - BACK, pk__lte=upto[-1] if upto else mark.upto)
    fresh = window.filter(opened_at__gte=at - FRESH, looked_at_for_runs=None)
    if kinds := [one for one in _machines_of(fresh) if _could_begin(published.books, one)]:
        mine = fresh.filter(reduce(or_, map(_of_kind, kinds)))
        for case in mine.select_related("organisation", "owner").order_by("pk"):
            _look_at(case, published.books, at)
    if upto:
        StartMark.objects.filter(pk=mark.pk, upto__lt=upto[-1]).update(upto=upto[-1])
    return len(upto) == AT_ONCE


def _machines_of(cases: QuerySet[Case]) -> list[Kind]:
    """From where machines have reported the cases, each charter, version and channel once."""
    kinds = cases.order_by("charter", "charter_version", "channel")
    found = kinds.values_list("charter", "charter_version", "channel").distinct()
    return [(c, v, w) for c, v, w in found if is_machines(c, v, w)]


def _of_kind(kind: Kind) -> Q:
    charter, version, channel = kind
    return Q(charter=charter, charter_version=version, channel=channel)


def _could_begin(books: list[Found], kind: Kind) -> bool:
    """Whether anything begins at a new case of that charter and channel, whatever else it says."""
    charter, _version, channel = kind
    starts = (one for _book, _of, starts in books for one in starts if "opened" in one.when)
    return any(_same(one.charter, charter) and _same(one.channel, channel) for one in starts)


def _look_at_fired_again(published: Published, at: datetime) -> bool:
    waiting = waiting_fired_again(AT_ONCE)
    for pk, case_pk, since in waiting:
        with transaction.atomic():
            if take_fired_again(pk) and since >= at - FRESH:
                _begin_again(Case.objects.get(pk=case_pk), published.books, since, at)
    return len(waiting) == AT_ONCE


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
    lock_case(case)
    _row, made = LookedAt.objects.get_or_create(case=case, defaults={"at": at})
    if not made:
        return
    for version in _fitting(case, books, "opened", case.opened_at):
        start_by_itself(case=case, version=version, at=at)


def _begin_again(case: Case, books: list[Found], since: datetime, at: datetime) -> None:
    if not came_from_a_machine(case):
        return
    lock_case(case)
    today = Run.objects.filter(case=case, by=None, at__gt=at - timedelta(days=1))
    for version in _fitting(case, books, "again", since):
        if today.filter(runbook=version.runbook).count() < MOST_A_DAY:
            start_by_itself(case=case, version=version, at=at)


def _fitting(case: Case, books: list[Found], when: When, since: datetime) -> list[RunbookVersion]:
    """What begins on the case at such a moment; nothing that was published after it."""
    fitting = [
        version for _, version, starts in books
        if moment(version.at) <= since
        and starts_for(case, [one for one in starts if when in one.when])
    ]  # fmt: skip
    return fitting[:MOST_AT_ONCE]


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

"""A bug goes along with its case: merged, its link is on the case that goes on (2.6 E).

The link of the merged case stays and is silent, so that it is there again when the merge is undone.
What a case has is said by its events; the links follow them, at the latest when a bug is read.
Whoever kept the lock of a merged case while it waits for the other would wait in a circle with the
merge's undoing: each look has a savepoint, with which its locks are given back.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from charterdesk.cases.commands.following import standing_for
from charterdesk.cases.models import Case, CaseEvent
from charterdesk.cases.store import load
from charterdesk.trackers.models import BugLink, TrackedBug


def live_links(bug: TrackedBug) -> QuerySet[BugLink]:
    """The links of a bug that are mirrored: those of cases that go on by themselves."""
    links = bug.links.filter(ended_at__isnull=True, case__merged_into__isnull=True)
    return links.select_related("case").order_by("case_id")


def follow(bug: TrackedBug, at: datetime) -> None:
    """Put the bug's links on the cases that go on, in the caller's transaction and lock of it."""
    links = bug.links.filter(ended_at__isnull=True, case__merged_into__isnull=False)
    for link in links.select_related("case").order_by("pk"):
        into = standing_for(link.case)
        if not live_links(bug).filter(case=into).exists() and is_on(into, [link.label]):
            _put_on(link, into, at)


def followed_links(bug: TrackedBug, at: datetime) -> list[BugLink]:
    """The live links once all have followed; their cases are locked, and none can be merged now.

    Without those of a case that has given the bug back, or taken it off, and was not told of yet.
    """
    while True:
        follow(bug, at)
        cases = [one.case_id for one in live_links(bug)]
        with transaction.atomic():
            list(Case.objects.select_for_update().filter(pk__in=cases).order_by("pk"))
            links = list(live_links(bug))
            if [one.case_id for one in links] == cases:
                return [one for one in links if is_on(one.case, labels_of(one))]
            transaction.set_rollback(True)


def standing_locked(case: Case) -> Case:
    """The case, or the one that it goes on in, under lock."""
    while True:
        standing = standing_for(Case.objects.get(pk=case.pk))
        with transaction.atomic():
            row = Case.objects.select_for_update().get(pk=standing.pk)
            if row.merged_into_id is None:
                return row
            transaction.set_rollback(True)


def labels_of(link: BugLink) -> list[str]:
    """Under which numbers the case has the bug: its own, and those of cases merged into it."""
    others = BugLink.objects.filter(bug=link.bug_id, ended_at__isnull=True).exclude(pk=link.pk)
    merged = others.filter(case__merged_into__isnull=False).select_related("case").order_by("pk")
    came = [one.label for one in merged if standing_for(one.case).pk == link.case_id]
    return list(dict.fromkeys([link.label, *came]))


def is_on(case: Case, labels: Collection[str]) -> bool:
    """Whether the case has a bug under one of the labels, by its events."""
    bugs = load(case.pk).state.bugs
    return any(label in bugs and not bugs[label].taken_off for label in labels)


def with_merged(cases: Collection[int]) -> set[int]:
    """The cases and those that were merged into them, however often that happened."""
    found, fresh = set(cases), set(cases)
    while fresh:
        rows = Case.objects.filter(merged_into__in=fresh).values_list("pk", flat=True)
        fresh = set(rows) - found
        found |= fresh
    return found


def _put_on(link: BugLink, into: Case, at: datetime) -> None:
    """What becomes of the case from the merge on is told to the tracker there."""
    told = {"label": link.label, "told_version": _merged_at(link.case), "ended_at": None}
    made = {**told, "at": at, "by": link.by}
    BugLink.objects.update_or_create(bug=link.bug, case=into, defaults=told, create_defaults=made)


def _merged_at(case: Case) -> int:
    """The version of the standing case with which the other one came."""
    into = case.merged_into
    while into is not None and into.merged_into is not None:
        case, into = into, into.merged_into
    came = CaseEvent.objects.filter(case=into, kind="took_in", data__number=case.number)
    return came.order_by("-seq").values_list("seq", flat=True)[0]

"""Bugs and asks as somebody may see them: only those of cases in their sight."""

from collections.abc import Sequence

from django.db.models import Prefetch, QuerySet

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case
from charterdesk.cases.queries.sight import cases_seen_by
from charterdesk.trackers.models import BugLink, TrackedBug, TrackerAsk

MOST_BUGS = 200
MOST_ASKS = 200


def bugs_seen_by(asker: Person, *, closed: bool) -> Sequence[TrackedBug]:
    """Bugs on cases that the asker may see, with those cases; open ones, or closed ones."""
    links = _links(asker).filter(ended_at__isnull=True)
    bugs = TrackedBug.objects.filter(closed=closed, pk__in=links.values("bug"))
    shown = links.select_related("case", "case__organisation").order_by("case__queue_key", "pk")
    with_links = bugs.prefetch_related(Prefetch("links", shown, to_attr="seen_links"))
    return list(with_links.order_by("-pk")[:MOST_BUGS])


def waiting_asks_of(asker: Person) -> Sequence[TrackerAsk]:
    """What trackers have not taken yet, those that need somebody first."""
    rows = _open().filter(case__in=cases_seen_by(asker)).select_related("case", "by", "bug")
    return list(rows.order_by("-stuck", "pk")[:MOST_ASKS])


def links_of_case(asker: Person, case: Case) -> Sequence[BugLink]:
    """The tracked bugs of a case, the newest last."""
    rows = _links(asker).filter(case=case, ended_at__isnull=True)
    return list(rows.select_related("bug", "case").order_by("pk"))


def asks_of_case(asker: Person, case: Case) -> Sequence[TrackerAsk]:
    """What the trackers have not taken yet for a case."""
    rows = _open().filter(case=case, case__in=cases_seen_by(asker))
    return list(rows.select_related("by", "bug").order_by("pk"))


def ask_for(asker: Person, number: str, pk: int) -> TrackerAsk | None:
    """An open ask of a case that the asker may see."""
    rows = _open().filter(case__number=number, case__in=cases_seen_by(asker))
    return rows.filter(pk=pk).first()


def link_for(asker: Person, number: str, pk: int) -> BugLink | None:
    """A bug on a case that the asker may see."""
    rows = _links(asker).filter(case__number=number, ended_at__isnull=True)
    return rows.select_related("bug", "case").filter(pk=pk).first()


def _open() -> QuerySet[TrackerAsk]:
    return TrackerAsk.objects.filter(done_at__isnull=True, withdrawn_at__isnull=True)


def _links(asker: Person) -> QuerySet[BugLink]:
    return BugLink.objects.filter(case__in=cases_seen_by(asker))

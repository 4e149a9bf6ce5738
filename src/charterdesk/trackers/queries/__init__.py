"""Bugs and asks as somebody may see them: only those of cases in their sight."""

from collections.abc import Sequence

from django.db.models import Prefetch, QuerySet

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case
from charterdesk.cases.queries.sight import cases_seen_by
from charterdesk.trackers.following import with_merged
from charterdesk.trackers.models import BugLink, TrackedBug, TrackerAsk

MOST_BUGS = 200
MOST_ASKS = 200


def bugs_seen_by(asker: Person, *, closed: bool) -> Sequence[TrackedBug]:
    """Bugs on cases that the asker may see, with those cases; open ones, or closed ones."""
    links = _links(asker).filter(ended_at__isnull=True, case__merged_into__isnull=True)
    bugs = TrackedBug.objects.filter(closed=closed, pk__in=links.values("bug"))
    shown = links.select_related("case", "case__organisation").order_by("case__queue_key", "pk")
    with_links = bugs.prefetch_related(Prefetch("links", shown, to_attr="seen_links"))
    return list(with_links.order_by("-pk")[:MOST_BUGS])


def waiting_asks_of(asker: Person) -> Sequence[TrackerAsk]:
    """What trackers have not taken yet, those that need somebody first."""
    rows = _open().filter(case__in=cases_seen_by(asker)).select_related("case", "by", "bug")
    return list(rows.order_by("-stuck", "pk")[:MOST_ASKS])


def links_of_case(asker: Person, case: Case) -> Sequence[BugLink]:
    """The tracked bugs of a case, each once, the newest last; those of merged ones with it."""
    links = _links(asker).filter(case__in=with_merged([case.pk]), ended_at__isnull=True)
    rows = list(links.select_related("bug", "case").order_by("-pk"))
    once = {link.bug_id: link for link in rows}
    once |= {link.bug_id: link for link in rows if link.case_id == case.pk}
    return sorted(once.values(), key=lambda link: link.pk)


def asks_of_case(asker: Person, case: Case) -> Sequence[TrackerAsk]:
    """What the trackers have not taken yet for a case, and for those merged into it."""
    rows = _open().filter(case__in=with_merged([case.pk])).filter(case__in=cases_seen_by(asker))
    return list(rows.select_related("by", "bug").order_by("pk"))


def ask_for(asker: Person, number: str, pk: int) -> TrackerAsk | None:
    """An open ask of a case that the asker may see, or of one that was merged into it."""
    rows = _open().filter(case__in=_numbered(number)).filter(case__in=cases_seen_by(asker))
    return rows.filter(pk=pk).first()


def link_for(asker: Person, number: str, pk: int) -> BugLink | None:
    """A bug on a case that the asker may see, or on one that was merged into it."""
    rows = _links(asker).filter(case__in=_numbered(number), ended_at__isnull=True)
    return rows.select_related("bug", "case").filter(pk=pk).first()


def _numbered(number: str) -> set[int]:
    return with_merged(Case.objects.filter(number=number).values_list("pk", flat=True))


def _open() -> QuerySet[TrackerAsk]:
    return TrackerAsk.objects.filter(done_at__isnull=True, withdrawn_at__isnull=True)


def _links(asker: Person) -> QuerySet[BugLink]:
    return BugLink.objects.filter(case__in=cases_seen_by(asker))

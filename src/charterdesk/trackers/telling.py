"""What becomes of cases, told to the trackers of their bugs as comments (R-TER-15, R-TER-17)."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import F
from django.utils import translation

from charterdesk.cases.models import CaseEvent
from charterdesk.trackers.following import follow, is_on, labels_of
from charterdesk.trackers.mirroring import language_of
from charterdesk.trackers.models import BugLink, TrackedBug, TrackerAsk
from charterdesk.trackers.wording import event_words

OF_THE_CASE = ("closed", "reopened", "merged_into", "merge_undone")
OFF = "bug_taken_off"
TOLD = (*OF_THE_CASE, "bug_critical", OFF)
# After these a bug may not be the case's any more.
LOSING = (OFF, "merge_undone", "gave_back")
AT_ONCE = 50


def tell_next(at: datetime) -> bool:
    """Queue what trackers are to hear of the cases that went on; False where none did."""
    links = BugLink.objects.filter(ended_at__isnull=True, case__version__gt=F("told_version"))
    found = list(links.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    for pk in found:
        _tell(pk, at)
    return bool(found)


def _tell(pk: int, at: datetime) -> None:
    with transaction.atomic():
        rows = BugLink.objects.select_for_update(of=("self", "bug"))
        link = rows.select_related("case", "bug").get(pk=pk)
        later = CaseEvent.objects.filter(case=link.case_id, seq__gt=link.told_version)
        known = later.filter(kind__in=(*TOLD, *LOSING), seq__lte=link.case.version)
        events, labels = list(known.order_by("seq")), labels_of(link)
        for event in events:
            of_the_bug = event.kind in TOLD and event.data.get("number") in labels
            if event.kind in OF_THE_CASE or of_the_bug:
                _queue(link, event, at)
        if any(event.kind in LOSING for event in events) and not is_on(link.case, labels):
            link.ended_at = at
        link.told_version = link.case.version
        link.save(update_fields=["told_version", "ended_at"])
        if link.case.merged_into_id is not None:
            follow(link.bug, at)
            # The two cases may have been told different things: the next reading tells.
            TrackedBug.objects.filter(pk=link.bug_id).update(next_read_at=at)


def _queue(link: BugLink, event: CaseEvent, at: datetime) -> None:
    """One comment for one event, whoever looks at it how often."""
    into = event.data.get("into", "")
    with translation.override(language_of(link.case)):
        words = event_words(event.kind, link.case.number, into)
    digest = sha256(f"{link.pk} {event.pk}".encode()).hexdigest()[:12]
    TrackerAsk.objects.get_or_create(
        key=f"{link.case.number}/{digest}"[:60],
        defaults={
            "kind": TrackerAsk.Kind.WRITE, "case": link.case, "tracker": link.bug.tracker,
            "bug": link.bug, "text": words, "asked_at": at, "due_at": at,
        },
    )  # fmt: skip

"""What becomes of cases, told to the trackers of their bugs as comments (R-TER-15, R-TER-17)."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import F
from django.utils import translation

from charterdesk.cases.models import CaseEvent
from charterdesk.trackers.mirroring import language_of
from charterdesk.trackers.models import BugLink, TrackerAsk
from charterdesk.trackers.wording import event_words

ENDS, OFF = "closed", "bug_taken_off"
TOLD = (ENDS, "reopened", "bug_critical", OFF)
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
        events = list(later.filter(kind__in=TOLD, seq__lte=link.case.version).order_by("seq"))
        for event in events:
            if event.kind in (ENDS, "reopened") or event.data.get("number") == link.label:
                _queue(link, event, at)
        link.told_version = link.case.version
        link.save(update_fields=["told_version", "ended_at"])


def _queue(link: BugLink, event: CaseEvent, at: datetime) -> None:
    """One comment for one event, whoever looks at it how often."""
    with translation.override(language_of(link.case)):
        words = event_words(event.kind, link.case.number)
    if event.kind == OFF:
        link.ended_at = at
    digest = sha256(f"{link.pk} {event.pk}".encode()).hexdigest()[:12]
    TrackerAsk.objects.get_or_create(
        key=f"{link.case.number}/{digest}"[:60],
        defaults={
            "kind": TrackerAsk.Kind.WRITE, "case": link.case, "tracker": link.bug.tracker,
            "bug": link.bug, "text": words, "asked_at": at, "due_at": at,
        },
    )  # fmt: skip

"""The outbox of trackers: one ask is claimed, brought to its tracker, and what came of it written.

Nothing goes out inside a transaction. A claim is a lease: who dies with it is followed by another,
who looks in the tracker for the ask's mark before asking anew.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from charterdesk.cases.actors import DESK
from charterdesk.cases.commands import Form, link_bug
from charterdesk.cases.models import Case
from charterdesk.cases.store import load
from charterdesk.engine.decide import Refusal
from charterdesk.trackers.following import standing_locked
from charterdesk.trackers.kinds import Tracker
from charterdesk.trackers.models import BugLink, TrackedBug, TrackerAsk
from charterdesk.trackers.values import TrackerAway, TrackerRefuses
from charterdesk.trackers.wording import key_in, signed

LEASE = timedelta(minutes=3)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 20, 30))
LONGEST_FAULT = 500
UNNAMED = "The settings name no tracker {name}."

Trackers = Mapping[str, Tracker]


def waiting_asks() -> QuerySet[TrackerAsk]:
    """Asks that a worker is to bring to their tracker."""
    return TrackerAsk.objects.filter(
        done_at__isnull=True, withdrawn_at__isnull=True, stuck=False
    ).order_by("due_at", "pk")


def bring_next(
    trackers: Trackers, *, at: datetime, clock: Callable[[], datetime],
    silent: Collection[str] = (),
) -> str | None:  # fmt: skip
    """Bring the next due ask; the name of a tracker that was away, "" else, None without any.

    `silent` trackers are left alone for now.
    """
    ask = waiting_asks().filter(due_at__lte=at).exclude(tracker__in=silent).first()
    if ask is None:
        return None
    mine = TrackerAsk.objects.filter(pk=ask.pk, attempts=ask.attempts, done_at__isnull=True)
    if not mine.update(attempts=ask.attempts + 1, due_at=at + LEASE):
        return ""
    ask.attempts += 1
    try:
        tracker = trackers.get(ask.tracker)
        if tracker is None:
            raise TrackerAway(UNNAMED.format(name=ask.tracker))
        number = _brought(ask, tracker)
    except TrackerAway as fault:
        _put_back(ask, str(fault), clock())
        return ask.tracker
    except TrackerRefuses as refusal:
        _stick(ask, str(refusal))
        return ""
    _finish(ask, tracker, number, clock())
    return ""


def _brought(ask: TrackerAsk, tracker: Tracker) -> str:
    """The number of the bug, once the tracker has what was asked."""
    text = signed(ask.text, ask.key)
    again = ask.attempts > 1
    match ask.kind:
        case TrackerAsk.Kind.RAISE:
            known = tracker.find(ask.key) if again else None
            return _believed(known or tracker.raise_bug(ask.title, text), tracker)
        case TrackerAsk.Kind.LINK:
            return tracker.ticket(ask.number).number
        case _:
            assert ask.bug is not None
            number = ask.bug.number
            said = tracker.remarks(number) if again else ()
            if not any(key_in(one.text) == ask.key for one in said):
                tracker.write(number, text)
            return number


def _believed(number: str, tracker: Tracker) -> str:
    """The number of a bug; raises TrackerAway where it can be none, so that it is looked for."""
    if tracker.numbers.fullmatch(number) is None:
        raise TrackerAway(f"{tracker.place.name} gave no number for the bug.")
    return number


def _put_back(ask: TrackerAsk, fault: str, at: datetime) -> None:
    pause = PAUSES[min(ask.attempts, len(PAUSES)) - 1]
    TrackerAsk.objects.filter(pk=ask.pk).update(fault=fault[:LONGEST_FAULT], due_at=at + pause)


def _stick(ask: TrackerAsk, fault: str) -> None:
    TrackerAsk.objects.filter(pk=ask.pk).update(fault=fault[:LONGEST_FAULT], stuck=True)


def _finish(ask: TrackerAsk, tracker: Tracker, number: str, at: datetime) -> None:
    """The bug is on the case, and the ask is done. A case that refuses it keeps the ask open."""
    with transaction.atomic():
        made, _ = TrackedBug.objects.get_or_create(tracker=ask.tracker, number=number)
        # The bug before the case, as everywhere, so that no two wait for each other.
        bug = TrackedBug.objects.select_for_update().get(pk=made.pk)
        if ask.kind != TrackerAsk.Kind.WRITE:
            fault = _linked(ask, bug, tracker, at)
            if fault:
                _stick(ask, f"{tracker.label(number)}: {fault}")
                return
        bug.next_read_at = at
        bug.save(update_fields=["next_read_at"])
        TrackerAsk.objects.filter(pk=ask.pk).update(bug=bug, done_at=at, fault="", stuck=False)


def _linked(ask: TrackerAsk, bug: TrackedBug, tracker: Tracker, at: datetime) -> str:
    """Put the bug on the case that stands, under the number that it may have there already."""
    case = standing_locked(ask.case)
    label = _label_on(case, tracker, bug.number)
    answer = link_bug(
        case=case, number=label, critical=ask.critical, by=ask.by or DESK, at=at,
        form=Form(key=f"tracker/{ask.key}"),
    )  # fmt: skip
    if isinstance(answer, Refusal):
        return answer.text
    version = Case.objects.values_list("version", flat=True).get(pk=case.pk)
    link, made = BugLink.objects.get_or_create(
        bug=bug, case=case,
        defaults={"label": label, "at": at, "by": ask.by, "told_version": version},
    )  # fmt: skip
    if not made and link.ended_at is not None:
        link.ended_at, link.told_version, link.label = None, version, label
        link.save(update_fields=["ended_at", "told_version", "label"])
    return ""


def _label_on(case: Case, tracker: Tracker, number: str) -> str:
    """What was written by hand before, such as #12, stays the bug's number."""
    known = [one for one in load(case.pk).state.bugs if tracker.number_in(one) == number]
    return known[0] if known else tracker.label(number)

"""What trackers say of bugs, brought to the cases: closed there is closed here, comments are notes.

Each comment has a key of its own on each case, so that a reading done twice says nothing twice.
"""

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation

from charterdesk.cases.actors import DESK
from charterdesk.cases.answers import Answer, Done
from charterdesk.cases.commands import Form, close_bug
from charterdesk.cases.commands.bugs import add_tracker_note, reopen_bug
from charterdesk.cases.models import Case
from charterdesk.cases.store import load
from charterdesk.charters.queries import charter_version
from charterdesk.trackers.asking import LONGEST_FAULT, UNNAMED, Trackers
from charterdesk.trackers.following import followed_links, labels_of
from charterdesk.trackers.models import BugLink, TrackedBug, TrackerAsk
from charterdesk.trackers.values import Remark, Ticket, TrackerAway, TrackerRefuses
from charterdesk.trackers.watching import AFTER_A_FAULT, AFTER_A_REFUSAL, next_reading
from charterdesk.trackers.wording import change_words, key_in, remark_words

LEASE = timedelta(minutes=3)
# A flood of comments comes over several readings, and not all at once onto the cases.
MOST_NOTES = 20
SOON = timedelta(seconds=10)

log = logging.getLogger(__name__)


def read_next(
    trackers: Trackers, *, at: datetime, clock: Callable[[], datetime],
    silent: Collection[str] = (),
) -> str | None:  # fmt: skip
    """Read the next due bug; the name of a tracker that was away, "" else, None without any."""
    due = TrackedBug.objects.filter(next_read_at__lte=at).exclude(tracker__in=silent)
    bug = due.order_by("next_read_at", "pk").first()
    if bug is None:
        return None
    mine = TrackedBug.objects.filter(pk=bug.pk, next_read_at=bug.next_read_at)
    if not mine.update(next_read_at=at + LEASE):
        return ""
    try:
        tracker = trackers.get(bug.tracker)
        if tracker is None:
            raise TrackerAway(UNNAMED.format(name=bug.tracker))
        ticket = tracker.ticket(bug.number)
        is_news = ticket.changed != bug.changed
        remarks = tracker.remarks(bug.number) if is_news else ()
    except (TrackerAway, TrackerRefuses) as fault:
        away = isinstance(fault, TrackerAway)
        pause = AFTER_A_FAULT if away else AFTER_A_REFUSAL
        mine = TrackedBug.objects.filter(pk=bug.pk)
        mine.update(fault=str(fault)[:LONGEST_FAULT], next_read_at=clock() + pause)
        return bug.tracker if away else ""
    take_over(bug.pk, ticket, remarks, clock())
    return ""


def take_over(bug_pk: int, ticket: Ticket, remarks: Sequence[Remark], at: datetime) -> None:
    """Write what was read; under a lock of the bug, so that two readings follow each other."""
    with transaction.atomic():
        bug = TrackedBug.objects.select_for_update().get(pk=bug_pk)
        links = followed_links(bug, at)
        turned = bug.read_at is not None and bug.closed != ticket.closed
        news, rest = _news(bug, remarks)
        for link in links:
            _tell(link, ticket, news, at, turned=turned)
        if news or bug.last_remark is None:
            bug.last_remark = max([one.ref for one in news or remarks], default=0)
        bug.title, bug.status, bug.closed = ticket.title, ticket.status, ticket.closed
        # While comments are left over the reading is not whole, so that the next one asks again.
        bug.changed = "" if rest else ticket.changed
        bug.read_at, bug.fault = at, ""
        bug.next_read_at = at + SOON if rest else next_reading(bug, at)
        bug.save()


def _news(bug: TrackedBug, remarks: Sequence[Remark]) -> tuple[list[Remark], bool]:
    """Comments to be told, and whether there are more; none of before the first reading."""
    if bug.last_remark is None:
        return [], False
    newer = [one for one in remarks if one.ref > (bug.last_remark or 0)]
    return newer[:MOST_NOTES], len(newer) > MOST_NOTES


def _tell(
    link: BugLink, ticket: Ticket, news: Sequence[Remark], at: datetime, *, turned: bool
) -> None:
    with translation.override(language_of(link.case)):
        for one in news:
            if not _is_ours(one):
                _note(link, remark_words(link.label, one), f"remark {one.ref}", at)
        turns = list(_turns(link, ticket, turned=turned))
        if turned or turns:
            words = change_words(link.label, ticket.status, closed=ticket.closed)
            _note(link, words, f"turn {ticket.changed}", at)
    for label, turn in turns:
        answer = turn(case=link.case, number=label, by=DESK, at=at)
        if not isinstance(answer, Done):
            log.warning("%s keeps the bug %s: %s", link.case.number, label, answer.text)


def _turns(
    link: BugLink, ticket: Ticket, *, turned: bool
) -> Iterator[tuple[str, Callable[..., Answer]]]:
    """What brings the bug on the case to where it is in the tracker, by the numbers it has there.

    What a person closed on the case stays so until the tracker itself has turned.
    """
    bugs = load(link.case_id).state.bugs
    for label in labels_of(link):
        bug = bugs.get(label)
        if bug is None or bug.taken_off or bug.closed == ticket.closed:
            continue
        if ticket.closed:
            yield label, close_bug
        elif turned:
            yield label, reopen_bug


def _note(link: BugLink, text: str, what: str, at: datetime) -> None:
    form = Form(key=f"bug {link.pk} {what}"[:100])
    add_tracker_note(case=link.case, text=text, at=at, form=form)


def _is_ours(remark: Remark) -> bool:
    key = key_in(remark.text)
    return bool(key) and TrackerAsk.objects.filter(key=key).exists()


def language_of(case: Case) -> str:
    """The first language of the case's charter."""
    return charter_version(case.charter, case.charter_version).languages[0]

"""Raise a bug, link one, write to its developers: asks that wait in the outbox (R-TER-5)."""

import re
from datetime import datetime
from secrets import token_hex
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import demand_sight
from charterdesk.cases.answers import Done
from charterdesk.cases.commands import add_note
from charterdesk.cases.commands.following import standing_for
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case
from charterdesk.trackers.kinds import Tracker
from charterdesk.trackers.models import BugLink, TrackedBug, TrackerAsk
from charterdesk.trackers.values import LONGEST_TEXT, LONGEST_TITLE, cut

Asked = TrackerAsk | Refusal
_FORM_KEY = re.compile(r"[0-9a-f]{12}")


def raise_bug(
    *, case: Case, tracker: Tracker, title: str, text: str, critical: bool, by: Person,
    at: datetime, key: str = "",
) -> Asked:  # fmt: skip
    """A new bug for the case; `key` of a form makes two presses one."""
    title = cut(title, LONGEST_TITLE)
    if not title:
        return Refusal(_("A bug needs a title: say in one line what fails."), "title")
    said = {"title": title, "text": text.strip()[:LONGEST_TEXT], "critical": critical}
    return _asked(TrackerAsk.Kind.RAISE, case, tracker, by, at, key, **said)


def link_known_bug(
    *, case: Case, tracker: Tracker, typed: str, critical: bool, by: Person, at: datetime,
    key: str = "",
) -> Asked:  # fmt: skip
    """A bug that the tracker has already, by its number or address; the tracker is asked for it."""
    number = tracker.number_in(typed)
    if number is None:
        said = {"typed": typed.strip()[:60], "tracker": tracker.place.name}
        return Refusal(_("“%(typed)s” is no number of a bug in %(tracker)s.") % said, "number")
    links = BugLink.objects.filter(case=case, ended_at__isnull=True)
    if links.filter(bug__tracker=tracker.place.name, bug__number=number).exists():
        return Refusal(_("This bug is on the case already."), "number")
    return _asked(
        TrackerAsk.Kind.LINK, case, tracker, by, at, key, number=number, critical=critical
    )


def write_remark(
    *, link: BugLink, text: str, by: Person, at: datetime, key: str = ""
) -> Asked:  # fmt: skip
    """A note on the case that also goes to the developers, as a comment of the bug."""
    text = text.strip()
    if not text:
        return Refusal(_("There is nothing to write yet."), "text")
    if len(text) > LONGEST_TEXT:
        said = {"most": LONGEST_TEXT}
        return Refusal(_("The text is longer than %(most)d characters.") % said, "text")
    with transaction.atomic():
        ask = _ask(TrackerAsk.Kind.WRITE, link.case, link.bug.tracker, by, at, key,
                   bug=link.bug, text=text)  # fmt: skip
        if ask.asked_at == at:
            note = _("To the developers of %(bug)s:") % {"bug": link.label}
            written = Written(text=f"{note}\n\n{text}")
            answer = add_note(case=standing_for(link.case), written=written, by=by, at=at)
            if not isinstance(answer, Done):
                transaction.set_rollback(True)
                return Refusal(_("The case takes no note: look at it again."))
    return ask


def look_again(*, link: BugLink, by: Person, at: datetime) -> None:
    """Read the bug now, and not only at its next turn."""
    demand_sight(by)
    TrackedBug.objects.filter(pk=link.bug_id).update(next_read_at=at)


def ask_again(*, ask: TrackerAsk, by: Person, at: datetime) -> None:
    """Try it once more, now."""
    demand_sight(by)
    _open(ask).update(stuck=False, due_at=at)


def withdraw_ask(*, ask: TrackerAsk, by: Person, at: datetime) -> Refusal | None:
    """It is not to be done any more; what is done already can't be withdrawn."""
    demand_sight(by)
    if not _open(ask).update(withdrawn_at=at):
        return Refusal(_("It is done already: the tracker has it."))
    return None


def _open(ask: TrackerAsk) -> Any:
    return TrackerAsk.objects.filter(pk=ask.pk, done_at__isnull=True, withdrawn_at__isnull=True)


def _asked(
    kind: TrackerAsk.Kind, case: Case, tracker: Tracker, by: Person, at: datetime, key: str,
    **said: Any,
) -> Asked:  # fmt: skip
    with transaction.atomic():
        return _ask(kind, case, tracker.place.name, by, at, key, **said)


def _ask(
    kind: TrackerAsk.Kind, case: Case, tracker: str, by: Person, at: datetime, key: str,
    **said: Any,
) -> TrackerAsk:  # fmt: skip
    demand_sight(by)
    form = key if _FORM_KEY.fullmatch(key) else token_hex(6)
    given = {"kind": kind, "case": case, "tracker": tracker, "by": by, "asked_at": at}
    ask, _made = TrackerAsk.objects.get_or_create(
        key=f"{case.number}/{form}"[:60], defaults={**given, "due_at": at, **said}
    )
    return ask

"""Bugs in trackers as pages: how each stands there, what has not got there yet, and the forms."""

from collections.abc import Sequence
from dataclasses import replace

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.cases.models import Case
from charterdesk.desk.addresses import CaseUrls, with_query
from charterdesk.desk.tracker_values import (
    AskRow,
    BugCase,
    BugForm,
    BugRow,
    BugsPage,
)
from charterdesk.look.fields import fields_of
from charterdesk.look.naming import promise_name
from charterdesk.look.values import Action, Link, Refusal
from charterdesk.trackers.kinds import Tracker
from charterdesk.trackers.models import BugLink, TrackedBug, TrackerAsk
from charterdesk.trackers.wording import fault_words
from charterdesk.visit.reader import Reader

OPEN, CLOSED, WAITING = "open", "closed", "waiting"
Named = dict[str, Tracker]


def bugs_page(
    shown: str, bugs: Sequence[TrackedBug], asks: Sequence[TrackerAsk], named: Named,
    reader: Reader,
) -> BugsPage:  # fmt: skip
    """The list; of what waits, the count stands on every tab."""
    count = len(asks)
    late = ngettext(
        "%(count)d ask has not reached its tracker yet.",
        "%(count)d asks have not reached their tracker yet.",
        count,
    )
    empty = {
        OPEN: _("No case waits for a bug in a tracker."),
        CLOSED: _("No bug of a case is closed yet."),
        WAITING: _("Everything that was asked has reached its tracker."),
    }
    return BugsPage(
        sentence=late % {"count": count} if count else "",
        tabs=_tabs(shown, count),
        empty=empty[shown],
        rows=tuple(_bug_row(bug, _links(bug), named, reader) for bug in bugs),
        asks=ask_rows(asks, reader) if shown == WAITING else (),
    )


def link_rows(links: Sequence[BugLink], named: Named, reader: Reader) -> tuple[BugRow, ...]:
    """The bugs of one case."""
    return tuple(
        replace(_bug_row(link.bug, (), named, reader, link.label), acts=(_look(link),))
        for link in links
    )


def ask_rows(
    asks: Sequence[TrackerAsk], reader: Reader, case: Case | None = None
) -> tuple[AskRow, ...]:
    """What waits, of many cases or of the one."""
    return tuple(_ask_row(ask, case or ask.case, reader) for ask in asks)


def raise_form(form: forms.Form, urls: CaseUrls, refusal: Refusal | None) -> BugForm:
    """The form of a new bug."""
    return BugForm(
        "raise", _("Raise a bug"),
        _("The bug gets its number a moment later; if the tracker is down, once it is back."),
        _("Raise the bug"), urls.of("bug_raise"), fields_of(form), refusal,
    )  # fmt: skip


def link_form(form: forms.Form, urls: CaseUrls, refusal: Refusal | None) -> BugForm:
    """The form of a known bug."""
    return BugForm(
        "link", _("Link a known bug"),
        _("Several cases may wait for one bug; when it is closed, it is closed on all of them."),
        _("Link the bug"), urls.of("bug_link"), fields_of(form), refusal,
    )  # fmt: skip


def write_form(link: BugLink, form: forms.Form, urls: CaseUrls, refusal: Refusal | None) -> BugForm:
    """The form of words to the developers of a bug."""
    return BugForm(
        f"write{link.pk}", _("Write to the developers of %(bug)s") % {"bug": link.label},
        _("What they answer comes back as an internal note."),
        _("Send to the tracker"), urls.of("bug_write", str(link.pk)), fields_of(form), refusal,
    )  # fmt: skip


def _tabs(shown: str, waiting: int) -> tuple[Action, ...]:
    labels = {
        OPEN: _("Open bugs"),
        CLOSED: _("Closed bugs"),
        WAITING: _("On their way (%(count)d)") % {"count": waiting},
    }
    base = reverse("desk:bugs")
    return tuple(
        Action(name, label, with_query(base, {"show": "" if name == OPEN else name}),
               look="primary" if name == shown else "")
        for name, label in labels.items()
    )  # fmt: skip


def _links(bug: TrackedBug) -> Sequence[BugLink]:
    found: Sequence[BugLink] = getattr(bug, "seen_links", ())
    return found


def _bug_row(
    bug: TrackedBug, links: Sequence[BugLink], named: Named, reader: Reader, label: str = ""
) -> BugRow:
    tracker = named.get(bug.tracker)
    own = tracker.label(bug.number) if tracker else f"{bug.tracker} {bug.number}"
    read = _("read %(when)s") % {"when": reader.full(bug.read_at)} if bug.read_at else ""
    return BugRow(
        label=label or own, url=tracker.address(bug.number) if tracker else "",
        title=bug.title, status=bug.status or _("not read yet"), read=read,
        fault=fault_words(bug.fault),
        cases=tuple(_bug_case(link.case, reader) for link in links),
    )  # fmt: skip


def _look(link: BugLink) -> Action:
    urls = CaseUrls(link.case.number)
    return _post("look", _("Read it again"), urls.of("bug_look", str(link.pk)))


def _bug_case(case: Case, reader: Reader) -> BugCase:
    customer = case.organisation.name if case.organisation else ""
    link = Link(f"{case.number} {case.subject}", CaseUrls(case.number).page(), customer)
    if case.next_due_at is None:
        return BugCase(link, "")
    said = {"promise": promise_name(case.next_due_kind), "when": reader.full(case.next_due_at)}
    return BugCase(link, _("%(promise)s: due %(when)s") % said)


def _ask_row(ask: TrackerAsk, case: Case, reader: Reader) -> AskRow:
    urls = CaseUrls(case.number)
    again = _post("again", _("Try now"), urls.of("bug_ask_again", str(ask.pk)))
    withdraw = _post("withdraw", _("Withdraw"), urls.of("bug_ask_withdraw", str(ask.pk)))
    return AskRow(
        title=_ask_title(ask), case=Link(case.number, urls.of("case_bugs")),
        state=_ask_state(ask, reader), fault=fault_words(ask.fault), stuck=ask.stuck,
        acts=(again, withdraw),
    )  # fmt: skip


def _ask_title(ask: TrackerAsk) -> str:
    said = {"tracker": ask.tracker, "title": ask.title, "number": ask.number}
    match ask.kind:
        case TrackerAsk.Kind.RAISE:
            return _("A new bug in %(tracker)s: %(title)s") % said
        case TrackerAsk.Kind.LINK:
            return _("The bug %(number)s of %(tracker)s") % said
        case _:
            number = ask.bug.number if ask.bug else ""
            return _("A comment on %(number)s in %(tracker)s") % {**said, "number": number}


def _ask_state(ask: TrackerAsk, reader: Reader) -> str:
    if ask.stuck:
        return _("It is refused, and not tried again by itself.")
    if not ask.fault:
        return _("It is on its way.")
    return _("It is tried again %(when)s.") % {"when": reader.full(ask.due_at)}


def _post(name: str, label: str, url: str) -> Action:
    return Action(name, label, url, method="post")

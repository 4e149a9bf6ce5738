"""A list of cases: rows in the order in which they want us, filters as links, the next page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.cases.models import Case, Label
from charterdesk.cases.queries.queue import QueuePage as Found
from charterdesk.desk.addresses import CaseUrls, with_query
from charterdesk.desk.bulk_values import Bulk
from charterdesk.desk.forms.listing import ME, Choices, FilterForm
from charterdesk.desk.pages.clocks import next_clock, said_clock
from charterdesk.desk.pages.labels import pills_of
from charterdesk.desk.pages.narrowing import chips_of, filters_of
from charterdesk.desk.pages.views import keeping_of
from charterdesk.desk.pages.words import status_words, view_name, waiting_words
from charterdesk.desk.values import Priority, QueuePage, QueueRow
from charterdesk.engine.decide.work import WAITS
from charterdesk.lists.models import SavedView
from charterdesk.lists.waiting import ACTIVE
from charterdesk.look.values import Link, Option, Pager
from charterdesk.visit.reader import Reader

KEYS = {
    "mine": "my_work", "unassigned": "unassigned", "escalated": "escalated",
    "waiting": "waiting", "all": "all_open",
}  # fmt: skip
PATHS = {"unassigned": "unassigned", "escalated": "escalated", "waiting": "waiting", "all": "open"}
MOST = 1000
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Place:
    """Which list is shown: its view, its address, and the saved view that it is, if it is one."""

    view: str
    path: str
    saved: SavedView | None = None

    def here(self, chosen: dict[str, str], after: str) -> str:
        """The address of the page: a saved view says itself what narrows it."""
        if self.saved:
            return with_query(self.saved.get_absolute_url(), {"after": after})
        return with_query(self.path, {**chosen, "after": after})


@dataclass(frozen=True, slots=True)
class Beside:
    """What rows say that stands in no case: who writes to it now, by its number, and the moment
    by which its asker was told to hear from us, where that has passed, by its key.
    """

    writing: Mapping[str, str] = field(default_factory=dict)
    overdue: Mapping[int, datetime] = field(default_factory=dict)


NOTHING = Beside()


def queue_page(
    place: Place, found: Found, form: FilterForm, choices: Choices, reader: Reader,
    beside: Beside = NOTHING,
) -> QueuePage:  # fmt: skip
    """The page of one list."""
    chosen, after, view, path = form.chosen(), form.mark(), place.view, place.path
    here = place.here(chosen, after)
    labels, saved = choices.labels, place.saved
    return QueuePage(
        key=saved.slug if saved else KEYS[view],
        name=saved.name if saved else view_name(view),
        list_url=path,
        keeping=keeping_of(place.view, chosen, saved),
        sentence=_sentence(view, found, chosen, reader.at),
        here=here,
        rows=tuple(
            queue_row(row, here, reader, labels.on.get(row.pk, ()), beside) for row in found.rows
        ),
        chips=chips_of(path, chosen, choices, form),
        filters=filters_of(chosen, choices, form),
        pager=_pager(place, chosen, after, found),
        bulk=_bulk(choices, reader, _whole(place, chosen, found), chosen) if found.rows else None,
        empty=_empty(view, chosen),
        empty_act=_empty_act(view, path, chosen, found),
    )


def path_of(view: str) -> str:
    """The address of a list without filters."""
    return reverse("desk:queue", args=[PATHS[view]]) if view in PATHS else reverse("desk:home")


def queue_row(
    row: Case, here: str, reader: Reader, labels: tuple[Label, ...] = (), beside: Beside = NOTHING
) -> QueueRow:
    """One case of a list."""
    said = beside.overdue.get(row.pk)
    return QueueRow(
        ref=row.number,
        subject=row.subject or _("(no subject)"),
        url=CaseUrls(row.number, here).page(),
        customer=customer_of(row),
        priority=priority_of(row),
        promise=said_clock(said, said, reader.at) if said else next_clock(row, reader.at),
        status=status_words(row.status, row.waiting_on),
        owner=row.owner.name if row.owner else "",
        updated_at=row.updated_at,
        owner_is_me=row.owner_id == reader.person.pk,
        ladder=row.escalation,
        labels=pills_of(labels),
        presence=beside.writing.get(row.number, ""),
    )


def customer_of(row: Case) -> str:
    """The organisation, else the contact, else the address that asks."""
    known = row.organisation or row.contact
    return str(known) if known else row.asker or _("unknown")


def priority_of(row: Case) -> Priority:
    """The pill of a row: the strictest priority of its charter is P1."""
    return Priority(row.priority_rank + 1, row.priority)


def _sentence(view: str, found: Found, chosen: dict[str, str], at: datetime) -> str:
    count = len(found.rows) if chosen else found.counts[view]
    if chosen:
        more = bool(found.after)
        return _("More than %(count)d shown") % {"count": count} if more else _shown(count)
    words = [_("more than 1000 open") if count > MOST else _open(count)]
    if found.missed:
        said = {"count": found.missed}
        words.append(ngettext("%(count)d missed", "%(count)d missed", found.missed) % said)
    if soon := _due_within_the_hour(found, at):
        said = {"count": soon}
        form = ngettext("%(count)d due within the hour", "%(count)d due within the hour", soon)
        words.append(form % said)
    return ", ".join(words)


def _due_within_the_hour(found: Found, at: datetime) -> int:
    """How many of the page's rows; they stand at its top."""
    dues = [row.next_due_at for row in found.rows if row.next_due_at is not None]
    return sum(at < due <= at + HOUR for due in dues)


def _open(count: int) -> str:
    return ngettext("%(count)d open", "%(count)d open", count) % {"count": count}


def _shown(count: int) -> str:
    return ngettext("%(count)d case fits", "%(count)d cases fit", count) % {"count": count}


def _pager(place: Place, chosen: dict[str, str], after: str, found: Found) -> Pager | None:
    if not after and not found.after:
        return None
    return Pager(
        shown=_shown(len(found.rows)),
        first_url=place.here(chosen, "") if after else "",
        next_url=place.here(chosen, found.after) if found.after else "",
    )


def _whole(place: Place, chosen: dict[str, str], found: Found) -> str:
    """What all cases of the list are called, where it has more than one page."""
    if not found.after:
        return ""
    if chosen:
        return _("All cases of this list")
    count = found.counts[place.view]
    return _("All %(count)s in this view") % {"count": f"{MOST}+" if count > MOST else count}


def _bulk(choices: Choices, reader: Reader, whole: str, chosen: dict[str, str]) -> Bulk:
    labels = tuple(Option(str(one.pk), one.name) for one in choices.labels.known)
    url = reverse("desk:labels") if labels else ""
    return Bulk(
        reverse("desk:bulk"), _assignees(choices, reader), labels, url, _states(), whole,
        watched=chosen.get("watcher") == ME,
    )  # fmt: skip


def _states() -> tuple[Option, ...]:
    return (
        Option(ACTIVE, status_words("active")),
        *(Option(on, waiting_words(on)) for on in WAITS if on != "date"),
    )


def _assignees(choices: Choices, reader: Reader) -> tuple[Option, ...]:
    others = [one for one in choices.people if one.pk != reader.person.pk]
    return (
        Option(reader.person.username, _("me")),
        *(Option(one.username, one.name) for one in others),
    )


def _empty(view: str, chosen: dict[str, str]) -> str:
    if chosen:
        return _("No case fits these filters.")
    sentences = {
        "mine": _("Nothing is waiting for you."),
        "unassigned": _("Every open case has an owner."),
        "escalated": _("No escalation is going on."),
        "waiting": _("No case is waiting for anybody."),
    }
    return sentences.get(view, _("No case is open."))


def _empty_act(view: str, path: str, chosen: dict[str, str], found: Found) -> Link | None:
    if chosen:
        return Link(_("Take the filters away"), path)
    free = found.counts["unassigned"]
    if view == "mine" and free:
        url = reverse("desk:queue", args=["unassigned"])
        return Link(_("Take one from Unassigned (%(count)d)") % {"count": free}, url)
    if view == "all":
        return Link(_("Open a case"), reverse("desk:new"))
    return Link(view_name("all"), reverse("desk:queue", args=["open"]))

"""What stands around every page: the reader's name, the counts of the rail, what was just done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.messages.storage.base import Message

from charterdesk.accounts.detour import DESK
from charterdesk.accounts.rights import may_manage
from charterdesk.cases.queries.queue import Tally
from charterdesk.lists.models import SavedView
from charterdesk.look.values import Counts, Me, Shell, StarredView, Toast
from charterdesk.visit.rail import NO_RAIL, Rail
from charterdesk.visit.reader import Reader
from charterdesk.visit.sent_mail import sink_of_the_desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """`current` is the rail's entry, `query` what was searched for."""

    tally: Tally
    rail: Rail = NO_RAIL
    current: str = ""
    query: str = ""


def shell_of(reader: Reader, around: Surroundings, toasts: Iterable[Message]) -> Shell:
    """The shell for a reader."""
    person = reader.person
    return Shell(
        me=Me(
            person.name,
            keys_on=not person.keys_off,
            key=DESK.key(person.pk),
            manages=may_manage(person),
        ),
        now=reader.at,
        zone=reader.zone,
        counts=counts_in(around.tally, around.rail),
        current=around.current,
        seq=around.tally.newest,
        query=around.query,
        starred=tuple(_starred(*one) for one in around.rail.starred),
        mail_readable=sink_of_the_desk() is not None,
        toasts=tuple(_toast(message, person.undo_seconds) for message in toasts),
    )


def _starred(view: SavedView, count: int) -> StarredView:
    return StarredView(view.slug, view.name, view.get_absolute_url(), count)


def _toast(message: Message, undo_seconds: int) -> Toast:
    drop_draft, _, undo_url = (message.extra_tags or "").partition("\n")
    wait = timedelta(seconds=undo_seconds if undo_url else 0)
    return Toast(str(message), undo_url=undo_url, undo_for=wait, drop_draft=drop_draft)


def counts_in(tally: Tally, rail: Rail) -> Counts:
    """The counts under the names of the rail."""
    counts = tally.counts
    return Counts(
        my_work=counts["mine"],
        unassigned=counts["unassigned"],
        escalated=counts["escalated"],
        waiting=counts["waiting"],
        all_open=counts["all"],
        held=rail.held,
        news=rail.news,
    )

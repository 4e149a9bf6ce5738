"""A case at a glance, beside the list in which the cursor stands on it (ux.md 2.3 screen 1)."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.cases.models import Case
from charterdesk.cases.queries.glance import LONGEST, Glance
from charterdesk.cases.queries.one import Entry
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.glance_values import GlancePage, Said
from charterdesk.desk.pages.clocks import clock_id, clocks_of
from charterdesk.desk.pages.queue import customer_of, priority_of
from charterdesk.desk.pages.timeline import author_of, kind_of
from charterdesk.desk.pages.words import status_icon, status_words
from charterdesk.desk.values import Fact
from charterdesk.engine import events as ev
from charterdesk.engine.standing import standings
from charterdesk.look.values import Clock, Me, Shell
from charterdesk.visit.reader import Reader

MOST_CLOCKS = 6


def glance_page(glance: Glance, reader: Reader, urls: CaseUrls) -> GlancePage:
    """What stands on it, those promises first that want us."""
    row = glance.loaded.row
    words = ngettext(
        "%(count)d earlier message or note", "%(count)d earlier messages and notes", glance.earlier
    )
    history = glance.loaded.state.history
    return GlancePage(
        ref=row.number,
        subject=row.subject or _("(no subject)"),
        url=urls.page(),
        priority=priority_of(row),
        status=status_words(row.status, row.waiting_on),
        status_icon=status_icon(row.status),
        ladder=row.escalation,
        opened_at=row.opened_at,
        facts=_facts(row, reader),
        clocks=_clocks(glance, reader, urls),
        said=tuple(_said(one, history[one.event.seq - 1], reader) for one in glance.said),
        earlier=words % {"count": glance.earlier} if glance.earlier else "",
    )


def shell_of_a_part(reader: Reader) -> Shell:
    """What the parts of a page need of its shell: the moment and the zone. It asks nothing."""
    return Shell(me=Me(reader.person.name), now=reader.at, zone=reader.zone)


def _facts(row: Case, reader: Reader) -> tuple[Fact, ...]:
    mine = row.owner_id == reader.person.pk
    owner = row.owner.name if row.owner else _("nobody")
    facts = [Fact(_("Customer"), customer_of(row))]
    if row.organisation and row.contact:
        facts.append(Fact(_("Contact"), row.contact.name))
    if row.contract:
        facts.append(Fact(_("Contract"), str(row.contract)))
    return (*facts, Fact(_("Owner"), _("you") if mine else owner))


def _clocks(glance: Glance, reader: Reader, urls: CaseUrls) -> tuple[Clock, ...]:
    found = standings(glance.loaded.charter, glance.loaded.state, reader.at)
    why = {clock_id(one): urls.of("why", clock_id(one)) for one in found}
    return clocks_of(found, reader, why, glance.loaded.state.waiting_on)[:MOST_CLOCKS]


def _said(one: Entry, event: ev.Event, reader: Reader) -> Said:
    message = one.message
    assert message is not None
    who, role = author_of(message, reader)
    begin = str(getattr(message, "begin", ""))
    return Said(
        kind=kind_of(message, event), who=who, role=role, at=event.at,
        text=begin[:LONGEST].strip() or _("(no text)"), is_cut=len(begin) > LONGEST,
        has_files=bool(getattr(message, "has_files", False)),
    )  # fmt: skip

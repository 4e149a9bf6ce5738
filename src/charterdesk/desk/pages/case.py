"""The page of a case, put together from its dossier (ux.md 2.3 screen 2)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from charterdesk.cases.models import Case
from charterdesk.cases.queries.dossier import Dossier
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.chat_values import OpenChat
from charterdesk.desk.pages.case_acts import Acts
from charterdesk.desk.pages.case_fields import own_of
from charterdesk.desk.pages.case_rail import (
    checklist_of,
    customer_of,
    facts_of,
    handling_of,
    on_duty_of,
    people_of,
)
from charterdesk.desk.pages.case_run import run_of
from charterdesk.desk.pages.chat_panel import QUIET, Talk, Talking, chat_notice, open_chat, talk_in
from charterdesk.desk.pages.clocks import clock_id, clocks_of
from charterdesk.desk.pages.labels import pills_of
from charterdesk.desk.pages.queue import priority_of
from charterdesk.desk.pages.timeline import entries_of, tabs_of
from charterdesk.desk.pages.words import case_link, status_icon, status_words
from charterdesk.desk.probing import Probe
from charterdesk.desk.values import CasePage, Fact
from charterdesk.engine.standing import Standing, standings
from charterdesk.look.values import Clock, Composer, Link
from charterdesk.visit.reader import Reader

MORE_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxes:
    """The two composers of the page."""

    reply: Composer
    note: Composer


def case_page(
    dossier: Dossier, probe: Probe, reader: Reader, urls: CaseUrls, boxes: Boxes,
    *, shown: str = "", presence: str = "", talking: Talking = QUIET,
) -> CasePage:  # fmt: skip
    """The whole page; `shown` is the timeline's filter, `presence` who else is at the case.

    `talking` is what was typed into its chat and not taken.
    """
    row, loaded = dossier.loaded.row, dossier.loaded
    talk = talk_in(reader.person, loaded, dossier.tally.sight)
    acts = Acts(probe, urls)
    return CasePage(
        ref=row.number,
        subject=row.subject or _("(no subject)"),
        priority=priority_of(row),
        status=status_words(row.status, row.waiting_on),
        status_icon=status_icon(row.status),
        line=_line(row, loaded.charter.title or row.charter),
        opened_at=row.opened_at,
        back_url=urls.back_url,
        entries=entries_of(dossier, reader, urls, shown),
        reply=boxes.reply,
        note=boxes.note,
        clocks=_clocks(dossier, reader, urls),
        previous_url=urls.sibling(dossier.leading) if dossier.leading else "",
        next_url=urls.sibling(dossier.following) if dossier.following else "",
        ladder=row.escalation,
        head=acts.head(),
        more=acts.more(),
        handling=handling_of(dossier, acts),
        people=people_of(dossier, probe, acts, reader),
        customer=customer_of(dossier, acts),
        own=own_of(dossier, acts),
        facts=facts_of(dossier, acts),
        checklist=checklist_of(dossier, acts),
        also=tuple(_also(case, urls) for case in dossier.also),
        articles_url=urls.of("case_articles"),
        article_url=urls.of("case_article"),
        run=run_of(dossier, probe, acts, reader),
        chat=chat_notice(talk[0]) if talk else None,
        talk=_talk(talk, reader, urls, talking),
        presence=presence,
        notices=_notices(dossier, reader),
        earlier=dossier.earlier,
        earlier_url=_earlier(dossier, urls, shown),
        tabs=tabs_of(urls, shown),
        labels=pills_of(dossier.labels),
    )


def people_named_in(dossier: Dossier, probe: Probe) -> set[str]:
    """The user names that the page will show, on duty ones included."""
    state = dossier.loaded.state
    on_duty = {name for _, names in on_duty_of(dossier.loaded.charter, probe) for name in names}
    called = {person for run in state.runs for step in run.steps for _, person in step.called}
    spoken = {entry.event.by for entry in dossier.entries}
    told = {str(entry.event.data.get("person", "")) for entry in dossier.entries}
    others = {str(entry.event.data.get("who", "")) for entry in dossier.entries}
    owners = {str(entry.event.data.get("owner", "")) for entry in dossier.entries}
    everybody = called | spoken | told | others | owners | on_duty | {state.owner}
    return {name for name in everybody if name}


def shown_standings(dossier: Dossier, reader: Reader) -> tuple[Standing, ...]:
    """The promises of the case at the reader's moment."""
    return standings(dossier.loaded.charter, dossier.loaded.state, reader.at)


def _talk(talk: Talk | None, reader: Reader, urls: CaseUrls, talking: Talking) -> OpenChat | None:
    if talk is None:
        return None
    chat, lines = talk
    return open_chat(reader.person, chat, lines, reader.at, reader.zone, talking, urls.back)


def _clocks(dossier: Dossier, reader: Reader, urls: CaseUrls) -> tuple[Clock, ...]:
    found = shown_standings(dossier, reader)
    why = {clock_id(one): urls.of("why", clock_id(one)) for one in found}
    return clocks_of(found, reader, why, dossier.loaded.state.waiting_on)


def _line(row: Case, charter: str) -> tuple[Fact, ...]:
    facts = [Fact(_("Customer"), str(row.organisation or row.contact or row.asker or _("unknown")))]
    if row.contract:
        facts.append(Fact(_("Contract"), str(row.contract)))
    return (*facts, Fact(_("Charter"), charter))


def _also(case: Case, urls: CaseUrls) -> Link:
    linked = getattr(case, "is_linked", False)
    note = status_words(case.status, case.waiting_on)
    return case_link(
        case.number, case.subject, urls.sibling(case.number),
        _("%(status)s, linked") % {"status": note} if linked else note,
    )  # fmt: skip


def _earlier(dossier: Dossier, urls: CaseUrls, shown: str) -> str:
    if not dossier.earlier:
        return ""
    query = {"show": shown} if shown else {}
    return urls.page(**query, last=len(dossier.entries) + MORE_AT_ONCE)


def _notices(dossier: Dossier, reader: Reader) -> tuple[str, ...]:
    row, state = dossier.loaded.row, dossier.loaded.state
    lines = [
        _("A notice to %(who)s could not be sent: %(trouble)s")
        % {"who": one.person.name if one.person else one.address, "trouble": one.trouble}
        for one in dossier.dead
    ]
    if state.waiting_until is not None:
        when = reader.full(state.waiting_until)
        lines.append(
            _("Put off until %(when)s; the promises go on unless they are paused.") % {"when": when}
        )
    lines += [_("Defect: %(text)s") % {"text": text} for text in state.defects]
    if row.merged_into:
        lines.append(
            _("This case was merged into %(number)s; go on there.")
            % {"number": row.merged_into.number}
        )
    return tuple(lines)

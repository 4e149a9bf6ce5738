"""A case and the one that some of its messages would become, side by side, with their promises."""

from collections.abc import Sequence
from dataclasses import dataclass
from secrets import token_hex

from django.utils.translation import gettext as _

from charterdesk.cases.models import Message
from charterdesk.cases.store import Loaded, moment
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.splitting import SplitForm
from charterdesk.desk.pages.clocks import clocks_of
from charterdesk.desk.pages.words import status_words
from charterdesk.desk.probing import Probe
from charterdesk.desk.splitting_values import SplitPage, SplitSide
from charterdesk.engine.case import Case
from charterdesk.engine.commands_splitting import LetGo
from charterdesk.engine.decide import decide
from charterdesk.engine.decide.splitting import movable, opening_of
from charterdesk.engine.standing import standings
from charterdesk.look.fields import field_of
from charterdesk.look.values import Refusal
from charterdesk.visit.reader import Reader

BEGINNING = 100


@dataclass(frozen=True, slots=True)
class Splitting:
    """The case as its reader sees it, what they ticked, and whether there is anything to tick."""

    probe: Probe
    form: SplitForm
    possible: bool


def message_choices(loaded: Loaded, reader: Reader) -> list[tuple[str, str]]:
    """The messages that may go, oldest first: when each came, and how it begins."""
    refs = [event.message for event in movable(loaded.state)]
    rows = {one.ref: one for one in Message.objects.filter(case=loaded.row, ref__in=refs)}
    return [(ref, _choice(rows[ref], reader)) for ref in refs if ref in rows]


def split_page(
    splitting: Splitting, reader: Reader, urls: CaseUrls, refusal: Refusal | None = None
) -> SplitPage:
    """First the messages, then both cases as they would be."""
    form, row = splitting.form, splitting.probe.loaded.row
    ticked = form.cleaned_data["message"] if form.is_bound and form.is_valid() else ()
    return SplitPage(
        ref=row.number,
        subject=row.subject or _("(no subject)"),
        action=urls.of("split"),
        back_url=urls.page(),
        message=field_of(form["message"]),
        new_subject=field_of(form["subject"]),
        possible=splitting.possible,
        ticked=tuple(ticked),
        key=form.data.get("key") or token_hex(12),
        sides=_sides(splitting, ticked, reader) if ticked else (),
        consequences=_consequences(row.number) if ticked else (),
        refusal=refusal,
    )


def _choice(message: Message, reader: Reader) -> str:
    words = " ".join(f"{message.subject}: {message.text}".removeprefix(": ").split())
    shown = words if len(words) <= BEGINNING else f"{words[:BEGINNING]}…"
    return f"{reader.full(message.at)} · {shown}"


def _sides(splitting: Splitting, ticked: Sequence[str], reader: Reader) -> tuple[SplitSide, ...]:
    """The old case without the messages, then the new one; both decided, none saved."""
    probe, refs = splitting.probe, tuple(ticked)
    row = probe.loaded.row
    asked = opening_of(
        probe.loaded.charter, probe.loaded.state, row.number, refs,
        by=probe.person.username, subject=splitting.form.cleaned_data["subject"], asker=row.asker,
    )  # fmt: skip
    if asked is None:
        return ()
    charter, at = probe.loaded.charter, moment(probe.at)
    new = decide(charter, None, asked, at, probe.rota).case
    left = probe.decision(LetGo(number="…", messages=refs)).case
    return (
        _side(probe, left, row.number, row.subject, reader),
        _side(probe, new, "", asked.subject, reader),
    )


def _side(probe: Probe, state: Case, ref: str, subject: str, reader: Reader) -> SplitSide:
    found = standings(probe.loaded.charter, state, reader.at)
    facts = (
        (_("Status"), status_words(state.status, state.waiting_on)),
        (_("Priority"), state.priority),
        (_("Opened"), reader.full(state.opened_at)),
    )
    clocks = clocks_of(found, reader, {}, state.waiting_on)
    return SplitSide(ref, subject or _("(no subject)"), facts, clocks)


def _consequences(number: str) -> tuple[str, ...]:
    said = {"number": number}
    return (
        _("The new case begins when its first message came, so that its promises lose no time."),
        _("The customer is told the new number, as of every new case."),
        _("The two cases lead to each other; within 14 days this can be undone."),
        _("Later answers to those messages by mail join the new case, others join %(number)s.")
        % said,
    )

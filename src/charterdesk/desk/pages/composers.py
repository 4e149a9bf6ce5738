"""The two boxes of a case: to whom they go, what was typed, and why one can't be used now."""

from dataclasses import dataclass, replace
from datetime import datetime
from secrets import token_hex
from typing import Final

from django.utils.translation import gettext as _

from charterdesk.cases.models import Case
from charterdesk.cases.queries.dossier import Dossier
from charterdesk.desk.addresses import CaseUrls
from charterdesk.look.values import Composer, ComposerMode, Option, Refusal, Stop

REPLY: Final = "reply"
NOTE: Final = "note"
WAIT = "wait"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What somebody was about to send, and what held it."""

    mode: ComposerMode
    text: str
    key: str
    seen: int
    then: str = ""
    errors: tuple[str, ...] = ()
    stop: Stop | None = None
    refusal: Refusal | None = None


def draft_key(number: str, mode: str) -> str:
    """The name under which the browser keeps a text."""
    return f"d:{number}:{mode}"


def reply_box(dossier: Dossier, urls: CaseUrls, *, opened: str = "") -> Composer:
    """The box for the customer. `opened` names the box that stands open."""
    row = dossier.loaded.row
    why = _why_no_reply(row)
    name = row.contact.name if row.contact else row.asker
    return Composer(
        mode="reply",
        action=urls.of("reply"),
        draft_url=urls.of("draft"),
        inserts_url=urls.of("case_inserts"),
        draft_key=draft_key(row.number, REPLY),
        to_line=_("to %(who)s, by mail") % {"who": _receiver(row)},
        send_label=_("Send reply to %(name)s") % {"name": name.partition(" ")[0]},
        then=(
            Option("", _("leave the status")),
            Option(WAIT, _("and wait for the customer")),
        ),
        enabled=not why,
        reason=why,
        open=opened == REPLY and not why,
        text=_text(dossier, REPLY),
        saved_at=_saved_at(dossier, REPLY),
        seen=row.version,
        key=token_hex(12),
    )


def note_box(dossier: Dossier, urls: CaseUrls, *, opened: str = "") -> Composer:
    """The box for the team."""
    number = dossier.loaded.row.number
    return Composer(
        mode="note",
        action=urls.of("note"),
        draft_url=urls.of("draft"),
        inserts_url=urls.of("case_inserts"),
        draft_key=draft_key(number, NOTE),
        to_line=_("only the team reads it, never the customer"),
        send_label=_("Add note"),
        open=opened == NOTE,
        text=_text(dossier, NOTE),
        saved_at=_saved_at(dossier, NOTE),
        seen=dossier.loaded.row.version,
        key=token_hex(12),
    )


def with_typed(box: Composer, typed: Typed) -> Composer:
    """The box as it was sent, with what held it; nothing typed is lost."""
    return replace(
        box, text=typed.text, key=typed.key, seen=typed.seen, open=True, errors=typed.errors,
        stop=typed.stop, refusal=typed.refusal,
        then=tuple(replace(one, chosen=one.value == typed.then) for one in box.then),
    )  # fmt: skip


def talked(case: Case, text: str, why: str) -> Typed:
    """A line for a chat that came too late for it, as a reply that was begun."""
    return Typed(mode=REPLY, text=text, key=token_hex(12), seen=case.version, errors=(why,))


def _text(dossier: Dossier, mode: str) -> str:
    """What was typed and not sent."""
    draft = dossier.drafts.get(mode)
    return draft.text if draft else ""


def _saved_at(dossier: Dossier, mode: str) -> datetime | None:
    draft = dossier.drafts.get(mode)
    return draft.at if draft else None


def _receiver(row: Case) -> str:
    if row.contact:
        return f"{row.contact.name} <{row.asker}>" if "@" in row.asker else row.contact.name
    return row.asker


def _why_no_reply(row: Case) -> str:
    if row.merged_into:
        said = {"number": row.merged_into.number}
        return _("This case was merged into %(number)s: reply there.") % said
    if "@" not in row.asker and not row.contact:
        return _("The customer has no mail address: call, then log the talk.")
    return ""

"""A chat ends: by either side, as a message that nobody could answer, or as everybody has gone.

Nothing of it is lost: it is on the case, and an answered chat's transcript goes out by mail.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.cases.commands import send_automatic
from charterdesk.cases.correspondence import voice_of
from charterdesk.cases.messages import Written
from charterdesk.charters.queries import charter_version
from charterdesk.customers.models import Contact
from charterdesk.engine.decide import Refusal as Refused
from charterdesk.talk.lines import add_line, keep, locked
from charterdesk.talk.models import Chat, ChatLine
from charterdesk.talk.recording import open_from


@transaction.atomic
def end_chat(*, chat: Chat, by: Person | Contact, at: datetime) -> Chat | Refusal | Refused:
    """The chat is over; one that nobody answered becomes a case, which somebody will answer."""
    row = locked(chat)
    if isinstance(by, Person) and row.agent_id != by.pk:
        return Refusal(_("This chat is not yours now: take it, or leave it to its owner."))
    ended = finish(row, at, by=by)
    if isinstance(ended, Refused):
        transaction.set_rollback(True)
    return ended


def finish(row: Chat, at: datetime, *, by: Person | Contact | None = None) -> Chat | Refused:
    """End a locked chat; once is enough, and the second end changes nothing."""
    if row.state == Chat.State.ENDED:
        return row
    if row.case is None and (refused := open_from(row, at)):
        return refused
    name = by.name if by else ""
    add_line(row, ChatLine.Kind.ENDED, at, by=by, text=name)
    keep(row, state=Chat.State.ENDED, ended_at=at, block=None, block_by=None,
         customer_typing_at=None, agent_typing_at=None)  # fmt: skip
    if row.lines.filter(side=ChatLine.Side.DESK, kind=ChatLine.Kind.SAID).exists():
        _mail_transcript(row, at)
    return row


def _mail_transcript(row: Chat, at: datetime) -> None:
    assert row.case is not None
    charter = charter_version(row.case.charter, row.case.charter_version)
    language, zone = voice_of(row.case, charter)
    with translation.override(language):
        text = transcript_of(row, zone)
        subject = _("Our chat on %(case)s") % {"case": row.case.number}
    send_automatic(case=row.case, written=Written(text=text, subject=subject), at=at)


def transcript_of(row: Chat, zone: str) -> str:
    """What the customer saw, line by line, in the active language and that zone."""
    begun = row.begun_at.astimezone(ZoneInfo(zone))
    head = _("What we wrote to each other in the chat of %(date)s, times of %(zone)s:") % {
        "date": f"{begun:%Y-%m-%d}", "zone": zone,
    }  # fmt: skip
    lines = row.lines.select_related("person").order_by("seq")
    said = (_in_words(row, line, ZoneInfo(zone)) for line in lines)
    return "\n".join([head, "", *filter(None, said)])


def _in_words(row: Chat, line: ChatLine, zone: ZoneInfo) -> str:
    who = line.person.name if line.person else row.contact.name
    parts = {"time": f"{line.at.astimezone(zone):%H:%M}", "who": who, "text": line.text}
    match line.kind:
        case ChatLine.Kind.SAID:
            return _("%(time)s %(who)s: %(text)s") % parts
        case ChatLine.Kind.FILE:
            return _("%(time)s %(who)s sent the file “%(text)s”") % parts
        case ChatLine.Kind.JOINED | ChatLine.Kind.HANDED:
            return _("%(time)s %(text)s joined") % parts
        case _:
            return ""

"""What a customer reads of a case: what both sides said, and what happened, oldest first.

People of the desk stand there by the name under which they wrote; steps of an escalation by the
charter's words for them and their times, never with anybody's telephone number.
"""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from charterdesk.cases.models import Message
from charterdesk.cases.store import Loaded
from charterdesk.engine import events as ev
from charterdesk.look.sizes import size_words
from charterdesk.look.values import Attachment, Entry
from charterdesk.portal.happened import happened

LAST = 50


def history_of(loaded: Loaded, messages: list[Message], contact: int | None) -> tuple[Entry, ...]:
    """Every entry; `contact` is the reader's key, who is called “You”."""
    number = loaded.row.number
    said = [_said(one, number, contact) for one in messages]
    lines = [*_lines(loaded)]
    return tuple(sorted([*lines, *said], key=lambda entry: (entry.at, entry.kind != "event")))


def _lines(loaded: Loaded) -> Iterator[Entry]:
    """What happened, each as one line."""
    for seq, event in enumerate(loaded.state.history, start=1):
        text = happened(event)
        if text:
            yield Entry(id=f"e{seq}", kind="event", who=_who(event), at=event.at, text=text)


def _who(event: ev.Event) -> str:
    """Only the customer's own side is named beside a line."""
    return _("your side") if event.by == ev.CUSTOMER else ""


def _said(message: Message, number: str, contact: int | None) -> Entry:
    incoming = message.direction == Message.Direction.IN
    html = reverse("portal:html", args=[number, message.ref]) if message.html else ""
    return Entry(
        id=message.ref,
        kind="in" if incoming else "out",
        who=_author(message, contact),
        at=message.at,
        text=message.text or _("(no text)"),
        quoted=message.quoted,
        html_url=html,
        attachments=tuple(
            Attachment(
                file.name, size_words(file.size), reverse("portal:file", args=[number, file.pk])
            )
            for file in message.attachments.all()
        ),
    )


def _author(message: Message, contact: int | None) -> str:
    if message.person is not None:
        return _("%(name)s, support") % {"name": message.person.name}
    if message.direction == Message.Direction.OUT:
        return pgettext("author", "Support")
    if message.contact_id is not None and message.contact is not None:
        mine = message.contact_id == contact
        return _("You") if mine else message.contact.name
    return message.author or _("You")

"""Sent mail that lies in files: newest first, and one of them as it went out."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from charterdesk.channels.mail.values import Address, Incoming
from charterdesk.channels.sink.sending import Sent
from charterdesk.desk.addresses import with_query
from charterdesk.desk.office_values import SentMailPage, SentPage, SentRow
from charterdesk.visit.reader import Reader

NUMBER = re.compile(r"\[([^\]\s]{1,40})\]")


def number_in(sent: Sent) -> str:
    """The number of the case that a mail is about; "" where its subject has none."""
    found = NUMBER.search(sent.mail.subject)
    return found[1] if found else ""


def sent_page(mails: Sequence[Sent], reader: Reader, more: int = 0) -> SentPage:
    """The list; `more` is how many to pass over for the older ones, 0 where there are none."""
    older = with_query(reverse("desk:sent"), {"skip": str(more)}) if more else ""
    return SentPage(tuple(_row(one, reader) for one in mails), older)


def sent_mail_page(sent: Sent, reader: Reader) -> SentMailPage:
    """One mail: its headers as people read them, its text."""
    mail = sent.mail
    headers = (
        (_("From"), _addresses(mail.from_)),
        (pgettext("mail", "To"), _addresses(mail.to) or ", ".join(mail.envelope_recipients)),
        (_("Envelope sender"), mail.envelope_sender or "<>"),
        ("Message-ID", mail.message_id),
        ("In-Reply-To", ", ".join(mail.in_reply_to)),
        ("Auto-Submitted", mail.automatic_because),
    )
    return SentMailPage(
        subject=mail.subject or _("(no subject)"),
        at=_at(mail, reader),
        headers=tuple((name, value) for name, value in headers if value),
        text=mail.text,
        back_url=reverse("desk:sent"),
        raw_url=reverse("desk:sent_raw", args=[sent.name]),
    )


def _row(sent: Sent, reader: Reader) -> SentRow:
    mail = sent.mail
    return SentRow(
        to=", ".join(mail.envelope_recipients) or _addresses(mail.to),
        subject=mail.subject or _("(no subject)"),
        at=_at(mail, reader),
        url=reverse("desk:sent_mail", args=[sent.name]),
        kind=_("automatic") if mail.automatic else "",
    )


def _at(mail: Incoming, reader: Reader) -> datetime:
    return mail.date.astimezone(UTC) if mail.date else reader.at


def _addresses(addresses: Sequence[Address]) -> str:
    return ", ".join(f"{one.name} <{one.email}>".strip() for one in addresses)

"""A message that an unregistered person typed on a page goes the way of a mail (R-BIC-13).

So it is committed before anything reads it, held as the charter says, and released the same way.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTPUTF8
from email.utils import format_datetime, make_msgid

from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.throttle import take_turn
from charterdesk.channels.lmtp.values import Envelope
from charterdesk.charters.queries import channel_address, live_charters
from charterdesk.engine.charter.values import Charter
from charterdesk.intake.keeping import keep_mails
from charterdesk.intake.taking import take
from charterdesk.intake.ways import plain_channel
from charterdesk.notifications.naming import domain_of

PER_ADDRESS = 10
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class PageMail:
    """What was typed; `address` was proven by its holder, `charter` chosen among live ones."""

    address: str
    charter: str
    subject: str
    text: str
    network_address: str = ""


def hold_from_page(*, mail: PageMail, at: datetime) -> Refusal | None:
    """Keep the message; what then comes of it, the charter says. A refusal keeps nothing."""
    to = next((_address(one) for one in live_charters(at) if one.name == mail.charter), "")
    if not to:
        return Refusal(_("This service takes no messages here: choose another one."), "service")
    if take_turn(kind="page mail", subject=mail.address, limit=PER_ADDRESS, at=at, window=HOUR):
        return Refusal(_("Ten messages wait here already: somebody looks at them first."))
    envelope = Envelope(mail.address, (to,), _bytes(mail, to, at), f"page {mail.network_address}")
    for row in keep_mails([envelope], at=at):
        take(row.pk, at)
    return None


def _address(charter: Charter) -> str:
    return channel_address(charter, plain_channel(charter))


def _bytes(mail: PageMail, to: str, at: datetime) -> bytes:
    message = EmailMessage(policy=SMTPUTF8)
    message["From"], message["To"] = mail.address, to
    message["Subject"] = " ".join(mail.subject.split()) or " ".join(mail.text.split())[:80]
    message["Date"] = format_datetime(at)
    message["Message-ID"] = make_msgid(domain=domain_of(to))
    message.set_content(mail.text.replace("\r\n", "\n"))
    return bytes(message)

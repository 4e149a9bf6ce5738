"""The mails of the sample's customers, as bytes that a mail server would bring."""

import hashlib
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr

from charterdesk.sample.customers import FIRMS
from charterdesk.sample.script import Plot

NAMES = {person.address: person.name for firm in FIRMS for person in firm.people}


def letter(
    plot: Plot, *, to: str, subject: str, text: str, at: datetime, answers: str = ""
) -> bytes:
    """A mail of the plot's asker; `answers` is the Message-ID that it answers, if any.

    The first mail brings the plot's files along.
    """
    mail = EmailMessage()
    mail["From"] = formataddr((NAMES.get(plot.asker, ""), plot.asker))
    mail["To"] = to
    mail["Subject"] = subject
    mail["Date"] = format_datetime(at)
    mark = hashlib.sha256(f"{plot.subject}/{at.isoformat()}/{text}".encode()).hexdigest()[:24]
    mail["Message-ID"] = f"<{mark}@{plot.asker.rpartition('@')[2]}>"
    if answers:
        mail["In-Reply-To"] = mail["References"] = f"<{answers}>"
    mail.set_content(f"{text}\n\n-- \n{NAMES.get(plot.asker, plot.asker)}\n")
    for name, content in () if answers else plot.files:
        mail.add_attachment(content.encode(), "text", "plain", filename=name)
    return mail.as_bytes()

"""A small post office for tests: letters are written, stored as they come, and taken."""

from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.utils import make_msgid

from charterdesk.accounts.commands import add_person
from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.cases.models import Case
from charterdesk.channels.lmtp.values import Envelope
from charterdesk.customers.commands import assign_account_manager
from charterdesk.customers.models import Organisation
from charterdesk.intake.keeping import keep_mails
from charterdesk.intake.models import RawMail
from charterdesk.intake.taking import take
from charterdesk.oncall.commands import assign_role
from tests.apps.cast import CLEO_ADDRESS, MONDAY, charter

SUPPORT = "support@roxen.example"
BICOM = "support@bicom.example"


def letter(
    text: str = "It is broken.", *, sender: str = CLEO_ADDRESS, to: str = SUPPORT,
    subject: str = "Broken", **headers: str,
) -> bytes:  # fmt: skip
    """A plain mail; an underscore in a header's name stands for a dash."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Message-ID"] = headers.pop("message_id", "") or make_msgid(domain="customer.example")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()


def answer_to(identifier: str, text: str = "More.", **written: str) -> bytes:
    """A mail whose In-Reply-To is that Message-ID, given without brackets."""
    return letter(text, **{"subject": "Re: Broken", "in_reply_to": f"<{identifier}>", **written})


def stored(
    raw: bytes, *, to: Sequence[str] = (SUPPORT,), sender: str = CLEO_ADDRESS,
    at: datetime = MONDAY,
) -> RawMail:  # fmt: skip
    """The mail as our own server took it, unread."""
    return keep_mails([Envelope(sender, tuple(to), raw, "127.0.0.1")], at=at)[0]


def posted(
    raw: bytes, *, to: Sequence[str] = (SUPPORT,), sender: str = CLEO_ADDRESS,
    at: datetime = MONDAY,
) -> RawMail:  # fmt: skip
    """The mail, stored and taken."""
    row = stored(raw, to=to, sender=sender, at=at)
    take(row.pk, at)
    return RawMail.objects.select_related("case", "message", "duplicate_of").get(pk=row.pk)


def case_of(mail: RawMail) -> Case:
    """The case that the mail stands on, as its row is now."""
    assert mail.case_id is not None, f"{mail}: {mail.reason}"
    return Case.objects.get(pk=mail.case_id)


def holder_of(role: str) -> Person:
    """The person behind a role of a staffed charter."""
    return person(f"the_{role.replace('-', '_')}")


def person(username: str, at: datetime = MONDAY) -> Person:
    """Somebody of the desk, with a phone."""
    known = Person.objects.filter(username=username).first()
    return known or granted(
        add_person(
            username=username, name=username.title(), email=f"{username}@desk.example",
            phone="+44 20 0000 0000", by=DESK, at=at,
        )
    )  # fmt: skip


def staffed(name: str, at: datetime = MONDAY) -> None:
    """A shipped charter, live, with somebody behind each of its roles."""
    rules = charter(name, at)
    for role in rules.roles.values():
        if role.kind not in ("machine", "per customer"):
            holder = holder_of(role.name)
            granted(assign_role(charter=rules, role=role.name, person=holder, by=DESK, at=at))


def managed(organisation: Organisation) -> Person:
    """The account manager of a customer."""
    manager = person("manager")
    assign_account_manager(organisation=organisation, person=manager, by=DESK, at=MONDAY)
    return manager

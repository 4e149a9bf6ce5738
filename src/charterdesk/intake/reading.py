"""A stored mail as a value: what it says, who sent it as far as that is known, sealed words."""

from dataclasses import dataclass, replace
from datetime import datetime

from charterdesk.cases.actors import Asker
from charterdesk.channels.mail.delivered import envelope_of
from charterdesk.channels.mail.message import read_mail
from charterdesk.channels.mail.tokens import Claim, Purpose, token_in, verify
from charterdesk.channels.mail.values import Incoming
from charterdesk.intake.models import RawMail
from charterdesk.intake.senders import Sender, sender_of_mail
from charterdesk.intake.voicemail import Call, call_of, caller_of
from charterdesk.kit.settings_readers import read_text
from charterdesk.notifications.returning import reply_secrets

# In front of a mailbox's name in `brought_by`: such a mail has no envelope any more, and its
# `recipients` are all addresses that the mailbox stands for.
BROUGHT_BY_FETCHING = "mailbox "


@dataclass(frozen=True, slots=True)
class ReadMail:
    """A mail's row and what was read from it. `claims` are of tokens that this desk sealed.

    `call` is of a voice mail of a telephone system: then a person speaks, who is the sender.
    """

    row: RawMail
    said: Incoming
    sender: Sender
    claims: tuple[Claim, ...]
    call: Call | None = None

    @property
    def came_at(self) -> datetime:
        """From when it counts: when it reached us, or when the caller left it."""
        return self.call.left_at if self.call else self.row.received_at

    def claim(self, purpose: Purpose) -> Claim | None:
        """What the first sealed token for that purpose says, if an address had one."""
        return next((claim for claim in self.claims if claim.purpose == purpose), None)

    @property
    def asker(self) -> Asker:
        """Who the case commands are told has written."""
        return Asker(name=self.sender.address, contact=self.sender.contact)


def read(row: RawMail) -> ReadMail:
    """The mail of a row; any bytes at all can be read (trust.md rule 1)."""
    # Line ends as a pipe has them: the same mail says the same, whichever way it came.
    raw = bytes(row.raw).replace(b"\r\n", b"\n")
    if row.brought_by.startswith(BROUGHT_BY_FETCHING):
        row.envelope_sender, row.recipients = envelope_of(raw, row.recipients)
    # One copy is enough of what may be 30 MB; whoever asks the row again, reads it again.
    del row.raw
    said = read_mail(
        raw,
        envelope_sender=row.envelope_sender,
        envelope_recipients=row.recipients,
        trusted_authserv=read_text("CHARTERDESK_TRUSTED_AUTHSERV", ""),
    )
    tokens = [token for address in row.recipients if (token := token_in(address))]
    secrets = reply_secrets() if tokens else ()
    claims = tuple(claim for token in tokens if (claim := verify(secrets, token)))
    call = call_of(said, raw, row.recipients, row.received_at)
    if call is None:
        return ReadMail(row, said, sender_of_mail(said), claims)
    caller = caller_of(call)
    silent = caller.contact is None or "@" not in caller.address
    heard = replace(said, automatic=False, automatic_because="", no_auto_reply=silent)
    return ReadMail(row, heard, caller, claims, call)

"""The first thing that happens to a mail: its bytes are committed, unread (trust.md rule 1)."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from charterdesk.channels.lmtp.values import Envelope
from charterdesk.intake.models import RawMail


def keep_mails(envelopes: Sequence[Envelope], *, at: datetime) -> list[RawMail]:
    """Store the mails as they came, in one commit; on the disk on return (trust.md R2).

    Raises what the database raises: then none of them is stored, and none may be acknowledged.
    """
    with transaction.atomic():
        return RawMail.objects.bulk_create([_row(envelope, at) for envelope in envelopes])


def _row(envelope: Envelope, at: datetime) -> RawMail:
    return RawMail(
        raw=envelope.data,
        size=len(envelope.data),
        sha256=hashlib.sha256(envelope.data).hexdigest(),
        envelope_sender=envelope.sender,
        recipients=list(envelope.recipients),
        brought_by=envelope.peer[:100],
        received_at=at,
    )

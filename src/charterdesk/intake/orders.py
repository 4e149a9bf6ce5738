"""What a hand is told to do, and what it answers; orders and answers are JSON."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import close_old_connections, connection

from charterdesk.intake.commands import expire_held
from charterdesk.intake.models import RawMail
from charterdesk.intake.taking import count_a_death, give_up, take
from charterdesk.kit.wallclock import now

LISTED = 10_000


def obey(order: Mapping[str, Any]) -> Any:
    """Do one order. Raises ValueError for one that nobody gives."""
    close_old_connections()
    _hurry()
    match order:
        case {"do": "take", "mail": int(mail), "may wait": bool(may_wait)}:
            return take(mail, now(), may_wait=may_wait)
        case {"do": "give up", "mail": int(mail), "why": str(why)}:
            return give_up(mail, why, now())
        case {"do": "count a death", "mail": int(mail)}:
            return count_a_death(mail, now())
        case {"do": "list", "older than": int(seconds)}:
            expire_held(at=now())
            return waiting_mails(timedelta(seconds=seconds))
        case _:
            raise ValueError(f"No hand knows the order {order}.")


def _hurry() -> None:
    """Don't wait for the disk: what a crash undoes is done again from the stored mail.

    The log reaches the disk in order, so whoever commits something that follows from a case,
    such as the sending of its acknowledgement, has the case on the disk as well.
    """
    if connection.vendor == "postgresql" and connection.connection is None:
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit TO off")


def waiting_mails(older_than: timedelta) -> list[tuple[int, str]]:
    """The keys and envelope senders of the mails that wait since then, the oldest first."""
    since = now() - older_than
    found = RawMail.objects.filter(state=RawMail.State.WAITING, received_at__lte=since)
    return list(found.order_by("pk").values_list("pk", "envelope_sender")[:LISTED])

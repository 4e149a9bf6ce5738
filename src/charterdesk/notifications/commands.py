"""What a person may ask of the outbox."""

from datetime import datetime

from charterdesk.accounts.models import Person
from charterdesk.notifications.models import Notice


def send_again(*, notice: Notice, by: Person, at: datetime) -> bool:
    """Put a dead letter back into the outbox under its own key; False where it is not dead."""
    dead = Notice.objects.filter(pk=notice.pk, state=Notice.State.DEAD)
    trouble = f"Sent again by {by.name}."
    return bool(dead.update(state=Notice.State.QUEUED, send_at=at, queued_at=at, trouble=trouble))

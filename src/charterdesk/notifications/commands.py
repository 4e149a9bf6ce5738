"""What a person may ask of the outbox."""

from datetime import datetime

from charterdesk.notifications.models import Notice


def send_again(*, case: str, at: datetime) -> int:
    """Put a case's dead letters back into the outbox under their own keys; how many there were."""
    dead = Notice.objects.filter(case__number=case, state=Notice.State.DEAD)
    return dead.update(state=Notice.State.QUEUED, send_at=at, queued_at=at, trouble="Sent again.")

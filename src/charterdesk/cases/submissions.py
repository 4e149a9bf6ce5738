"""A form is taken once: the second press finds what the first one did."""

from datetime import datetime

from charterdesk.cases.models import Case, Message, Submission


def taken(key: str) -> Submission | None:
    """What was done under that key already."""
    if not key:
        return None
    return Submission.objects.select_related("case", "message").filter(key=key).first()


def take_key(key: str, case: Case, message: Message | None, at: datetime) -> None:
    """Mark the key as taken, in the transaction of what it did; raises IntegrityError if it is."""
    if key:
        Submission.objects.create(key=key, case=case, message=message, at=at)

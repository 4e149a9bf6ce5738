"""Alerts that have fired once more on their case, kept until somebody has looked, and taken once.

They are noted in the transaction of the alert itself, so that none is lost.
"""

from datetime import datetime

from charterdesk.alerts.models import FiredAgain
from charterdesk.cases.models import Case


def note_fired_again(case: Case, at: datetime) -> None:
    """The case that an alert was on has it again since `at`."""
    FiredAgain.objects.create(case=case, at=at)


def waiting_fired_again(most: int) -> list[tuple[int, int, datetime]]:
    """The oldest that nobody has looked at: which it is, its case, since when."""
    return list(FiredAgain.objects.order_by("pk").values_list("pk", "case_id", "at")[:most])


def take_fired_again(pk: int) -> bool:
    """Whether it is the caller's, in whose transaction it goes: of two who ask one has it."""
    return bool(FiredAgain.objects.filter(pk=pk).delete()[0])

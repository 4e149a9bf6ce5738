"""A database that fails at any one statement: the mail waits, and is taken once (trust.md R2)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection

from charterdesk.cases.models import Case, Message
from charterdesk.cases.verifying import differences
from charterdesk.intake.models import MailAlarm, RawMail
from charterdesk.intake.taking import take, take_waiting
from charterdesk.notifications.models import Notice
from tests.apps.cast import MONDAY, STRANGER_ADDRESS, cleo
from tests.apps.intake.post import BICOM, SUPPORT, letter, staffed, stored

pytestmark = pytest.mark.django_db(transaction=True)

ENOUGH = 60
SOON = MONDAY + timedelta(minutes=1)


class Failing:
    """An execute wrapper whose k-th statement fails."""

    def __init__(self, at: int) -> None:
        self.left = at

    def __call__(self, execute: Callable[..., Any], *rest: Any) -> Any:
        self.left -= 1
        if self.left == 0:
            raise OperationalError("the disk does not answer")
        return execute(*rest)


def broken_at_each_statement(bring: Callable[[int], RawMail]) -> int:
    """How many mails there were: one for each statement that could fail."""
    for number in range(1, ENOUGH):
        mail, failing = bring(number), Failing(number)
        with connection.execute_wrapper(failing):
            take(mail.pk, SOON)
        take_waiting(SOON)
        if failing.left > 0:
            return number
    raise AssertionError("there is no end to the statements")


def test_a_new_case_is_opened_once() -> None:
    staffed("roxen")
    cleo()
    count = broken_at_each_statement(lambda n: stored(letter(f"Number {n}."), to=[SUPPORT]))
    assert count > 15
    assert Case.objects.count() == Message.objects.count() == count
    assert Notice.objects.filter(kind=Notice.Kind.ACKNOWLEDGEMENT).count() == count
    assert set(RawMail.objects.values_list("state", flat=True)) == {"taken"}
    assert not MailAlarm.objects.exists()
    assert list(differences()) == []


def test_a_strangers_mail_is_held_once() -> None:
    staffed("bicom")

    def strange(number: int) -> RawMail:
        raw = letter(f"Number {number}.", sender=f"{number}.{STRANGER_ADDRESS}")
        return stored(raw, to=[BICOM], sender=STRANGER_ADDRESS)

    count = broken_at_each_statement(strange)
    assert count > 15
    assert set(RawMail.objects.values_list("state", flat=True)) == {"held"}
    assert Notice.objects.filter(about="held mail").count() == count
    assert not Case.objects.exists()

"""Stored mail that its own process has left is taken by the worker, and not before."""

from datetime import timedelta

import pytest

from charterdesk.cases.models import Case
from charterdesk.intake.models import RawMail
from charterdesk.worker.upkeep import MAIL_EVERY, PATIENCE, mail_rounds
from tests.apps.cases.desk_work import arrival
from tests.apps.cast import MONDAY
from tests.apps.intake.post import letter, stored

pytestmark = pytest.mark.django_db


def left_mail() -> RawMail:
    """A mail that was stored at MONDAY and taken by nobody."""
    arrival()
    return stored(letter(subject="Down"))


def test_mail_that_was_left_becomes_a_case() -> None:
    mail = left_mail()
    assert mail_rounds().step(MONDAY + PATIENCE)
    assert Case.objects.get().subject == "Down"
    mail.refresh_from_db()
    assert mail.state == RawMail.State.TAKEN


def test_mail_is_left_to_its_own_process_first() -> None:
    left_mail()
    assert not mail_rounds().step(MONDAY + PATIENCE - timedelta(seconds=1))
    assert not Case.objects.exists()


def test_it_looks_no_more_often_than_it_must() -> None:
    waiting = mail_rounds()
    waiting.step(MONDAY)
    left_mail()
    assert waiting.due() == MONDAY + MAIL_EVERY
    assert not waiting.step(MONDAY + MAIL_EVERY - timedelta(seconds=1))

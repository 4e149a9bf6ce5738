"""A mailbox from which no mail comes is said where people look, and to a watch outside."""

from datetime import timedelta

import pytest
from django.test import Client

from charterdesk.intake.fetching import mailbox_named, note_failure, note_reading
from charterdesk.intake.mailbox import Mailbox
from tests.apps.cast import MONDAY
from tests.faces.visiting import Visit

pytestmark = pytest.mark.django_db


def failing(minutes: int) -> Mailbox:
    """A mailbox that could not be read for so long."""
    row = mailbox_named("support", MONDAY)
    note_failure(row, "imap.example gave <no> answer in time.", MONDAY)
    note_failure(row, "imap.example gave <no> answer in time.", MONDAY + timedelta(minutes=minutes))
    return row


def test_the_held_mail_says_which_mailbox_is_not_read(visit: Visit) -> None:
    failing(5)
    page = visit.get("/desk/held/")
    assert page.says(
        "The mailbox support has not been read for five minutes",
        "imap.example gave &lt;no&gt; answer in time.",
    )


def test_a_failure_of_moments_is_no_alarm(visit: Visit) -> None:
    failing(4)
    assert not visit.get("/desk/held/").says("has not been read")


def test_a_watch_outside_sees_it_and_sees_its_end(client: Client) -> None:
    row = failing(5)
    said = client.get("/healthz")
    assert (said.status_code, said.content) == (
        200,
        b"ok\nmailboxes not read for five minutes: 1\n",
    )
    note_reading(row, [], MONDAY + timedelta(minutes=6))
    assert client.get("/healthz").content == b"ok\n"

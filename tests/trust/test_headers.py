"""What people type never becomes a header of its own, nor a letter that can't be written."""

from email import message_from_bytes
from email.message import Message as Mail
from email.policy import SMTP

import pytest
from django.test import Client

from charterdesk.cases.models import Case
from charterdesk.customers.models import Contact, WayIn
from charterdesk.notifications.models import Notice
from charterdesk.notifications.rendering import letter_of
from tests.apps.cast import ada, cleo
from tests.faces.desk_scene import case_of, replied
from tests.faces.guests import client_of

pytestmark = pytest.mark.django_db

# Whatever some library takes for the end of a line.
ENDS = ["\r\n", "\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
INJECTED = "Bcc: everybody@evil.example"


def mails() -> list[Mail]:
    """Every letter that waits, as a mail program reads it."""
    return [message_from_bytes(letter_of(one).raw, policy=SMTP) for one in Notice.objects.all()]


@pytest.mark.parametrize("end", ENDS, ids=repr)
def test_a_subject_is_one_line_of_every_mail(end: str) -> None:
    replied(case_of(subject=f"Down{end}{INJECTED}"), ada())
    found = mails()
    assert len(found) > 1
    assert [mail["Bcc"] for mail in found if mail["Bcc"]] == []
    assert not any(len(str(mail["Subject"]).splitlines()) > 1 for mail in found)


@pytest.mark.parametrize("end", ENDS, ids=repr)
def test_a_name_is_no_header(end: str) -> None:
    Contact.objects.filter(pk=cleo().pk).update(name=f"Cleo{end}{INJECTED}")
    person = ada()
    person.name = f"Ada{end}{INJECTED}"
    person.save()
    replied(case_of(), person)
    assert [mail["Bcc"] for mail in mails() if mail["Bcc"]] == []


@pytest.mark.parametrize("end", ENDS, ids=repr)
@pytest.mark.parametrize("form", ['"a{end}b"@x.example', "a@x.example{end}Bcc: y@z.example"])
def test_an_address_with_the_end_of_a_line_is_no_address(
    form: str, end: str, client: Client
) -> None:
    answer = client.post("/in/", {"address": form.format(end=end)})
    assert answer.status_code == 422
    assert not WayIn.objects.exists()


@pytest.mark.parametrize("end", ENDS, ids=repr)
def test_a_case_that_is_opened_on_a_page_has_one_line_as_its_subject(end: str) -> None:
    client = client_of(cleo())
    case = case_of()
    client.post(f"/cases/{case.number}/reply/", {"body": f"x{end}{INJECTED}", "key": f"k{end}"})
    assert [mail["Bcc"] for mail in mails() if mail["Bcc"]] == []
    assert Case.objects.count() == 1

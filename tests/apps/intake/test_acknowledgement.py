"""A mail to the desk gets exactly one acknowledgement, in its thread, with number and promise."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from charterdesk.channels.sink.sending import Sink
from charterdesk.intake.models import RawMail
from charterdesk.intake.taking import take_waiting
from charterdesk.kit.wallclock import now
from charterdesk.worker.delivering import Deliverer
from tests.apps.cast import CLEO_ADDRESS, STRANGER_ADDRESS, cleo
from tests.apps.intake.post import BICOM, SUPPORT, answer_to, case_of, letter, staffed, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """Where sent mail lies."""
    staffed("roxen")
    staffed("bicom")
    cleo()
    return tmp_path / "sent"


def brought(sent: Path, raw: bytes, *, to: str = SUPPORT, sender: str = CLEO_ADDRESS) -> RawMail:
    """The mail, taken, after all that is owed was delivered."""
    row = stored(raw, to=[to], sender=sender, at=now())
    take_waiting(now())
    deliverer = Deliverer({"mail": Sink(sent)})
    while deliverer.step(now()):
        pass
    return RawMail.objects.select_related("case").get(pk=row.pk)


def letters_to(sent: Path, address: str) -> list[EmailMessage]:
    """The messages of the sink that went to an address."""
    found = [message_from_bytes(path.read_bytes(), policy=default) for path in sent.glob("*.eml")]
    return [one for one in found if address in str(one["To"])]


def test_a_mail_gets_one_acknowledgement_with_number_and_promise(sent: Path) -> None:
    mail = brought(sent, letter(message_id="<first@customer.example>"))
    case = case_of(mail)
    [answer] = letters_to(sent, CLEO_ADDRESS)
    assert case.number in str(answer["Subject"])
    body = answer.get_content()
    assert f"Its case number is {case.number}." in body
    assert case.next_due_at is not None
    assert "first answer by" in body
    assert answer["Auto-Submitted"] == "auto-replied"
    assert answer["Return-Path"] == "<>"


def test_the_acknowledgement_stands_in_the_senders_thread(sent: Path) -> None:
    brought(
        sent,
        letter(message_id="<second@customer.example>", references="<first@customer.example>"),
    )
    [answer] = letters_to(sent, CLEO_ADDRESS)
    assert answer["In-Reply-To"] == "<second@customer.example>"
    assert str(answer["References"]).split() == [
        "<first@customer.example>", "<second@customer.example>",
    ]  # fmt: skip


def test_answering_the_acknowledgement_leads_back_without_a_second_one(sent: Path) -> None:
    case = case_of(brought(sent, letter()))
    [answer] = letters_to(sent, CLEO_ADDRESS)
    raw = answer_to(str(answer["Message-ID"]).strip("<>"))
    mail = brought(sent, raw, to=str(answer["Reply-To"]).strip("<>"))
    assert case_of(mail) == case
    assert len(letters_to(sent, CLEO_ADDRESS)) == 1


def test_a_copy_gets_no_second_acknowledgement(sent: Path) -> None:
    raw = letter(message_id="<first@customer.example>")
    brought(sent, raw)
    brought(sent, raw)
    assert len(letters_to(sent, CLEO_ADDRESS)) == 1


def test_a_stranger_is_told_that_the_mail_is_held_and_the_desk_as_well(sent: Path) -> None:
    raw = letter(sender=STRANGER_ADDRESS, to=BICOM)
    mail = brought(sent, raw, to=BICOM, sender=STRANGER_ADDRESS)
    assert mail.state == RawMail.State.HELD
    [notice] = letters_to(sent, STRANGER_ADDRESS)
    assert "kept aside" in notice.get_content()
    assert notice["Auto-Submitted"] == "auto-generated"
    staff = [one for one in sent.glob("*.eml") if b"desk.example" in one.read_bytes()]
    assert len(staff) >= 1

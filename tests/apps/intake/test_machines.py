"""What machines write (M3), what they may answer (M4), and what came back (M5)."""

from datetime import timedelta

import pytest

from charterdesk.accounts.rights import DESK
from charterdesk.cases.commands import send_reply
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case, CaseEvent, Message
from charterdesk.charters.commands import set_channel_address
from charterdesk.intake.beginning import ANSWERED_AT_MOST
from charterdesk.intake.models import RawMail
from charterdesk.notifications.models import Notice
from charterdesk.notifications.returning import address_for, token_for
from tests.apps.cast import CLEO_ADDRESS, MONDAY, ada, cleo
from tests.apps.intake.post import SUPPORT, answer_to, case_of, letter, posted, staffed

pytestmark = pytest.mark.django_db

SOON = MONDAY + timedelta(minutes=5)
LATER = SOON + timedelta(minutes=5)
MACHINES = [
    {"auto_submitted": "auto-replied"},
    {"precedence": "auto_reply"},
    {"return_path": "<>"},
]


@pytest.fixture(autouse=True)
def _roxen(db: None) -> None:
    staffed("roxen")
    cleo()


def replied(case: Case, *to: str) -> Message:
    """A reply of Ada's on the case."""
    send_reply(case=case, written=Written(text="Try this.", recipients=to), by=ada(), at=SOON)
    return Message.objects.get(case=case, direction=Message.Direction.OUT)


def report(message: Message, *failed: str, action: str = "failed") -> bytes:
    """A delivery report (RFC 3464) about a message of ours."""
    groups = "".join(
        f"\nFinal-Recipient: rfc822; {address}\nAction: {action}\nStatus: 5.1.1\n"
        for address in failed
    )
    return (
        "From: MAILER-DAEMON@mx.example\nSubject: Undelivered\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nIt came back.\n"
        f"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n{groups}\n"
        "--b\nContent-Type: text/rfc822-headers\n\n"
        f"Message-ID: <{message.message_id}>\n--b--\n"
    ).encode()


def came_back(message: Message, raw: bytes, *, sealed: bool = True) -> RawMail:
    """The report, to the envelope sender that the message had."""
    token = token_for(message.case.number, message.pk, "bounce") if sealed else ""
    return posted(raw, to=[address_for(SUPPORT, token)], sender="", at=LATER)


def undelivered(case: Case) -> bool:
    return CaseEvent.objects.filter(case=case, kind="undelivered").exists()


@pytest.mark.parametrize("headers", MACHINES)
def test_what_a_machine_wrote_opens_nothing_and_is_held(headers: dict[str, str]) -> None:
    mail = posted(letter("I am away.", **headers))
    assert (mail.state, mail.held_because) == (RawMail.State.HELD, RawMail.Held.AUTOMATIC)
    assert not Case.objects.exists()
    assert not Notice.objects.exists()


def test_a_machines_own_channel_takes_in_what_a_machine_wrote() -> None:
    staffed("handsfree")
    robot = "robot@handsfree.example"
    set_channel_address(charter="handsfree", channel="machine", address=robot, by=DESK, at=MONDAY)
    mail = posted(letter("It is down.", auto_submitted="auto-generated"), to=[robot])
    case = case_of(mail)
    assert (case.charter, case.channel) == ("handsfree", "machine")
    owed = Notice.objects.filter(case=case, state=Notice.State.QUEUED, person=None)
    assert not owed.filter(kind=Notice.Kind.ACKNOWLEDGEMENT).exists()


def test_mail_with_the_null_sender_opens_nothing() -> None:
    assert posted(letter(), sender="").state == RawMail.State.HELD


def test_what_a_machine_answers_is_kept_on_the_case_and_moves_nothing() -> None:
    case = case_of(posted(letter(message_id="<first@customer.example>")))
    away = answer_to("first@customer.example", "I am away.", auto_submitted="auto-replied")
    mail = posted(away, at=SOON)
    assert case_of(mail) == case
    assert mail.message is not None
    assert mail.message.automatic
    assert Notice.objects.filter(case=case, kind=Notice.Kind.ACKNOWLEDGEMENT).count() == 1


@pytest.mark.parametrize(
    "headers",
    [{"list_id": "<all.customer.example>"}, {"precedence": "list"},
     {"x_auto_response_suppress": "All"}],
)  # fmt: skip
def test_mail_through_a_list_opens_a_case_without_an_acknowledgement(
    headers: dict[str, str],
) -> None:
    case = case_of(posted(letter(**headers)))
    told = Notice.objects.get(case=case, kind=Notice.Kind.ACKNOWLEDGEMENT)
    assert told.state == Notice.State.WITHHELD


def test_a_loop_ends_after_a_bounded_number_of_acknowledgements() -> None:
    for number in range(ANSWERED_AT_MOST + 15):
        posted(letter(f"Thank you {number}."), at=MONDAY + timedelta(minutes=number))
    told = Notice.objects.filter(kind=Notice.Kind.ACKNOWLEDGEMENT, address=CLEO_ADDRESS)
    assert Case.objects.count() == ANSWERED_AT_MOST + 15
    assert told.filter(state=Notice.State.QUEUED).count() == ANSWERED_AT_MOST <= 40


def test_a_bounced_reply_is_void() -> None:
    case = case_of(posted(letter()))
    message = replied(case)
    mail = came_back(message, report(message, CLEO_ADDRESS))
    assert mail.state == RawMail.State.TAKEN
    assert mail.bounce_of == message
    assert undelivered(case)


def test_a_report_without_its_sealed_address_is_known_by_the_message_that_it_returns() -> None:
    case = case_of(posted(letter()))
    message = replied(case)
    came_back(message, report(message, CLEO_ADDRESS), sealed=False)
    assert undelivered(case)


def test_one_report_twice_is_told_once() -> None:
    case = case_of(posted(letter()))
    message = replied(case)
    came_back(message, report(message, CLEO_ADDRESS))
    came_back(message, report(message, CLEO_ADDRESS) + b"\n")
    assert CaseEvent.objects.filter(case=case, kind="undelivered").count() == 1


def test_a_delay_is_only_a_note() -> None:
    case = case_of(posted(letter()))
    message = replied(case)
    mail = came_back(message, report(message, CLEO_ADDRESS, action="delayed"))
    assert case_of(mail) == case
    assert not undelivered(case)


def test_a_message_is_undelivered_once_all_its_addresses_failed() -> None:
    case = case_of(posted(letter()))
    message = replied(case, CLEO_ADDRESS, "clerk@customer.example")
    came_back(message, report(message, CLEO_ADDRESS))
    assert not undelivered(case)
    came_back(message, report(message, "clerk@customer.example"))
    assert undelivered(case)


def test_an_alias_that_failed_behind_the_only_address_counts() -> None:
    case = case_of(posted(letter()))
    message = replied(case)
    came_back(message, report(message, "cleo.lind@inside.customer.example"))
    assert undelivered(case)


def test_a_vacation_answer_to_the_envelope_sender_is_a_note() -> None:
    case = case_of(posted(letter()))
    message = replied(case)
    mail = came_back(message, letter("I am away.", auto_submitted="auto-replied"))
    assert case_of(mail) == case
    assert not undelivered(case)

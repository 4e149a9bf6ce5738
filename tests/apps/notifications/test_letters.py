"""Letters: in their reader's language and zone, in the thread, with a way back."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import DESK
from charterdesk.cases.commands import escalate_case, send_reply
from charterdesk.cases.messages import File, Written
from charterdesk.cases.store import decide_on
from charterdesk.channels.mail.tokens import token_in, verify
from charterdesk.customers.models import Contact
from charterdesk.engine.commands import DeEscalate, Tick
from charterdesk.kit.wallclock import now
from charterdesk.notifications.models import Notice
from charterdesk.notifications.rendering import Letter, letter_of, moment_in
from charterdesk.notifications.returning import address_for, reply_secrets, token_for
from charterdesk.notifications.routes import Way
from charterdesk.notifications.shortening import short_of
from tests.apps.cases.desk_work import minutes, opened, voxeo_case
from tests.apps.cast import CLEO_ADDRESS, MONDAY, ada, ben
from tests.faces.portal_scene import case_under, solved

pytestmark = pytest.mark.django_db


def read(letter: Letter) -> EmailMessage:
    message = message_from_bytes(letter.raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def body(letter: Letter) -> str:
    part = read(letter).get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def acknowledgement() -> Letter:
    return letter_of(Notice.objects.get(kind="acknowledgement"))


def test_the_acknowledgement_names_number_promise_and_local_time() -> None:
    opened()
    text = body(acknowledgement())
    assert "RX1001" in text
    assert "first answer by Tue 16 June 2026, 10:00 (Europe/Stockholm)" in text


def test_a_russian_reader_is_written_to_in_russian_and_in_their_zone() -> None:
    """R-TER-19."""
    case = opened()
    assert case.contact is not None
    Contact.objects.filter(pk=case.contact.pk).update(language="ru", zone="Europe/Moscow")
    Notice.objects.all().delete()
    opened()
    text = body(acknowledgement())
    assert "Номер обращения: RX1002" in text
    assert "первый ответ — до вт 16 июня 2026, 11:00 (Europe/Moscow)" in text


def test_machines_letters_have_no_envelope_sender_and_say_what_they_are() -> None:
    opened()
    letter = acknowledgement()
    assert letter.envelope_sender == ""
    assert letter.recipients == (CLEO_ADDRESS,)
    mail = read(letter)
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["In-Reply-To"] == mail["References"] == "<first@customer.example>"
    assert mail["Message-ID"] == f"<{Notice.objects.get().message_id}>"
    assert mail["Subject"] == "[RX1001] Re: Down"


def test_a_reply_leads_answers_and_bounces_back_to_its_case() -> None:
    case = opened()
    send_reply(case=case, written=Written(text="Dear Cleo"), by=ada(), at=minutes(5))
    notice = Notice.objects.get(kind="reply")
    letter = letter_of(notice)
    answer = verify(reply_secrets(), token_in(str(read(letter)["Reply-To"])))
    bounce = verify(reply_secrets(), token_in(letter.envelope_sender))
    assert answer is not None
    assert bounce is not None
    assert (answer.case, answer.person) == ("rx1001", str(case.contact_id))
    assert (bounce.purpose, bounce.person) == ("bounce", str(notice.reply_id))
    said, _, follow = body(letter).partition("\r\n\r\n")
    assert (said, "Follow the case, without a password" in follow) == ("Dear Cleo", True)
    assert read(letter)["From"] == "Ada Ek <support@roxen.example>"


def test_files_go_along_with_a_reply() -> None:
    case = opened()
    file = File("patch.txt", "text/plain", b"mended")
    send_reply(case=case, written=Written(text="Here.", files=(file,)), by=ada(), at=minutes(5))
    (attached,) = read(letter_of(Notice.objects.get(kind="reply"))).iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("patch.txt", "mended")


def test_a_persons_notice_says_what_is_due_and_where_to_look() -> None:
    case = opened()
    assert case.next_wake_at is not None
    decide_on(case.pk, Tick(), case.next_wake_at)
    notice = Notice.objects.exclude(person=None).get(about="warning")
    text = body(letter_of(notice))
    assert "the first answer is promised by Tue 16 June 2026, 10:00" in text
    assert "/desk/c/RX1001/" in text
    assert "You are told as: engineer." in text


def test_a_ladders_call_leads_to_the_night_on_one_page_and_is_not_read_out_by_voice() -> None:
    case = voxeo_case(MONDAY)
    escalate_case(case=case, by=DESK, at=MONDAY, reason="Down")
    call = Notice.objects.filter(about="step management", person__username="ben")[0]
    night = f"/desk/c/{case.number}/incident/"
    assert night in body(letter_of(call))
    texts = {kind: short_of(call, Way(kind, kind, "x")).text for kind in ("sms", "chat", "voice")}
    assert [kind for kind, text in texts.items() if night in text] == ["sms", "chat"]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Call 2, nobody has answered yet. Escalation, step management: Down"),
        ("ru", "Вызов 2, никто ещё не ответил. Эскалация, шаг management: Down"),
    ],
)
def test_a_repeated_call_says_again_what_it_is_about(language: str, sentence: str) -> None:
    case = voxeo_case(MONDAY)
    Person.objects.filter(pk=ben().pk).update(language=language)
    escalate_case(case=case, by=DESK, at=MONDAY, reason="Down")
    decide_on(case.pk, Tick(), minutes(3))
    again = Notice.objects.filter(about="step management", key__endswith="/ben/2")[0]
    assert read(letter_of(again))["Subject"] == f"[{case.number}] {sentence}"


def test_what_a_role_explains_comes_from_that_role() -> None:
    """R-BIC-32: at level two of the procedure it is the customer service manager who explains."""
    case = case_under("bicom", channel="mail")
    escalate_case(
        case=case, by=ada(), at=now(), reason="poor experience", ladder="procedure", step="level 2"
    )  # fmt: skip
    solved(case, "satisfied")
    told = Notice.objects.get(case=case, about="resolved", address=CLEO_ADDRESS)
    letter = read(letter_of(told))
    assert "customer-service-manager" in str(letter["From"])
    assert "explanation" in body(letter_of(told))


def test_an_all_clear_asks_nobody_to_have_it() -> None:
    case = voxeo_case(MONDAY)
    escalate_case(case=case, by=DESK, at=MONDAY, reason="Down")
    decide_on(case.pk, DeEscalate(by="ben", reason="works", customer_agrees=True), minutes(5))
    clear = Notice.objects.get(about="all-clear", person=ben())
    text = body(letter_of(clear))
    assert f"/desk/c/{case.number}/incident/" in text
    assert "/a/" not in text


def test_a_russian_colleague_is_told_in_russian() -> None:
    case = opened()
    Person.objects.update(language="ru")
    assert case.next_wake_at is not None
    decide_on(case.pk, Tick(), case.next_wake_at)
    text = body(letter_of(Notice.objects.exclude(person=None).get(about="warning")))
    assert text.startswith("Скоро срок: первый ответ — до вт 16 июня 2026")


def test_a_late_notice_says_when_it_was_due() -> None:
    case = opened()
    assert case.next_wake_at is not None
    decide_on(case.pk, Tick(), minutes(90, case.next_wake_at))
    text = body(letter_of(Notice.objects.exclude(person=None).get(about="warning")))
    assert text.count("late") == 1
    assert "it was due at Mon 15 June 2026" in text


def test_an_occasion_without_words_in_a_language_is_told_in_english() -> None:
    notice = Notice.objects.create(
        scope="RX1", key="k", kind="notice", about="something new", address="a@b.example",
        sender="s@b.example", language="ru", text="Something happened.", due_at=MONDAY,
        message_id="k@b.example", queued_at=MONDAY, send_at=MONDAY,
    )  # fmt: skip
    assert body(letter_of(notice)).strip() == "Something happened."


def test_a_moment_is_told_in_words() -> None:
    assert moment_in("en", MONDAY, "Europe/Stockholm") == (
        "Mon 15 June 2026, 10:00 (Europe/Stockholm)"
    )


def test_a_number_that_can_not_stand_in_an_address_goes_without_a_token() -> None:
    assert token_for("ОБ1001", 1, "reply") == ""
    assert address_for("support@x.example", "") == "support@x.example"
    assert address_for("s" * 60 + "@x.example", token_for("RX1", 1, "reply")).startswith("sss")

"""A call is answered by mail: "ack", "take 15", to the sealed address and no other."""

from datetime import timedelta
from email import message_from_bytes

import pytest

from charterdesk.cases.commands import escalate_case
from charterdesk.cases.models import Case
from charterdesk.intake.callings import NO_CALL, minutes_in, passes_in
from charterdesk.intake.models import RawMail
from charterdesk.kit.wallclock import now
from charterdesk.notifications.models import Notice
from charterdesk.notifications.rendering import letter_of
from tests.apps.cases.desk_work import opened, voxeo_case
from tests.apps.cast import ada, ben
from tests.apps.intake.post import SUPPORT, letter, posted

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    """A case with an urgent notice to Ben."""
    found = opened(now() - timedelta(minutes=5))
    Notice.objects.create(
        scope=found.number, key="urgent", case=found, kind=Notice.Kind.NOTICE, person=ben(),
        address=ben().email, about="breach", sender=SUPPORT, words={"case": found.number},
        message_id="urgent@roxen.example", urgent=True, due_at=now(), queued_at=now(),
        send_at=now(),
    )  # fmt: skip
    return found


def reply_address(case: Case) -> str:
    """The Reply-To of the notice to Ben."""
    raw = letter_of(Notice.objects.get(case=case, key="urgent")).raw
    return str(message_from_bytes(raw)["Reply-To"])


def answered(case: Case, text: str, *, to: str = "", **headers: str) -> RawMail:
    address = to or reply_address(case)
    return posted(
        letter(text, sender="ben@desk.example", to=address, **headers), to=(address,),
        sender="ben@desk.example", at=now(),
    )  # fmt: skip


def acknowledged(case: Case) -> int:
    return case.events.filter(kind="acknowledged", data__who="ben").count()


def test_ack_acknowledges(case: Case) -> None:
    mail = answered(case, "Ack.\n\n> Escalation, step management\n")
    assert (mail.state, mail.case) == (RawMail.State.TAKEN, case)
    assert acknowledged(case) == 1


def test_take_15_acknowledges_and_asks_again(case: Case) -> None:
    answered(case, "take 15")
    assert acknowledged(case) == 1
    assert Notice.objects.filter(key__endswith="/taken", words__minutes=15).exists()


def test_other_words_answer_nothing_and_are_kept(case: Case) -> None:
    mail = answered(case, "Who is this?")
    assert (mail.state, acknowledged(case)) == (RawMail.State.HELD, 0)
    assert "ack" in mail.reason


def test_a_machine_answers_for_nobody(case: Case) -> None:
    mail = answered(case, "ack", auto_submitted="auto-replied")
    assert (mail.state, acknowledged(case)) == (RawMail.State.HELD, 0)


def test_from_proves_nothing_without_the_sealed_address(case: Case) -> None:
    sealed = reply_address(case)
    local, _, domain = sealed.partition("@")
    forged = f"{local[:-2]}{'a' if local[-2] != 'a' else 'b'}{local[-1]}@{domain}"
    answered(case, "ack", to=forged)
    answered(case, "ack", to=f"{local.partition('+')[0]}@{domain}")
    assert acknowledged(case) == 0


def test_a_call_of_last_week_is_not_answered_by_mail(case: Case) -> None:
    address = reply_address(case)
    Notice.objects.update(queued_at=now() - timedelta(days=4))
    mail = answered(case, "ack", to=address)
    assert (mail.state, acknowledged(case)) == (RawMail.State.HELD, 0)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("ack", 0), ("  ACK!\nthanks", 0), ("\n\ntake 15", 15), ("Take 999", 240), ("беру", 0),
        ("Беру 20", 20), ("ok", 0), ("take", None), ("ack?", None), ("not ack", None), ("", None),
    ],
)  # fmt: skip
def test_the_first_line_says_it(text: str, minutes: int | None) -> None:
    assert minutes_in(text) == minutes


def test_a_pass_to_a_notice_that_called_nobody_is_kept_for_a_person_to_read(case: Case) -> None:
    mail = answered(case, "I can’t take it")
    assert (mail.state, mail.reason) == (RawMail.State.HELD, NO_CALL)


def test_not_being_able_to_by_mail_calls_the_next() -> None:
    case = voxeo_case(now() - timedelta(minutes=5))
    escalate_case(case=case, by=ada(), at=now(), reason="no calls")
    notice = Notice.objects.get(case=case, about="step management", person=ben())
    Notice.objects.filter(pk=notice.pk).update(sender=SUPPORT)
    notice.refresh_from_db()
    to = str(message_from_bytes(letter_of(notice).raw)["Reply-To"])
    mail = answered(case, "Не могу.", to=to)
    assert mail.state == RawMail.State.TAKEN
    assert case.events.filter(kind="call_passed", data__who="ben").count() == 1


@pytest.mark.parametrize("text", ["can't", "I can’t take it.", "Next", "не могу", "cannot"])
def test_the_words_by_which_somebody_passes(text: str) -> None:
    assert passes_in(f"\n{text}\n\n> quoted")


@pytest.mark.parametrize("text", ["ack", "I can", "next week I look at it", ""])
def test_other_words_pass_nothing_on(text: str) -> None:
    assert not passes_in(text)

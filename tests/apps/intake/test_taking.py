"""The guarded entry: what goes wrong with one mail never loses it and never stops the next."""

from datetime import timedelta

import pytest
from django.db import OperationalError

from charterdesk.cases.commands import send_reply
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case, Message
from charterdesk.cases.verifying import differences
from charterdesk.intake import beginning, taking
from charterdesk.intake.models import MailAlarm, RawMail
from charterdesk.intake.taking import CameOf, count_a_death, give_up, take, take_waiting
from tests.apps.cast import MONDAY, ada, cleo
from tests.apps.intake.post import BICOM, answer_to, case_of, letter, posted, staffed, stored

pytestmark = pytest.mark.django_db

SOON = MONDAY + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _roxen(db: None) -> None:
    staffed("roxen")
    cleo()


def state_of(mail: RawMail) -> str:
    return RawMail.objects.get(pk=mail.pk).state


def test_a_mail_that_breaks_something_is_quarantined_with_an_alarm(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a fault")

    mail = stored(letter())
    with monkeypatch.context() as patched:
        patched.setattr(taking, "begin_case", broken)
        assert take(mail.pk, MONDAY) is CameOf.SETTLED
    row = RawMail.objects.get(pk=mail.pk)
    assert row.state == RawMail.State.QUARANTINED
    assert "ZeroDivisionError: a fault" in row.reason.replace("(", "").replace(")", "")
    assert bytes(row.raw) == bytes(mail.raw)
    assert MailAlarm.objects.get().mail == row
    case_of(posted(letter("The next one.")))


def test_what_the_database_can_not_store_now_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object, **__: object) -> None:
        raise OperationalError("the database is gone")

    mail = stored(letter())
    with monkeypatch.context() as patched:
        patched.setattr(taking, "begin_case", gone)
        assert take(mail.pk, MONDAY) is CameOf.AGAIN
    assert state_of(mail) == RawMail.State.WAITING
    assert take_waiting(SOON) == 1
    assert state_of(mail) == RawMail.State.TAKEN


def test_a_full_disk_makes_the_mail_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    mail = stored(letter())
    monkeypatch.setattr(beginning, "open_case", full)
    assert take(mail.pk, MONDAY) is CameOf.AGAIN
    assert state_of(mail) == RawMail.State.WAITING


def test_a_mail_taken_twice_is_one_case() -> None:
    mail = stored(letter())
    take(mail.pk, MONDAY)
    RawMail.objects.filter(pk=mail.pk).update(state=RawMail.State.WAITING, case=None, message=None)
    take(mail.pk, SOON)
    assert Case.objects.count() == Message.objects.count() == 1
    assert RawMail.objects.get(pk=mail.pk).case == Case.objects.get()


def test_an_answer_taken_twice_is_one_message() -> None:
    posted(letter(message_id="<first@customer.example>"))
    mail = posted(answer_to("first@customer.example"), at=SOON)
    RawMail.objects.filter(pk=mail.pk).update(state=RawMail.State.WAITING, message=None)
    take(mail.pk, SOON)
    assert Message.objects.count() == 2
    assert state_of(mail) == RawMail.State.TAKEN


def test_a_case_starts_when_our_mail_server_took_the_mail() -> None:
    mail = stored(letter(date="Mon, 01 Jan 2024 00:00:00 +0000"))
    take_waiting(MONDAY + timedelta(hours=5))
    assert case_of(RawMail.objects.get(pk=mail.pk)).opened_at == MONDAY
    assert list(differences()) == []


def test_a_mail_that_answers_something_unknown_lets_earlier_ones_go_first() -> None:
    early = stored(letter(message_id="<first@customer.example>"))
    late = stored(answer_to("first@customer.example"))
    assert take(late.pk, SOON, may_wait=True) is CameOf.LATER
    take(early.pk, SOON)
    take(late.pk, SOON, may_wait=False)
    assert Case.objects.get().messages.count() == 2


def test_a_copy_waits_for_the_mail_that_it_is_a_copy_of(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = letter(message_id="<first@customer.example>")
    first, copy = stored(raw), stored(raw)

    def gone(*_: object, **__: object) -> None:
        raise OperationalError("the database is gone")

    with monkeypatch.context() as patched:
        patched.setattr(taking, "begin_case", gone)
        take(first.pk, MONDAY)
    assert take(copy.pk, MONDAY) is CameOf.LATER
    assert take_waiting(SOON) == 2
    assert Case.objects.count() == 1


def test_the_third_death_of_a_process_is_the_mails_fault() -> None:
    mail = stored(letter())
    assert count_a_death(mail.pk, SOON) is CameOf.AGAIN
    assert count_a_death(mail.pk, SOON) is CameOf.AGAIN
    assert state_of(mail) == RawMail.State.WAITING
    assert count_a_death(mail.pk, SOON) is CameOf.SETTLED
    assert state_of(mail) == RawMail.State.QUARANTINED


def test_giving_up_a_mail_that_was_taken_in_time_keeps_its_case() -> None:
    mail = posted(letter())
    RawMail.objects.filter(pk=mail.pk).update(state=RawMail.State.WAITING, case=None)
    give_up(mail.pk, "It took too long.", SOON)
    row = RawMail.objects.get(pk=mail.pk)
    assert (row.state, row.case) == (RawMail.State.TAKEN, Case.objects.get())


def test_waiting_mail_is_taken_in_its_order_and_only_when_it_has_waited() -> None:
    first, second = stored(letter("One.")), stored(letter("Two."), at=SOON)
    assert take_waiting(SOON, older_than=timedelta(minutes=1)) == 1
    assert (state_of(first), state_of(second)) == ("taken", "waiting")


def test_mail_that_was_sent_before_an_ending_but_read_after_it_is_owed_an_answer() -> None:
    staffed("bicom")
    case = case_of(posted(letter(message_id="<first@customer.example>"), to=[BICOM]))
    waiting = stored(answer_to("first@customer.example", "Worse."), to=[BICOM], at=SOON)
    send_reply(
        case=case, written=Written(text="Try this."), by=ada(), at=SOON + timedelta(minutes=1)
    )
    take_waiting(SOON + timedelta(hours=1))
    case.refresh_from_db()
    assert state_of(waiting) == RawMail.State.TAKEN
    assert case.next_due_kind == "reply"
    assert list(differences()) == []

"""Mail of strangers: held, told about, registered, released, refused, expired (R-BIC-13)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from charterdesk.accounts.commands import deactivate_person
from charterdesk.accounts.refusal import Refusal, granted
from charterdesk.accounts.rights import DESK
from charterdesk.cases.models import Attachment, Case
from charterdesk.customers.queries import contact_by_address
from charterdesk.intake.commands import (
    expire_held,
    open_held,
    refuse_held,
    register_sender,
    take_again,
)
from charterdesk.intake.models import MailAlarm, RawMail
from charterdesk.intake.queries import (
    contents_of,
    held_mail,
    mail_for,
    quarantined_mail,
)
from charterdesk.notifications.models import Notice
from charterdesk.notifications.rendering import letter_of
from tests.apps.cast import MONDAY, STRANGER_ADDRESS, ada, admin, cleo, organisation
from tests.apps.intake.post import (
    BICOM,
    answer_to,
    case_of,
    holder_of,
    letter,
    posted,
    staffed,
)

pytestmark = pytest.mark.django_db

EMERGENCY = "emergency@bicom.example"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _bicom(db: None) -> None:
    staffed("bicom")


def strange(text: str = "Let me in.", at: timedelta = timedelta(), to: str = BICOM) -> RawMail:
    """Mail of somebody whom nobody registered."""
    raw = letter(text, sender=STRANGER_ADDRESS, to=to)
    return posted(raw, to=[to], sender=STRANGER_ADDRESS, at=MONDAY + at)


def told(address: str) -> int:
    return Notice.objects.filter(address=address).count()


def test_a_strangers_mail_is_held_as_long_as_the_charter_says() -> None:
    mail = strange()
    assert (mail.state, mail.held_because) == (RawMail.State.HELD, RawMail.Held.SENDER)
    assert mail.hold_until == MONDAY + 30 * DAY
    assert not Case.objects.exists()


def test_the_sender_is_told_once_in_seven_days() -> None:
    for at in (0 * DAY, 1 * DAY, 6 * DAY):
        strange(f"Day {at.days}.", at)
    assert told(STRANGER_ADDRESS) == 1
    strange("Day 7.", 7 * DAY)
    assert told(STRANGER_ADDRESS) == 2


def test_the_hold_notice_can_be_sent_and_says_that_the_mail_is_kept() -> None:
    strange()
    sent = letter_of(Notice.objects.get(address=STRANGER_ADDRESS))
    assert sent.envelope_sender == ""
    assert b"Auto-Submitted: auto-generated" in sent.raw
    assert b"kept aside" in sent.raw


def test_somebody_of_the_desk_is_told() -> None:
    strange()
    staff = Notice.objects.filter(about="held", person__isnull=False)
    assert staff.count() >= 1
    assert {notice.state for notice in staff} == {Notice.State.QUEUED}


def test_a_strangers_emergency_is_shown_to_those_whom_it_wakes() -> None:
    strange()
    before = set(Notice.objects.values_list("person__username", flat=True))
    strange("It burns.", to=EMERGENCY)
    after = set(Notice.objects.values_list("person__username", flat=True))
    assert after - before


def test_a_copy_to_the_emergency_address_is_shown_as_well() -> None:
    raw = letter("It burns.", sender=STRANGER_ADDRESS, message_id="<fire@stranger.example>")
    first = posted(raw, to=[BICOM], sender=STRANGER_ADDRESS)
    before = Notice.objects.count()
    posted(raw, to=[EMERGENCY], sender=STRANGER_ADDRESS)
    first.refresh_from_db()
    assert first.channel == "emergency"
    assert Notice.objects.count() > before
    assert held_mail(DESK).count() == 1


def test_no_machine_is_told_that_its_mail_is_held() -> None:
    raw = letter(sender=STRANGER_ADDRESS, precedence="bulk")
    posted(raw, to=[BICOM], sender=STRANGER_ADDRESS)
    assert told(STRANGER_ADDRESS) == 0


def test_registering_the_sender_opens_the_held_mails_from_now_on() -> None:
    """R-BIC-13."""
    first = strange("One.")
    strange("Two.", DAY)
    at = MONDAY + 2 * DAY
    cases = register_sender(mail=first, organisation=organisation(), name="New", by=ada(), at=at)
    assert isinstance(cases, list)
    assert len(cases) == 2
    assert [case.opened_at for case in cases] == [at, at]
    contact = contact_by_address(DESK, STRANGER_ADDRESS)
    assert contact is not None
    assert contact.organisation == organisation()
    assert not held_mail(DESK).exists()


def test_a_held_answer_joins_the_case_of_the_held_mail_that_it_answers() -> None:
    raw = letter("One.", sender=STRANGER_ADDRESS, message_id="<one@stranger.example>")
    first = posted(raw, to=[BICOM], sender=STRANGER_ADDRESS)
    more = answer_to("one@stranger.example", "Two.", sender=STRANGER_ADDRESS)
    posted(more, to=[BICOM], sender=STRANGER_ADDRESS, at=MONDAY + DAY)
    register_sender(mail=first, contact=cleo(), by=ada(), at=MONDAY + 2 * DAY)
    assert Case.objects.get().messages.count() == 2


def test_the_files_of_a_held_mail_come_with_its_case() -> None:
    raw = (
        f"From: {STRANGER_ADDRESS}\nSubject: File\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nSee it.\n--b\n'
        "Content-Disposition: attachment; filename=log.txt\n\nlines\n--b--\n"
    ).encode()
    mail = posted(raw, to=[BICOM], sender=STRANGER_ADDRESS)
    assert not Attachment.objects.exists()
    register_sender(mail=mail, contact=cleo(), by=ada(), at=MONDAY + DAY)
    assert Attachment.objects.get().name == "log.txt"


def test_an_address_of_another_contact_is_refused_and_the_mail_stays_held() -> None:
    mail = strange()
    register_sender(mail=mail, organisation=organisation(), by=ada(), at=MONDAY)
    mail = RawMail.objects.get(pk=mail.pk)
    assert isinstance(register_sender(mail=mail, contact=cleo(), by=ada(), at=MONDAY), Refusal)


def test_one_held_mail_can_be_opened_without_registering_anybody() -> None:
    mail = strange()
    case = open_held(mail=mail, by=ada(), at=MONDAY + DAY)
    assert isinstance(case, Case)
    assert case.asker == STRANGER_ADDRESS
    assert contact_by_address(DESK, STRANGER_ADDRESS) is None


def test_what_a_machine_wrote_can_be_opened_by_a_person() -> None:
    raw = letter(sender=STRANGER_ADDRESS, auto_submitted="auto-generated")
    mail = posted(raw, to=[BICOM], sender=STRANGER_ADDRESS)
    case = open_held(mail=mail, by=ada(), at=MONDAY + DAY)
    assert isinstance(case, Case)
    owed = Notice.objects.filter(address=STRANGER_ADDRESS, state=Notice.State.QUEUED)
    assert not owed.exists()


def test_a_refused_mail_is_kept_but_held_no_more() -> None:
    mail = strange()
    granted(refuse_held(mail=mail, by=ada(), at=MONDAY + DAY, reason="Advertising."))
    assert not held_mail(DESK).exists()
    kept = RawMail.objects.get(pk=mail.pk)
    assert (kept.state, kept.reason) == (RawMail.State.REFUSED, "Advertising.")
    assert isinstance(refuse_held(mail=mail, by=ada(), at=MONDAY + DAY), Refusal)


def test_holding_ends_after_its_time() -> None:
    """R-BIC-13."""
    mail = strange()
    assert expire_held(at=MONDAY + 29 * DAY) == 0
    assert expire_held(at=MONDAY + 30 * DAY) == 1
    assert RawMail.objects.get(pk=mail.pk).state == RawMail.State.EXPIRED


def test_a_registered_senders_mail_is_not_held() -> None:
    cleo()
    assert case_of(posted(letter(to=BICOM), to=[BICOM])).contact == cleo()


def test_who_fills_no_role_of_the_charter_does_not_see_what_is_held_under_it() -> None:
    mail = strange()
    assert mail in held_mail(admin())
    assert mail in held_mail(holder_of("desk"))
    assert mail not in held_mail(ada())
    assert mail_for(ada(), mail.pk) is None


def test_mail_on_a_case_is_read_by_those_who_see_the_case_alone() -> None:
    """trust.md rule 6: an answer has no charter of its own, and neither has a copy."""
    cleo()
    raw = letter(to=BICOM, message_id="<first@customer.example>")
    first, copy = (posted(raw, to=[BICOM]) for _time in range(2))
    answer = posted(answer_to("first@customer.example", to=BICOM), to=[BICOM])
    assert case_of(first) == case_of(copy) == case_of(answer)
    for mail in (first, copy, answer):
        assert mail_for(holder_of("desk"), mail.pk) == mail
        assert mail_for(ada(), mail.pk) is None
    Case.objects.update(owner=ada())
    assert mail_for(ada(), answer.pk) == answer


def test_a_copy_of_what_is_held_is_for_those_who_see_that() -> None:
    raw = letter("Let me in.", sender=STRANGER_ADDRESS, to=BICOM, message_id="<held@x.example>")
    _first, copy = (posted(raw, to=[BICOM], sender=STRANGER_ADDRESS) for _time in range(2))
    assert mail_for(holder_of("desk"), copy.pk) == copy
    assert mail_for(ada(), copy.pk) is None


def test_a_closed_account_sees_nothing() -> None:
    gone = ada()
    deactivate_person(person=gone, by=DESK, at=MONDAY)
    with pytest.raises(PermissionDenied):
        held_mail(gone)


def test_held_mail_can_be_read() -> None:
    assert contents_of(strange("Let me in.")).new_text == "Let me in."


def test_a_quarantined_mail_can_be_tried_again() -> None:
    raw = letter(sender=STRANGER_ADDRESS)
    mail = posted(raw, to=["help@bicom.example"], sender=STRANGER_ADDRESS)
    assert mail in quarantined_mail(DESK)
    assert [alarm.mail for alarm in MailAlarm.objects.filter(cleared_at=None)] == [mail]
    RawMail.objects.filter(pk=mail.pk).update(recipients=[BICOM])
    assert take_again(mail=mail, by=admin(), at=MONDAY).state == RawMail.State.HELD
    assert not MailAlarm.objects.filter(cleared_at=None).exists()

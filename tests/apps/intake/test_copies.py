"""The same mail twice (M2), and marks in addresses and subjects (M8)."""

from datetime import timedelta

import pytest

from charterdesk.cases.answers import Done
from charterdesk.cases.commands import de_escalate, set_priority
from charterdesk.cases.models import Case, CaseEvent, Message
from charterdesk.intake.models import RawMail
from charterdesk.notifications.returning import address_for, token_for
from tests.apps.cast import CLEO_ADDRESS, MONDAY, cleo
from tests.apps.intake.post import BICOM, answer_to, case_of, holder_of, letter, posted, staffed

pytestmark = pytest.mark.django_db

EMERGENCY = "emergency@bicom.example"
LEVEL1 = "supportmanager@bicom.example"
LEVEL2 = "customerservice@bicom.example"
SOON = MONDAY + timedelta(minutes=5)
FIRST = "<first@customer.example>"


@pytest.fixture(autouse=True)
def _bicom(db: None) -> None:
    staffed("bicom")
    cleo()


def escalations(case: Case) -> list[str]:
    events = CaseEvent.objects.filter(case=case, kind="escalated").order_by("seq")
    return [event.data.get("step", "") for event in events]


def test_the_same_mail_twice_is_one_case() -> None:
    raw = letter(to=BICOM, message_id=FIRST)
    first, second = posted(raw, to=[BICOM]), posted(b"Received: again\n" + raw, to=[BICOM])
    assert second.duplicate_of == first
    assert second.case == first.case
    assert Case.objects.count() == Message.objects.count() == 1


def test_another_text_under_the_same_message_id_is_another_mail() -> None:
    posted(letter("One.", to=BICOM, message_id=FIRST), to=[BICOM])
    posted(letter("Two.", to=BICOM, message_id=FIRST), to=[BICOM])
    assert Message.objects.count() == 2


def test_another_sender_with_the_same_message_id_is_another_mail() -> None:
    posted(letter(to=BICOM, message_id=FIRST), to=[BICOM])
    other = letter(to=BICOM, message_id=FIRST, sender="someone@customer.example")
    assert posted(other, to=[BICOM]).duplicate_of is None


def test_without_a_message_id_the_same_bytes_are_the_same_mail() -> None:
    raw = f"From: {CLEO_ADDRESS}\nSubject: Bare\n\nNo identifier.\n".encode()
    posted(raw, to=[BICOM])
    assert posted(raw, to=[BICOM]).duplicate_of is not None
    assert Case.objects.count() == 1


def test_one_mail_to_several_of_our_addresses_is_one_case_of_the_strictest() -> None:
    case = case_of(posted(letter(to=BICOM), to=[BICOM, EMERGENCY]))
    assert (case.channel, case.priority) == ("emergency", "emergency")


def test_a_copy_by_a_stricter_channel_still_counts() -> None:
    raw = letter(to=BICOM, message_id=FIRST)
    case = case_of(posted(raw, to=[BICOM]))
    assert case.priority != "emergency"
    copy = posted(raw, to=[EMERGENCY])
    assert copy.duplicate_of is not None
    assert case_of(copy) == case
    assert case_of(copy).priority == "emergency"


def test_a_copy_by_a_looser_channel_changes_nothing() -> None:
    raw = letter(to=BICOM, message_id=FIRST)
    case = case_of(posted(raw, to=[EMERGENCY]))
    posted(raw, to=[BICOM])
    assert Message.objects.filter(case=case).count() == 1


def test_an_address_that_escalates_opens_an_escalated_case() -> None:
    case = case_of(posted(letter(to=LEVEL1), to=[LEVEL1]))
    assert escalations(case) == ["level 1"]


def test_an_emergency_that_goes_to_the_manager_as_well_is_both() -> None:
    case = case_of(posted(letter(to=EMERGENCY), to=[EMERGENCY, LEVEL1]))
    assert case.priority == "emergency"
    assert escalations(case) == ["level 1"]


def test_an_address_that_escalates_escalates_the_case_that_the_mail_answers() -> None:
    case = case_of(posted(letter(to=BICOM, message_id=FIRST), to=[BICOM]))
    posted(answer_to(FIRST.strip("<>")), to=[LEVEL2], at=SOON)
    assert escalations(case) == ["level 2"]


def test_answering_our_mail_from_an_escalating_address_escalates_nothing_anew() -> None:
    case = case_of(posted(letter(to=LEVEL1, message_id=FIRST), to=[LEVEL1]))
    de_escalate(
        case=case, reason="Talked to her.", customer_agrees=True, by=holder_of("support-manager"),
        at=SOON,
    )  # fmt: skip
    answered = address_for(LEVEL1, token_for(case.number, cleo().pk, "reply"))
    posted(answer_to(FIRST.strip("<>")), to=[answered], at=SOON + timedelta(minutes=1))
    assert escalations(case) == ["level 1"]


def test_a_mark_in_the_subject_sets_the_priority_of_a_new_case() -> None:
    assert case_of(posted(letter(subject="URGENT no calls"), to=[BICOM])).priority == "emergency"


def test_a_mark_that_is_new_in_the_case_raises_it() -> None:
    case = case_of(posted(letter(message_id=FIRST), to=[BICOM]))
    posted(answer_to(FIRST.strip("<>"), subject="URGENT: Broken"), to=[BICOM], at=SOON)
    case.refresh_from_db()
    assert case.priority == "emergency"


def test_a_mark_that_the_case_has_had_does_not_raise_it_again() -> None:
    case = case_of(posted(letter(subject="URGENT no calls", message_id=FIRST), to=[BICOM]))
    lowered = set_priority(
        case=case, to="standard", reason="one phone", by=holder_of("desk"), at=SOON
    )
    assert isinstance(lowered, Done)
    again = answer_to(FIRST.strip("<>"), subject="Re: URGENT no calls")
    posted(again, to=[BICOM], at=SOON + timedelta(minutes=1))
    case.refresh_from_db()
    assert case.priority == "standard"


def test_mail_to_no_channel_is_quarantined_with_the_reason() -> None:
    mail = posted(letter(), to=["nobody@elsewhere.example"])
    assert mail.state == RawMail.State.QUARANTINED
    assert "channel" in mail.reason
    assert mail.alarms.filter(cleared_at=None).count() == 1

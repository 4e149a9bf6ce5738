"""Where a mail belongs: M1, and who may add to a case (trust.md rule 2)."""

from datetime import timedelta

import pytest

from charterdesk.cases.answers import Done
from charterdesk.cases.commands import hand_back, merge_case, resolve_case, send_reply
from charterdesk.cases.messages import Written
from charterdesk.cases.models import CaseLink, Message
from charterdesk.intake.models import RawMail
from charterdesk.notifications.models import Notice
from charterdesk.notifications.returning import address_for, token_for
from tests.apps.cast import DORA_ADDRESS, MONDAY, STRANGER_ADDRESS, ada, cleo, dora
from tests.apps.intake.post import SUPPORT, answer_to, case_of, letter, posted, staffed

pytestmark = pytest.mark.django_db

SOON = MONDAY + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _roxen(db: None) -> None:
    staffed("roxen")
    cleo()


def test_a_mail_opens_a_case_of_its_sender_under_the_charter_of_the_address() -> None:
    mail = posted(letter("It is broken.", subject="Broken"))
    case = case_of(mail)
    assert (case.charter, case.channel, case.subject) == ("roxen", "mail", "Broken")
    assert case.contact == cleo()
    assert case.opened_at == MONDAY
    assert mail.message is not None
    assert mail.message.text == "It is broken."


def test_an_answer_to_the_acknowledgement_goes_to_its_case() -> None:
    case = case_of(posted(letter()))
    told = Notice.objects.get(case=case, kind=Notice.Kind.ACKNOWLEDGEMENT)
    assert case_of(posted(answer_to(told.message_id), at=SOON)) == case


def test_an_answer_to_the_senders_own_mail_goes_to_its_case() -> None:
    case = case_of(posted(letter(message_id="<first@customer.example>")))
    assert case_of(posted(answer_to("first@customer.example"), at=SOON)) == case


def test_references_count_from_the_last_to_the_first() -> None:
    posted(letter(message_id="<one@customer.example>"))
    second = case_of(posted(letter("Other.", message_id="<two@customer.example>")))
    chain = "<one@customer.example> <two@customer.example> <lost@customer.example>"
    assert case_of(posted(letter("More.", references=chain), at=SOON)) == second


def test_in_reply_to_counts_before_references() -> None:
    first = case_of(posted(letter(message_id="<one@customer.example>")))
    posted(letter("Other.", message_id="<two@customer.example>"))
    mail = answer_to("one@customer.example", references="<two@customer.example>")
    assert case_of(posted(mail, at=SOON)) == first


def test_a_sealed_address_leads_to_its_case_whoever_writes() -> None:
    """R-HFN-6."""
    case = case_of(posted(letter()))
    address = address_for(SUPPORT, token_for(case.number, cleo().pk, "reply"))
    mail = letter("More.", sender=STRANGER_ADDRESS, subject="No thread")
    assert case_of(posted(mail, to=[address], sender=STRANGER_ADDRESS, at=SOON)) == case


def test_an_altered_seal_is_worth_nothing() -> None:
    case = case_of(posted(letter()))
    token = token_for(case.number, cleo().pk, "reply")
    altered = token[:-1] + ("a" if token[-1] != "a" else "b")
    mail = letter("More.", sender=STRANGER_ADDRESS)
    other = posted(mail, to=[address_for(SUPPORT, altered)], sender=STRANGER_ADDRESS, at=SOON)
    assert case_of(other) != case


def test_a_number_in_the_subject_is_a_key_only_for_those_who_take_part() -> None:
    """R-HFN-6."""
    case = case_of(posted(letter()))
    dora()
    own = letter("More.", subject=f"About {case.number}: it is worse")
    others = letter("Show me.", subject=f"[{case.number}] hello", sender=DORA_ADDRESS)
    assert case_of(posted(own, at=SOON)) == case
    assert case_of(posted(others, sender=DORA_ADDRESS, at=SOON)) != case


def test_a_stranger_who_answers_a_case_gets_a_related_one_of_their_own() -> None:
    case = case_of(posted(letter(message_id="<first@customer.example>")))
    mail = answer_to("first@customer.example", "Add me.", sender=STRANGER_ADDRESS)
    other = case_of(posted(mail, sender=STRANGER_ADDRESS, at=SOON))
    assert other != case
    assert CaseLink.objects.filter(case=other, other=case, kind="related to").exists()
    assert not Message.objects.filter(case=case, text="Add me.").exists()


def test_a_proven_sender_may_add_to_the_case_that_they_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CHARTERDESK_TRUSTED_AUTHSERV", "mx.desk.example")
    case = case_of(posted(letter(message_id="<first@customer.example>")))
    proof = "mx.desk.example; dkim=pass header.d=stranger.example"
    mail = answer_to(
        "first@customer.example", sender=STRANGER_ADDRESS, authentication_results=proof
    )
    assert case_of(posted(mail, sender=STRANGER_ADDRESS, at=SOON)) == case


def test_a_person_of_the_desk_never_acts_by_mail() -> None:
    case = case_of(posted(letter(message_id="<first@customer.example>")))
    mail = answer_to("first@customer.example", "Solved!", sender=ada().email)
    held = posted(mail, sender=ada().email, at=SOON)
    assert (held.state, held.held_because) == (RawMail.State.HELD, RawMail.Held.STAFF)
    case.refresh_from_db()
    assert case.status == "new"


def test_whoever_was_written_to_takes_part() -> None:
    case = case_of(posted(letter()))
    written = Written(text="Please look.", recipients=(STRANGER_ADDRESS,))
    send_reply(case=case, written=written, by=ada(), at=SOON)
    mail = letter("I did.", sender=STRANGER_ADDRESS, subject=f"{case.number}")
    assert case_of(posted(mail, sender=STRANGER_ADDRESS, at=SOON)) == case


def test_mail_for_a_merged_case_goes_to_the_one_that_took_it_in() -> None:
    first = case_of(posted(letter(message_id="<one@customer.example>")))
    second = case_of(posted(letter("Other.", message_id="<two@customer.example>")))
    merge_case(case=first, into=second, by=ada(), at=SOON)
    mail = posted(answer_to("one@customer.example"), at=SOON + timedelta(minutes=1))
    assert case_of(mail) == second


def test_mail_after_the_window_for_reopening_opens_a_case_that_follows() -> None:
    case = case_of(posted(letter(message_id="<first@customer.example>")))
    done = hand_back(case=case, reason="Not ours.", by=ada(), at=SOON)
    assert isinstance(done, Done)
    mail = posted(answer_to("first@customer.example"), at=MONDAY + timedelta(days=100))
    assert case_of(mail) != case
    assert CaseLink.objects.filter(case=mail.case, other=case, kind="follows").exists()
    assert mail.message is not None
    assert mail.message.case == mail.case


def test_mail_within_the_window_reopens_the_same_case() -> None:
    case = case_of(posted(letter(message_id="<first@customer.example>")))
    written = Written(text="It works again.")
    assert isinstance(resolve_case(case=case, outcome="", by=ada(), at=SOON, written=written), Done)
    mail = posted(answer_to("first@customer.example"), at=SOON + timedelta(minutes=1))
    assert case_of(mail) == case
    assert case_of(mail).status == "active"


def test_mail_alone_never_agrees_to_a_closing() -> None:
    case = case_of(posted(letter(message_id="<first@customer.example>")))
    posted(answer_to("first@customer.example", "I agree, please close it."), at=SOON)
    assert not case.events.filter(kind="agreed").exists()

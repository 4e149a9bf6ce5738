"""Commands on a case: what they save, what they refuse, and when they are overtaken."""

from datetime import timedelta

import pytest

from charterdesk.cases.answers import Conflict, Done
from charterdesk.cases.commands import (
    Form,
    add_note,
    drop_draft,
    log_talk,
    merge_case,
    receive_message,
    report_bounce,
    resolve_case,
    save_draft,
    send_automatic,
    send_reply,
    set_owner,
    set_priority,
)
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case, CaseLink, Draft, Message
from charterdesk.cases.store import NoSuchCase, decide_on, load
from charterdesk.engine.commands import CloseCase, Tick, Wait
from charterdesk.engine.decide import Refusal
from charterdesk.notifications.models import Notice
from tests.apps.cases.desk_work import cleo_asks, cleos_letter, minutes, opened
from tests.apps.cast import CLEO_ADDRESS, MONDAY, ada, ben

pytestmark = pytest.mark.django_db

HELLO = Written(text="We look into it.")


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_the_first_reply_keeps_the_response_and_goes_out_in_the_thread() -> None:
    case = opened()
    answer = send_reply(case=case, written=HELLO, by=ada(), at=minutes(5))
    assert isinstance(answer, Done)
    assert fresh(case).owner == ada()
    assert fresh(case).next_due_at is None
    notice = Notice.objects.get(kind="reply")
    assert notice.reply == answer.message
    assert (notice.in_reply_to, notice.address) == ("first@customer.example", CLEO_ADDRESS)
    assert answer.message is not None
    assert notice.message_id == answer.message.message_id


def test_a_reply_pressed_twice_is_sent_once() -> None:
    case = opened()
    for _ in range(2):
        answer = send_reply(case=case, written=HELLO, by=ada(), at=minutes(5), form=Form(key="k"))
    assert isinstance(answer, Done)
    assert answer.repeated
    assert Notice.objects.filter(kind="reply").count() == 1
    assert Message.objects.filter(direction="out").count() == 1


def test_a_reply_is_stopped_by_news_and_says_what_is_new() -> None:
    case = opened()
    seen = Form(seen=case.version)
    receive_message(case=case, written=cleos_letter("It is worse."), by=cleo_asks(), at=minutes(2))
    answer = send_reply(case=case, written=HELLO, by=ada(), at=minutes(3), form=seen)
    assert isinstance(answer, Conflict)
    assert [event.kind for event in answer.news] == ["customer_wrote"]
    assert case.number in answer.text
    assert not Notice.objects.filter(kind="reply").exists()


def test_ones_own_words_and_the_clocks_are_no_news() -> None:
    case = opened()
    seen = Form(seen=case.version)
    add_note(case=case, written=Written(text="Hm."), by=ada(), at=minutes(1))
    decide_on(case.pk, Tick(), MONDAY + timedelta(hours=8))
    answer = send_reply(
        case=case, written=HELLO, by=ada(), at=MONDAY + timedelta(hours=8), form=seen
    )
    assert isinstance(answer, Done)


def test_what_goes_with_a_reply_happens_with_it() -> None:
    case = opened()
    send_reply(
        case=case, written=HELLO, by=ada(), at=minutes(5), then=(Wait(by="ada", on="customer"),)
    )
    assert (fresh(case).status, fresh(case).waiting_on) == ("waiting", "customer")


def test_a_reply_is_not_sent_when_what_goes_with_it_is_refused() -> None:
    case = opened()
    answer = send_reply(
        case=case, written=HELLO, by=ada(), at=minutes(5), then=(Wait(by="ada", on="weather"),)
    )
    assert isinstance(answer, Refusal)
    assert fresh(case).version == case.version
    assert not Notice.objects.filter(kind="reply").exists()


def test_a_reply_to_nobodys_address_is_refused_with_the_way_out() -> None:
    case = opened()
    Case.objects.filter(pk=case.pk).update(asker="by telephone", contact=None)
    answer = send_reply(case=fresh(case), written=HELLO, by=ada(), at=minutes(5))
    assert isinstance(answer, Refusal)
    assert "address" in answer.text


def test_a_talk_counts_as_the_response_and_is_not_mailed() -> None:
    case = opened()
    log_talk(case=case, written=Written(text="Spoke."), by=ada(), at=minutes(9))
    assert fresh(case).next_due_at is None
    assert not Notice.objects.filter(kind="reply").exists()


def test_an_automatic_message_keeps_no_promise() -> None:
    case = opened()
    send_automatic(case=case, written=Written(text="Restarted."), at=minutes(1))
    assert fresh(case).next_due_kind == "response"


def test_a_bounce_voids_the_reply_and_tells_the_owner() -> None:
    case = opened()
    sent = send_reply(case=case, written=HELLO, by=ada(), at=minutes(5))
    assert isinstance(sent, Done)
    assert sent.message is not None
    report_bounce(case=case, ref=sent.message.ref, at=minutes(6))
    assert fresh(case).next_due_kind == "response"
    assert Notice.objects.get(about="undelivered").person == ada()


def test_the_owner_is_a_person_of_the_desk() -> None:
    case = opened()
    assert isinstance(set_owner(case=case, to=ben(), by=ada(), at=minutes(1)), Done)
    assert fresh(case).owner == ben()


def test_a_stricter_priority_moves_the_case_up_the_queue() -> None:
    case = opened()
    set_priority(case=case, to="critical", reason="all down", by=ada(), at=minutes(1))
    assert fresh(case).priority_rank == 0
    assert fresh(case).queue_key < case.queue_key


def test_a_gate_refuses_in_words_and_leaves_the_case_as_it_was() -> None:
    case = opened()
    answer = resolve_case(case=case, outcome="", by=ada(), at=minutes(5))
    assert isinstance(answer, Refusal)
    assert "message to customer" in answer.text
    assert fresh(case).status == "new"


def test_resolving_sends_the_message_that_goes_with_it() -> None:
    case = opened()
    answer = resolve_case(case=case, outcome="", by=ada(), at=minutes(5), written=HELLO)
    assert isinstance(answer, Done)
    assert fresh(case).status == "resolved"
    assert Notice.objects.get(kind="reply").reply == answer.message


def test_mail_after_the_window_opens_a_linked_case_with_the_message() -> None:
    case = opened()
    resolve_case(case=case, outcome="", by=ada(), at=minutes(5), written=HELLO)
    decide_on(case.pk, CloseCase(by="ada"), minutes(6))
    later = MONDAY + timedelta(days=60)
    answer = receive_message(case=case, written=cleos_letter("Again."), by=cleo_asks(), at=later)
    assert isinstance(answer, Done)
    assert answer.case.pk != case.pk
    assert answer.case.messages.get().text == "Again."
    assert CaseLink.objects.get(case=answer.case).other == case


def test_a_merged_case_hands_its_promise_and_its_mail_over() -> None:
    one, other = opened(), opened(minutes(10))
    answer = merge_case(case=one, into=other, by=ada(), at=minutes(20))
    assert isinstance(answer, Done)
    assert (fresh(one).status, fresh(one).merged_into) == ("merged", other)
    assert fresh(other).next_due_at == one.next_due_at
    late = receive_message(case=fresh(one), written=cleos_letter(), by=cleo_asks(), at=minutes(30))
    assert isinstance(late, Done)
    assert late.case == other


def test_a_case_is_not_merged_into_itself() -> None:
    case = opened()
    assert isinstance(merge_case(case=case, into=case, by=ada(), at=minutes(1)), Refusal)


def test_neither_case_changes_when_the_other_refuses_to_take_it_in() -> None:
    one, other = opened(), opened()
    merge_case(case=other, into=opened(), by=ada(), at=minutes(1))
    answer = merge_case(case=one, into=other, by=ada(), at=minutes(2))
    assert isinstance(answer, Refusal)
    assert fresh(one).status == "new"


def test_a_draft_is_kept_for_each_person_and_mode_until_it_is_empty() -> None:
    case = opened()
    save_draft(case=case, mode="reply", text="Dear", by=ada(), at=MONDAY)
    save_draft(case=case, mode="reply", text="Dear Cleo", by=ada(), at=minutes(1))
    save_draft(case=case, mode="note", text="odd", by=ada(), at=minutes(1))
    assert {draft.mode: draft.text for draft in Draft.objects.all()} == {
        "reply": "Dear Cleo", "note": "odd",
    }  # fmt: skip
    save_draft(case=case, mode="note", text="", by=ada(), at=minutes(2))
    drop_draft(case=case, mode="reply", by=ada())
    assert not Draft.objects.exists()


def test_a_case_that_is_not_there_is_named() -> None:
    with pytest.raises(NoSuchCase, match="404"):
        load(404)

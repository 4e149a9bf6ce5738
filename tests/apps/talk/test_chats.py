"""A chat from its first word to its transcript: queue, lines, hand-over, the case it becomes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django import Settings

from charterdesk.accounts.refusal import Refusal, granted
from charterdesk.accounts.rights import DESK
from charterdesk.cases.messages import File
from charterdesk.cases.models import Case, Message
from charterdesk.cases.queries import state_of
from charterdesk.cases.verifying import differences
from charterdesk.customers.commands import add_contract
from charterdesk.customers.models import Contact
from charterdesk.engine.standing import standing_of
from charterdesk.notifications.models import Notice
from charterdesk.talk.commands import (
    begin_chat,
    end_chat,
    give_back,
    hand_over,
    mark,
    say,
    take_chat,
)
from charterdesk.talk.commands.saying import LINES_A_MINUTE
from charterdesk.talk.lines import Words
from charterdesk.talk.models import Chat, ChatLine
from charterdesk.talk.queries import (
    before,
    chat_for,
    chat_of,
    chats_at_hand,
    colleagues_for,
    doings_of,
    lines_after,
)
from charterdesk.talk.upkeep import look_after_chats
from charterdesk.talk.ways import way_of
from tests.apps.cases.desk_work import outsider
from tests.apps.cast import ada, admin, ben, dora
from tests.apps.talk.chat_scene import (
    OPEN,
    SHUT,
    after,
    begun,
    customer,
    customer_at_any_hour,
    said,
    taken,
    texts,
    way,
)

pytestmark = pytest.mark.django_db


def one_case() -> Case:
    return Case.objects.get()


def promise(case: Case, kind: str) -> str:
    loaded = state_of(Case.objects.get(pk=case.pk))
    return standing_of(loaded.charter, loaded.state, kind, after(15 * 60)).is_


def another_customer(number: int) -> Chat:
    boss = customer()
    contact = Contact.objects.create(name=f"Guest {number}", organisation=boss.organisation)
    return begun(by=contact, at=after(number), key=f"k{number}")


def test_a_contract_lets_its_customer_chat_from_their_own_midnight() -> None:
    contact = customer()
    assert contact.organisation
    contact.organisation.charter = ""
    granted(
        add_contract(
            organisation=contact.organisation, charter="bicom", name="support", number="B-1",
            valid_since=date(2026, 6, 16), by=DESK, at=OPEN,
        )
    )  # fmt: skip
    midnight = datetime(2026, 6, 15, 22, tzinfo=UTC)  # In Stockholm, where they are.
    assert way_of(contact, midnight - timedelta(seconds=1)) is None
    assert way_of(contact, midnight) is not None


def test_a_chat_waits_in_the_order_of_its_beginning() -> None:
    first, second = begun(), another_customer(1)
    assert (before(first), before(second)) == (0, 1)
    assert [one.pk for one in chats_at_hand(ada()).waiting] == [first.pk, second.pk]
    assert not Case.objects.exists()


def test_two_presses_begin_one_chat() -> None:
    assert begun(key="same").pk == begun(key="same").pk
    assert Chat.objects.count() == 1


def test_who_is_in_a_chat_already_goes_on_there() -> None:
    assert begun(key="one").pk == begun(key="two").pk


def test_out_of_hours_no_chat_begins() -> None:
    """R-BIC-22."""
    contact = customer()
    shut = way(contact, SHUT)
    answer = begin_chat(way=shut, words=[Words(key="a", text="Hello?")], by=contact, at=SHUT)
    assert isinstance(answer, Refusal)
    back = shut.back_at(SHUT)
    assert back is not None
    assert back.isoformat() == "2026-06-21T21:00:00+00:00"
    assert not Chat.objects.exists()


def test_the_first_answer_opens_a_case_that_was_answered_at_once() -> None:
    """R-BIC-22."""
    chat = taken(begun("No calls pass."), at=after(180))
    said(chat, "Good morning, I look.", ada(), at=after(200))
    case = one_case()
    chat.refresh_from_db()
    assert chat.case == case
    assert case.opened_at == after(200)
    assert case.owner == ada()
    assert promise(case, "response") == "met"
    assert [one.direction for one in case.messages.order_by("pk")] == ["in", "out"]
    assert case.events.get(kind="opened").data["answered"] is True
    assert list(differences()) == []


def test_the_turns_of_a_chat_are_the_messages_of_the_case() -> None:
    contact, chat = customer(), taken(begun("First."))
    said(chat, "Hello.", ada(), at=after(5))
    said(chat, "Which release?", ada(), at=after(9))
    said(chat, "Four.", contact, at=after(20))
    said(chat, "No, five.", contact, at=after(22))
    said(chat, "Thanks.", ada(), at=after(30))
    found = [(one.direction, one.text) for one in one_case().messages.order_by("pk")]
    assert found == [
        ("in", "First."), ("out", "Hello.\nWhich release?"), ("in", "Four.\nNo, five."),
        ("out", "Thanks."),
    ]  # fmt: skip
    assert list(differences()) == []


def test_a_line_of_the_customer_begins_the_promise_of_a_reply_at_once() -> None:
    contact, chat = customer(), taken(begun())
    said(chat, "Hello.", ada(), at=after(5))
    said(chat, "It is worse now.", contact, at=after(60))
    reply = next(one for one in state_of(one_case()).state.promises if one.kind == "reply")
    assert (reply.start, reply.is_open) == (after(60), True)


def test_the_same_key_is_one_line_however_often_it_is_sent() -> None:
    contact, chat = customer(), taken(begun("First."))
    said(chat, "Hello.", ada())
    for _ in range(3):
        said(chat, "Once only.", contact, key="k1")
    assert texts(chat) == ["First.", "Hello.", "Once only."]
    assert Message.objects.filter(text__contains="Once only.").count() == 1
    assert "Once only.\nOnce only." not in Message.objects.latest("pk").text


def test_neither_side_can_take_the_key_of_the_other() -> None:
    contact, chat = customer(), taken(begun("First."))
    said(chat, "Ours.", ada(), key="k")
    said(chat, "Theirs.", contact, key="k")
    assert texts(chat) == ["First.", "Ours.", "Theirs."]


def test_of_two_who_take_a_chat_one_has_it_and_the_other_is_told() -> None:
    chat = begun()
    taken(chat, by=ada())
    answer = take_chat(chat=chat, by=ben(), at=after(1))
    assert isinstance(answer, Refusal)
    assert "Ada Ek was faster" in answer.text


def test_five_chats_are_the_most() -> None:
    for number in range(5):
        taken(another_customer(number))
    answer = take_chat(chat=another_customer(6), by=ada(), at=after(60))
    assert isinstance(answer, Refusal)
    assert len(chats_at_hand(ada()).own) == 5


def test_what_is_unread_is_counted_for_each_of_ones_chats() -> None:
    first, second = taken(begun()), taken(another_customer(1))
    mark(chat=first, by=ada(), at=after(2), read=first.newest)
    said(first, "Are you there?", first.contact, at=after(3))
    said(first, "Hello?", first.contact, at=after(4))
    hand = chats_at_hand(ada())
    assert [(one.pk, unread) for one, unread in hand.own] == [(first.pk, 2), (second.pk, 1)]
    assert hand.waiting == ()


def test_nobody_else_sees_whom_somebody_answers() -> None:
    taken(begun())
    assert chats_at_hand(ben()).own == ()
    assert chats_at_hand(outsider()).waiting == ()


def test_only_who_may_answer_is_offered_for_a_hand_over() -> None:
    chat = taken(begun())
    others = [ada(), ben(), outsider(), admin()]
    assert colleagues_for(ada(), chat, others) == [ben(), admin()]


def test_a_colleague_goes_on_and_reads_the_note_that_the_customer_never_sees() -> None:
    chat = taken(begun())
    said(chat, "Hello.", ada())
    done = hand_over(chat=chat, to=ben(), note="Knows the switch.", by=ada(), at=after(9))
    assert isinstance(done, Chat)
    said(done, "Ben here.", ben(), at=after(12))
    assert "Knows the switch." in [line.text for line in lines_after(done, 0, internal=True)]
    assert "Knows the switch." not in [line.text for line in lines_after(done, 0, internal=False)]
    assert one_case().messages.get(text="Knows the switch.").public is False
    refused = say(chat=done, words=Words(key="x", text="Still me"), by=ada(), at=after(13))
    assert isinstance(refused, Refusal)


def test_nobody_is_handed_a_sixth_chat() -> None:
    for number in range(5):
        taken(another_customer(number), by=ben())
    chat = taken(another_customer(7), by=ada())
    answer = hand_over(chat=chat, to=ben(), note="", by=ada(), at=after(60))
    assert isinstance(answer, Refusal)
    assert "Ben Dahl has five" in answer.text


def test_an_agent_who_vanishes_gives_the_chat_back_to_its_place() -> None:
    chat = taken(begun())
    assert look_after_chats(after(50)) == 0
    assert look_after_chats(after(61)) == 1
    chat.refresh_from_db()
    assert (chat.state, chat.agent, before(chat)) == ("waiting", None, 0)
    assert chat.lines.get(kind="returned").text == "Ada Ek"
    assert look_after_chats(after(62)) == 0


def test_who_waits_long_gets_a_case_whose_promise_runs_from_the_first_word() -> None:
    chat = begun()
    Chat.objects.update(customer_seen_at=after(11 * 60))
    assert look_after_chats(after(11 * 60)) == 1
    case = one_case()
    assert case.opened_at == OPEN
    assert promise(case, "response") == "running"
    chat.refresh_from_db()
    assert (chat.state, chat.case) == ("waiting", case)
    said(taken(chat, at=after(12 * 60)), "Sorry for the wait.", ada(), at=after(12 * 60))
    assert promise(case, "response") == "met"


def test_who_leaves_the_queue_has_written_a_message() -> None:
    chat = begun("Nobody there?")
    assert look_after_chats(after(301)) == 1
    chat.refresh_from_db()
    assert (chat.state, one_case().opened_at) == ("ended", OPEN)
    assert one_case().messages.get().text == "Nobody there?"
    assert not Notice.objects.filter(text__contains="wrote to each other").exists()


def test_waiting_past_the_hours_becomes_a_message() -> None:
    friday = OPEN + timedelta(days=4, hours=11, minutes=59)
    begun(at=friday)
    assert look_after_chats(friday + timedelta(seconds=30)) == 0
    assert look_after_chats(friday + timedelta(seconds=90)) == 1
    assert one_case().opened_at == friday


def test_the_customer_may_leave_it_as_a_message() -> None:
    contact, chat = customer(), begun("Call me.")
    assert isinstance(end_chat(chat=chat, by=contact, at=after(30)), Chat)
    assert one_case().messages.get().text == "Call me."


@pytest.mark.parametrize("side", ["customer", "agent"])
def test_either_side_ends_it_and_the_transcript_is_on_the_case_and_mailed(side: str) -> None:
    contact, chat = customer(), taken(begun("No calls pass."))
    said(chat, "It passes again.", ada(), at=after(61))
    by = contact if side == "customer" else ada()
    assert isinstance(end_chat(chat=chat, by=by, at=after(120)), Chat)
    assert isinstance(end_chat(chat=chat, by=by, at=after(121)), Chat | Refusal)
    mailed = Notice.objects.filter(kind="reply", address__contains="cleo@").get()
    assert "Cleo Lind: No calls pass." in mailed.text
    assert "Ada Ek: It passes again." in mailed.text
    assert one_case().messages.filter(automatic=True).count() == 1
    assert promise(one_case(), "response") == "met"


def test_a_flood_of_lines_is_told_to_wait_and_the_agent_is_not() -> None:
    contact, chat = customer(), taken(begun())
    for number in range(LINES_A_MINUTE - 1):
        said(chat, f"line {number}", contact, at=after(5))
    answer = say(chat=chat, words=Words(key="z", text="One more"), by=contact, at=after(6))
    assert isinstance(answer, Refusal)
    assert isinstance(said(chat, "Please wait.", ada(), at=after(7)), ChatLine)
    assert isinstance(said(chat, "Now?", contact, at=after(66)), ChatLine)


def test_nothing_is_said_in_a_chat_that_has_ended() -> None:
    contact, chat = customer(), taken(begun())
    said(chat, "Hello.", ada())
    end_chat(chat=chat, by=ada(), at=after(9))
    answer = say(chat=chat, words=Words(key="z", text="One more"), by=contact, at=after(10))
    assert isinstance(answer, Refusal)
    assert "One more" not in texts(chat)


def test_files_of_both_sides_are_files_of_the_case(settings: Settings, tmp_path: object) -> None:
    settings.DATA = tmp_path
    contact, chat = customer(), begun()
    log = File("trunk.log", "text/plain", b"one")
    say(chat=chat, words=Words(key="f1", file=log), by=contact, at=after(2))
    taken(chat)
    said(chat, "Hello.", ada(), at=after(5))
    plan = File("plan.pdf", "application/pdf", b"two")
    say(chat=chat, words=Words(key="f2", file=plan), by=ada(), at=after(6))
    found = [
        one.name for each in one_case().messages.order_by("pk") for one in each.attachments.all()
    ]
    assert found == ["trunk.log", "plan.pdf"]


def test_reading_and_typing_are_told_to_the_other_side_only_as_marks() -> None:
    contact, chat = customer(), taken(begun())
    mark(chat=chat, by=contact, at=after(3), read=2**40, typing=True)
    chat.refresh_from_db()
    assert (chat.customer_read, chat.customer_typing_at) == (chat.newest, after(3))
    mark(chat=chat, by=contact, at=after(4), read=1)
    chat.refresh_from_db()
    assert (chat.customer_read, chat.customer_typing_at) == (chat.newest, None)


def test_a_chat_is_seen_by_its_contact_and_by_people_of_its_charter() -> None:
    chat = begun()
    assert chat_of(customer(), chat.ref) == chat
    assert chat_of(dora(), chat.ref) is None
    assert [chat_for(one, chat.ref) for one in (ada(), admin())] == [chat, chat]
    assert chat_for(outsider(), chat.ref) is None
    with pytest.raises(PermissionDenied):
        take_chat(chat=chat, by=outsider(), at=OPEN)


def test_somebody_else_can_not_mark_or_end_a_chat() -> None:
    chat = taken(begun())
    mark(chat=chat, by=ben(), at=after(3), read=1, typing=True)
    chat.refresh_from_db()
    assert chat.agent_typing_at is None
    assert isinstance(end_chat(chat=chat, by=ben(), at=after(3)), Refusal)
    assert isinstance(give_back(chat=chat, by=ben(), at=after(3)), Refusal)


def test_unread_lines_are_counted_for_whose_chat_it_is() -> None:
    contact, chat = customer(), taken(begun())
    said(chat, "Two.", contact)
    assert (doings_of(ada()).unread, doings_of(ben()).unread) == (2, 0)
    mark(chat=chat, by=ada(), at=after(3), read=99)
    assert doings_of(ada()).unread == 0
    another_customer(1)
    assert doings_of(ben()).waiting == 1


def test_a_contact_whom_the_charter_does_not_let_ask_has_no_way_to_chat() -> None:
    contact = customer()
    contact.is_registered = False
    assert way_of(contact, OPEN) is None


def test_a_chat_about_a_case_is_in_that_case() -> None:
    contact, first = customer(), taken(begun())
    said(first, "Hello.", ada())
    end_chat(chat=first, by=ada(), at=after(9))
    case = one_case()
    again = begin_chat(
        way=way(contact), words=[Words(key="n", text="It is back.")], by=contact, at=after(20),
        case=case,
    )  # fmt: skip
    assert isinstance(again, Chat)
    assert Case.objects.count() == 1
    assert case.messages.filter(direction="in").latest("pk").text == "It is back."


def test_a_chat_without_hours_is_open_at_every_moment() -> None:
    contact = customer_at_any_hour(OPEN - timedelta(days=1))
    assert way(contact, SHUT).is_open(SHUT)

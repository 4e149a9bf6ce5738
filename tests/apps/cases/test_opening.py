"""How a case begins: numbered, logged, promised, acknowledged; held; refused; pressed twice."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from charterdesk.cases.answers import Done, Held
from charterdesk.cases.commands import (
    Form,
    open_case,
    receive_message,
    record_facts,
    resolve_case,
    split_case,
)
from charterdesk.cases.messages import File, Written
from charterdesk.cases.models import Case, CaseLink, Message
from charterdesk.engine.decide import Refusal
from charterdesk.kit.kept_files import path_of
from charterdesk.notifications.models import Notice
from tests.apps.cases.desk_work import arrival, cleo_asks, cleos_letter, minutes, opened
from tests.apps.cast import CLEO_ADDRESS, MONDAY, STRANGER_ADDRESS, ada

pytestmark = pytest.mark.django_db


def test_a_mail_becomes_a_case_with_a_number_a_promise_and_a_wake() -> None:
    """R-ROX-1, R-ROX-2."""
    case = Case.objects.get(pk=opened().pk)
    assert (case.number, case.status, case.priority) == ("RX1001", "new", "normal")
    assert case.next_due_at == MONDAY + timedelta(days=1)
    assert (case.next_due_kind, case.next_due_state) == ("response", "running")
    assert case.next_wake_at is not None
    assert case.next_wake_at < case.next_due_at
    assert case.contact is not None
    assert case.version == case.events.count() == 2


def test_numbers_go_on_within_their_prefix() -> None:
    assert [opened().number, opened().number] == ["RX1001", "RX1002"]


def test_the_message_and_its_files_are_kept_with_the_case() -> None:
    """R-ROX-1."""
    file = File("trace.txt", "text/plain", b"deep inside")
    case = opened(written=replace(cleos_letter("Look."), files=(file,)))
    message = case.messages.get()
    assert (message.text, message.direction, message.public) == ("Look.", "in", True)
    attached = message.attachments.get()
    assert (attached.name, attached.size) == ("trace.txt", 11)
    assert attached.name not in attached.stored
    assert path_of(attached.stored).read_bytes() == b"deep inside"


def test_the_acknowledgement_answers_the_mail_once() -> None:
    notice = Notice.objects.get(case=opened())
    assert (notice.kind, notice.address, notice.state) == (
        "acknowledgement", CLEO_ADDRESS, "queued",
    )  # fmt: skip
    assert notice.in_reply_to == "first@customer.example"
    assert notice.words["promises"][0]["kind"] == "response"


def test_mail_that_no_machine_may_answer_gets_no_acknowledgement() -> None:
    notice = Notice.objects.get(case=opened(acknowledge=False))
    assert notice.state == "withheld"
    assert "machine" in notice.trouble


def test_a_form_pressed_twice_opens_one_case() -> None:
    first, second = opened(key="form 1"), opened(key="form 1")
    assert first.pk == second.pk
    assert Case.objects.count() == Message.objects.count() == 1


def test_the_mail_of_a_stranger_makes_no_case() -> None:
    held = open_case(
        arrival=arrival("bicom"), channel="mail", written=cleos_letter(), by=cleo_asks(),
        at=MONDAY, asker=STRANGER_ADDRESS, registered=False,
    )  # fmt: skip
    assert isinstance(held, Held)
    assert not Case.objects.exists()


def test_an_unknown_channel_is_refused_in_words_and_nothing_is_kept() -> None:
    refused = open_case(
        arrival=arrival(), channel="pigeon", written=cleos_letter(), by=cleo_asks(), at=MONDAY
    )
    assert isinstance(refused, Refusal)
    assert "pigeon" in refused.text
    assert not Case.objects.exists()
    assert not Message.objects.exists()


def test_a_talk_that_lies_in_the_past_counts_from_then() -> None:
    answer = open_case(
        arrival=arrival(), channel="phone", written=Written(text="She called.", subject="Call"),
        by=ada(), at=minutes(60), asker=CLEO_ADDRESS, answered=True, contact_at=minutes(30),
    )  # fmt: skip
    assert isinstance(answer, Done)
    assert answer.case.opened_at == minutes(30)
    assert answer.case.owner == ada()
    assert not answer.case.messages.get().public


def test_contact_answer_and_recording_are_three_times() -> None:
    """R-TER-3: a trivial matter is answered first and written down afterwards."""
    asked = open_case(
        arrival=arrival("terrasoft"), channel="phone", written=cleos_letter(), asker=CLEO_ADDRESS,
        by=ada(), at=minutes(28), answered=True, contact_at=MONDAY,
    )  # fmt: skip
    assert isinstance(asked, Done)
    facts = (("answer prepared", "yes"), ("work done", "yes"))
    record_facts(case=asked.case, facts=facts, by=ada(), at=minutes(28))
    answer = resolve_case(
        case=asked.case, outcome="", by=ada(), at=minutes(28), contact_at=minutes(3)
    )
    assert isinstance(answer, Done)
    events = asked.case.events.filter(kind__in=["opened", "resolved"]).order_by("seq")
    assert [(one.at, one.recorded_at) for one in events] == [
        (MONDAY, minutes(28)), (minutes(3), minutes(28)),
    ]  # fmt: skip


def test_a_message_split_off_takes_its_time_along() -> None:
    case = opened()
    told = receive_message(
        case=case, written=Written(text="The printer, too."), by=cleo_asks(), at=minutes(30)
    )
    assert isinstance(told, Done)
    assert told.message is not None
    split = partial(
        split_case, case=case, subject="Printer", messages=[told.message.ref], by=ada(),
        at=minutes(90), form=Form(key="k"),
    )  # fmt: skip
    answer = split()
    assert isinstance(answer, Done)
    assert (answer.case.opened_at, answer.case.subject) == (minutes(30), "Printer")
    told.message.refresh_from_db()
    assert told.message.case == answer.case
    assert CaseLink.objects.get(case=answer.case).other == case
    again = split()
    assert isinstance(again, Done)
    assert (again.repeated, again.case) == (True, answer.case)

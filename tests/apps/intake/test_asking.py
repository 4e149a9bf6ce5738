"""A mail that brings the standard form, and a voice mail that comes as a mail."""

from datetime import timedelta
from email.message import EmailMessage

import pytest

from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.cases.queries import state_of
from charterdesk.charters.commands import set_channel_address
from charterdesk.intake.asking import asked_for
from charterdesk.intake.taking import take
from tests.apps.cast import CLEO_ADDRESS, MONDAY, charter, cleo
from tests.apps.intake.post import BICOM, case_of, letter, posted, staffed, stored

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "priority"),
    [
        ("Name: Cleo\nPhone: +46 8 1\nSeverity: Critical\n\nAll is down.", "critical"),
        ("Приоритет: Низкий.\nВопрос по документации", "low"),
        ("Severity: P1", "critical"),
        ("Severity: low (no hurry)", "low"),
        ("Severity: apocalyptic", "normal"),
        ("Severity: 77", "normal"),
        ("No form at all.", "normal"),
    ],
)
def test_the_customer_chooses_the_priority_by_the_form(text: str, priority: str) -> None:
    """R-ROX-3, R-ROX-19: on every channel; a severity that is missing is Normal."""
    staffed("roxen")
    cleo()
    assert case_of(posted(letter(text))).priority == priority


def test_high_asked_for_by_the_form_is_an_escalation() -> None:
    staffed("roxen")
    cleo()
    case = case_of(posted(letter("Severity: high")))
    assert state_of(case).state.runs


def test_the_form_that_an_answer_quotes_asks_for_nothing() -> None:
    staffed("roxen")
    cleo()
    case = case_of(posted(letter("It is broken.\n\n> Severity: critical\n")))
    assert case.priority == "normal"


def test_a_matrix_is_asked_by_its_own_axis() -> None:
    """R-TER-1: the standard form of a mail."""
    rules = charter("terrasoft")
    assert asked_for("Критичность: Stopped", rules).axes == (("criticality", "stopped"),)
    assert asked_for("Criticality: вопрос", rules).axes == (("criticality", "question"),)
    assert asked_for("Criticality: purple", rules).axes == ()


def test_the_form_gives_no_priority_where_the_customer_may_not_choose() -> None:
    staffed("bicom")
    cleo()
    mail = posted(letter("Severity: critical", to=BICOM), to=(BICOM,))
    assert case_of(mail).priority == charter("bicom").default_priority


def test_a_voice_mail_opens_a_case_at_the_time_it_was_left() -> None:
    """R-ROX-18: nobody talked, so the response is owed from then on."""
    staffed("roxen")
    cleo()
    granted(
        set_channel_address(
            charter="roxen", channel="voicemail", address="voicemail@roxen.example",
            by=DESK, at=MONDAY,
        )
    )  # fmt: skip
    message = EmailMessage()
    message["From"], message["To"] = CLEO_ADDRESS, "voicemail@roxen.example"
    message["Subject"] = "Voice mail of 20 seconds"
    message.set_content("Severity: critical\n")
    message.add_attachment(b"RIFF0000WAVE", "audio", "wav", filename="message.wav")
    mail = stored(message.as_bytes(), to=("voicemail@roxen.example",))
    take(mail.pk, MONDAY + timedelta(minutes=40))
    mail.refresh_from_db()
    case = case_of(mail)
    promise = state_of(case).state.promise("response")
    assert (case.channel, case.opened_at, case.priority) == ("voicemail", MONDAY, "critical")
    assert promise is not None
    assert (promise.verdict or "", case.next_due_kind) == ("", "response")
    assert [file.name for file in case.messages.get().attachments.all()] == ["message.wav"]

"""Whoever writes is asked for what the charter wants to know and was not told, with the number."""

from email import message_from_bytes
from email.policy import default

import pytest

from charterdesk.accounts.rights import DESK
from charterdesk.cases.models import Case
from charterdesk.cases.store import load
from charterdesk.customers.commands import add_contract
from charterdesk.customers.models import Contact, Contract
from charterdesk.notifications.models import Notice
from charterdesk.notifications.rendering import letter_of
from tests.apps.cast import CLEO_ADDRESS, MONDAY, STRANGER_ADDRESS, cleo, organisation
from tests.apps.intake.post import BICOM, SUPPORT, case_of, letter, posted, staffed

pytestmark = pytest.mark.django_db
TERRASOFT = "support@terrasoft.example"
ASKED = "To begin the work we also need: {what}. Please answer this mail with it."


def acknowledged(text: str, *, to: str = SUPPORT, sender: str = CLEO_ADDRESS) -> tuple[Case, str]:
    """The case of a mail, and what the first answer to it says."""
    case = case_of(posted(letter(text, to=to, sender=sender), to=(to,), sender=sender))
    notice = Notice.objects.get(case=case, kind=Notice.Kind.ACKNOWLEDGEMENT)
    return case, message_from_bytes(letter_of(notice).raw, policy=default).get_content()


def test_what_the_charter_wants_to_know_is_asked_for_and_stops_no_response() -> None:
    """R-ROX-5, R-ROX-19."""
    staffed("roxen")
    cleo()
    case, said = acknowledged("It is broken.")
    assert ASKED.format(what="phone number, severity") in said
    response = load(case.pk).state.promise("response")
    assert response is not None
    assert not response.is_paused


def test_what_was_said_is_not_asked_again() -> None:
    """R-ROX-19."""
    staffed("roxen")
    Contact.objects.filter(pk=cleo().pk).update(phone="+46 8 1")
    _case, said = acknowledged("Severity: Normal\n\nIt is broken.")
    assert "we also need" not in said


def test_a_stranger_is_asked_for_the_name_as_well() -> None:
    staffed("roxen")
    _case, said = acknowledged("Phone: +46 8 1\n\nBroken.", sender=STRANGER_ADDRESS)
    assert ASKED.format(what="name, severity") in said


@pytest.mark.parametrize(
    ("text", "asked"),
    [("It is broken.", True), ("Product: PBXware\nIt is broken.", False),
     ("Продукт: PBXware\nСломалось.", False), ("Product:\nIt is broken.", True)],
)  # fmt: skip
def test_bicom_asks_for_the_product(text: str, asked: bool) -> None:
    """R-BIC-9, R-BIC-42."""
    staffed("bicom")
    cleo()
    _case, said = acknowledged(text, to=BICOM)
    assert (ASKED.format(what="product") in said) is asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [("Сломалось.", True), ("Номер ключа защиты: TS-1\nСломалось.", False),
     ("Contract number: K-7\nIt is broken.", False), ("Договор:\nСломалось.", True)],
)  # fmt: skip
def test_who_gives_neither_contract_nor_key_is_asked_for_one_while_the_response_runs(
    text: str, asked: bool
) -> None:
    """R-TER-7."""
    staffed("terrasoft")
    case, said = acknowledged(text, to=TERRASOFT, sender=STRANGER_ADDRESS)
    assert ("нужно ещё: contract number / protection key number." in said) is asked
    response = load(case.pk).state.promise("response")
    assert response is not None
    assert not response.is_paused


def test_who_is_known_by_a_contract_is_asked_for_no_number() -> None:
    """R-TER-7."""
    staffed("terrasoft")
    made = add_contract(
        organisation=organisation(), charter="terrasoft", name="paid", level="gold",
        valid_since=MONDAY.date(), by=DESK, at=MONDAY,
    )  # fmt: skip
    assert isinstance(made, Contract)
    cleo()
    _case, said = acknowledged("Сломалось.", to=TERRASOFT)
    assert "contract number" not in said


def test_a_russian_reader_is_asked_in_russian() -> None:
    staffed("roxen")
    Contact.objects.filter(pk=cleo().pk).update(language="ru")
    _case, said = acknowledged("Всё сломалось.")
    assert "Чтобы начать работу, нам нужно ещё: phone number, severity." in said

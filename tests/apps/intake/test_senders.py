"""Who asks: contacts, their contracts, who is authorised, and whose charter an address means."""

from datetime import timedelta

import pytest

from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.cases.models import Attachment
from charterdesk.cases.store import load
from charterdesk.charters.commands import set_channel_address
from charterdesk.customers.commands import (
    add_contact,
    add_contract,
    deactivate_contact,
    register_address,
)
from charterdesk.customers.equipping import add_licence_key
from charterdesk.customers.models import Contact, Contract
from charterdesk.intake.models import RawMail
from charterdesk.notifications.models import Notice
from tests.apps.cast import CLEO_ADDRESS, MONDAY, STRANGER_ADDRESS, cleo, organisation
from tests.apps.intake.post import BICOM, SUPPORT, answer_to, case_of, letter, posted, staffed

pytestmark = pytest.mark.django_db

TERRASOFT = "support@terrasoft.example"


def authorised() -> Contact:
    """Cleo's colleague, who may ask under the contract."""
    return granted(
        add_contact(
            name="Olle Ahl", address="olle@customer.example", organisation=organisation(),
            is_authorised=True, by=DESK, at=MONDAY,
        )
    )  # fmt: skip


def gold() -> None:
    """A contract in force since yesterday, until in a month."""
    granted(
        add_contract(
            organisation=organisation(), charter="terrasoft", name="paid", level="gold",
            valid_since=(MONDAY - timedelta(days=1)).date(),
            valid_until=(MONDAY + timedelta(days=30)).date(), by=DESK, at=MONDAY,
        )
    )  # fmt: skip


def test_a_case_is_covered_by_the_contract_in_force() -> None:
    staffed("terrasoft")
    authorised()
    gold()
    mail = letter(sender="olle@customer.example", to=TERRASOFT)
    case = case_of(posted(mail, to=[TERRASOFT], sender="olle@customer.example"))
    assert case.contract is not None
    assert load(case.pk).state.contract == "gold"
    late = posted(
        letter(sender="olle@customer.example"), to=[TERRASOFT], sender="olle@customer.example",
        at=MONDAY + timedelta(days=40),
    )  # fmt: skip
    assert case_of(late).contract is None


def test_somebody_who_is_not_authorised_under_a_contract_is_written_down_and_asked_about() -> None:
    """R-TER-6."""
    staffed("terrasoft")
    cleo()
    gold()
    case = case_of(posted(letter(to=TERRASOFT), to=[TERRASOFT]))
    assert Notice.objects.filter(case=case, about="not authorised").exists()


@pytest.mark.parametrize("line", ["Договор: K-7", "Protection key: ts-4711-00 01"])
def test_a_stranger_who_names_a_contract_is_written_down_under_it_and_its_firm_asked(
    line: str,
) -> None:
    """R-TER-6, R-TER-7: by the number of the contract or of the protection key."""
    staffed("terrasoft")
    authorised()
    paper()
    mail = letter(f"{line}\n\nIt is down.", sender="zoe@nowhere.example", to=TERRASOFT)
    case = case_of(posted(mail, to=[TERRASOFT], sender="zoe@nowhere.example"))
    assert (case.organisation, case.contact) == (organisation(), None)
    assert load(case.pk).state.contract == "gold"
    asked = Notice.objects.get(case=case, about="not authorised")
    assert asked.address == "olle@customer.example"


@pytest.mark.parametrize(
    "text",
    ["Contract: K-8", "Contract: K-7\nLicence key: OTHER-1", "It is about contract K-7."],
)
def test_a_number_that_names_nobody_or_two_customers_identifies_nobody(text: str) -> None:
    staffed("terrasoft")
    authorised()
    paper()
    other = granted(
        add_contract(
            organisation=organisation("Else Ltd"), charter="terrasoft", name="paid",
            valid_since=MONDAY.date(), by=DESK, at=MONDAY,
        )
    )  # fmt: skip
    granted(add_licence_key(contract=other, number="OTHER-1", by=DESK, at=MONDAY))
    mail = letter(text, sender="zoe@nowhere.example", to=TERRASOFT)
    case = case_of(posted(mail, to=[TERRASOFT], sender="zoe@nowhere.example"))
    assert (case.organisation, case.contract) == (None, None)


def test_a_number_alone_gives_nobody_the_promises_of_another_charter() -> None:
    """Roxen's charter asks no firm, so a number that anybody may have read counts for nothing."""
    staffed("roxen")
    granted(
        add_contract(
            organisation=organisation(), charter="roxen", name="production", number="K-7",
            valid_since=MONDAY.date(), by=DESK, at=MONDAY,
        )
    )  # fmt: skip
    mail = letter("Contract: K-7", sender="zoe@nowhere.example")
    case = case_of(posted(mail, sender="zoe@nowhere.example"))
    assert (case.organisation, case.contract) == (None, None)


def paper() -> None:
    """The customer's contract with a number, and a licence key under it."""
    gold()
    Contract.objects.update(number="K-7")
    key = add_licence_key(
        contract=Contract.objects.get(), number="TS-4711-0001", by=DESK, at=MONDAY
    )
    granted(key)


def test_any_registered_address_of_a_contact_is_theirs() -> None:
    """R-BIC-12."""
    staffed("bicom")
    other = "Cleo.Private@Home.example"
    granted(register_address(contact=cleo(), address=other, by=DESK, at=MONDAY))
    mail = posted(letter(sender="cleo.private@home.EXAMPLE"), to=[BICOM])
    assert case_of(mail).contact == cleo()


def test_a_contact_who_asks_no_more_is_a_stranger() -> None:
    staffed("bicom")
    deactivate_contact(contact=cleo(), by=DESK, at=MONDAY)
    assert posted(letter(), to=[BICOM]).state == RawMail.State.HELD


def test_a_colleague_of_the_asker_may_add_to_the_case() -> None:
    staffed("roxen")
    cleo()
    case = case_of(posted(letter(message_id="<first@customer.example>")))
    authorised()
    mail = answer_to("first@customer.example", sender="olle@customer.example")
    assert case_of(posted(mail, sender="olle@customer.example")) == case


def test_an_address_that_two_charters_share_means_the_senders_own() -> None:
    staffed("bicom")
    staffed("roxen")
    granted(
        set_channel_address(charter="bicom", channel="mail", address=SUPPORT, by=DESK, at=MONDAY)
    )
    cleo()
    assert case_of(posted(letter())).charter == "roxen"


def test_where_from_holds_nobody_the_envelope_says_who_asks() -> None:
    staffed("roxen")
    raw = b"Subject: Nameless\n\nHello.\n"
    case = case_of(posted(raw, sender=STRANGER_ADDRESS))
    assert (case.asker, case.subject) == (STRANGER_ADDRESS, "Nameless")


def test_what_a_mail_brings_is_kept_with_its_message() -> None:
    staffed("roxen")
    raw = (
        f"From: {CLEO_ADDRESS}\nCc: boss@customer.example\nSubject: File\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nNew.\n\n> Old.\n> Older.\n--b\n'
        "Content-Disposition: attachment; filename=log.txt\n\nlines\n--b--\n"
    ).encode()
    message = posted(raw).message
    assert message is not None
    assert (message.text.strip(), message.quoted) == ("New.", "> Old.\n> Older.")
    assert message.recipients == ["boss@customer.example"]
    assert message.raw_mail == str(RawMail.objects.get().pk)
    assert [one.name for one in Attachment.objects.filter(message=message)] == ["log.txt"]

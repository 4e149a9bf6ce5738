"""What may be believed: machines and people told apart, the server that is trusted, tokens."""

import pytest

from charterdesk.channels.mail.tokens import (
    Claim,
    address_with_token,
    address_without_token,
    sign,
    token_in,
    verify,
)
from charterdesk.channels.mail.values import Authentication
from tests.channels.mail.raw_mail import mail, parts, read

SECRET = b"a secret of the tests, 32 bytes."
OTHER = b"another secret of those tests..."


@pytest.mark.parametrize(
    ("field", "because"),
    [
        ("Auto-Submitted: auto-replied", "Auto-Submitted: auto-replied"),
        ("Auto-Submitted: Auto-Generated; x=y", "Auto-Submitted: auto-generated"),
        ("Auto-Submitted: something-new (why)", "Auto-Submitted: something-new"),
        ("Return-Path: <>", "Return-Path: <>"),
        ("Precedence: auto_reply", "Precedence: auto_reply"),
    ],
)
def test_a_machine_says_so_in_one_of_these_headers(field: str, because: str) -> None:
    assert read(mail(field)).automatic_because == because
    assert read(mail(field)).automatic


def test_the_null_sender_and_a_report_are_automatic() -> None:
    assert read(mail(), sender="").automatic_because == "Return-Path: <>"
    report = read(parts(b"\r\nread", b"\r\nx", subtype="report"))
    assert report.automatic_because == "Content-Type: multipart/report"


@pytest.mark.parametrize(
    "field",
    ["Auto-Submitted: no", "Auto-Submitted: NO (I typed it)", "Precedence: bulk", "List-Id: <x>"],
)
def test_people_are_not_machines(field: str) -> None:
    assert not read(mail(field)).automatic


@pytest.mark.parametrize(
    ("field", "silent"),
    [
        ("List-Id: Our team <team.customer.example>", True),
        ("Precedence: BULK", True),
        ("Precedence: list", True),
        ("Precedence: junk", True),
        ("X-Auto-Response-Suppress: DR, OOF", True),
        ("X-Auto-Response-Suppress: None", False),
        ("Precedence: first-class", False),
        ("Auto-Submitted: auto-replied", False),
    ],
)
def test_mail_through_lists_gets_no_machine_for_an_answer(field: str, silent: bool) -> None:
    assert read(mail(field)).no_auto_reply is silent


def test_a_report_that_a_person_forwards_is_no_report() -> None:
    status = (
        b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n"
        b"Final-Recipient: rfc822; a@x.example\r\nAction: failed\r\n"
    )
    assert read(parts(b"\r\nWhat is this?", status)).delivery_report is None
    bounced = read(parts(b"\r\nfailed", status), sender="").delivery_report
    assert bounced is not None
    assert bounced.failed == ("a@x.example",)


def vouched(*fields: str, trusted: str = "mx.desk.example") -> Authentication:
    """What the trusted server says of a mail from cleo@customer.example."""
    return read(mail(*fields), trusted_authserv=trusted).authentication


@pytest.mark.parametrize(
    "said",
    [
        "dmarc=pass header.from=customer.example",
        "dkim=pass (2048-bit key) header.d=customer.example header.s=k1",
        'dkim=pass header.i="@customer.example"',
        "spf=pass smtp.mailfrom=cleo@customer.example",
        "spf=fail smtp.mailfrom=x@other.example;\r\n\tdkim=pass header.d=customer.example",
        "DKIM=Pass header.d=CUSTOMER.example",
    ],
)
def test_a_pass_for_the_domain_of_from_proves_it(said: str) -> None:
    assert vouched(f"Authentication-Results: mx.desk.example; {said}").proven


@pytest.mark.parametrize(
    "said",
    [
        "none",
        "dkim=fail header.d=customer.example",
        "dkim=pass header.d=evil.example",
        "dkim=pass header.d=mail.customer.example",
        "dkim=pass header.d=example",
        "dkim=pass header.d=omer.example",
        "spf=pass smtp.helo=customer.example",
        "spf=pass smtp.mailfrom=bounce@evil.example",
        "dmarc=fail header.from=customer.example; spf=pass smtp.mailfrom=customer.example",
        "dkim=none (dkim=pass header.d=customer.example)",
    ],
)
def test_everything_else_proves_nothing(said: str) -> None:
    assert not vouched(f"Authentication-Results: mx.desk.example; {said}").proven


def test_only_the_trusted_server_is_believed() -> None:
    said = "Authentication-Results: mx.evil.example; dmarc=pass header.from=customer.example"
    assert vouched(said) == Authentication()
    assert vouched(said, trusted="") == Authentication()
    assert vouched(said.replace("evil", "desk"), trusted="") == Authentication()


def test_a_line_that_the_sender_brought_along_is_not_believed() -> None:
    forged = "Authentication-Results: mx.desk.example; dkim=pass header.d=customer.example"
    true = "Authentication-Results: mx.desk.example; dkim=fail header.d=customer.example"
    assert not vouched("Received: by mx", true, "Received: from evil", forged).proven
    assert not vouched(true, "Received: by mx", forged).proven


def test_a_token_leads_back_to_its_case_and_person() -> None:
    token = sign(SECRET, case="EX-17", person="42")
    address = address_with_token("support@desk.example", token)
    assert token_in(address) == token
    assert address_without_token(address) == "support@desk.example"
    assert verify([SECRET], token_in(address)) == Claim("reply", "ex-17", "42")


def test_a_token_survives_servers_that_change_its_case() -> None:
    address = address_with_token("support@desk.example", sign(SECRET, case="EX-17", person="42"))
    assert verify([SECRET], token_in(address.upper())) == Claim("reply", "ex-17", "42")


def test_a_token_holds_128_bits_that_nobody_else_can_make() -> None:
    token = sign(SECRET, case="EX-17", person="42")
    assert len(token.rpartition("-")[2]) * 5 >= 128
    assert verify([OTHER], token) is None
    assert verify([], token) is None
    assert verify([OTHER, SECRET], token) is not None


def test_a_token_is_worth_nothing_for_another_case_person_or_purpose() -> None:
    token = sign(SECRET, case="EX-17", person="42")
    seal = token.rpartition("-")[2]
    for altered in (f"r-ex-18-42-{seal}", f"r-ex-17-43-{seal}", f"b-ex-17-42-{seal}"):
        assert verify([SECRET], altered) is None
    bounce = sign(SECRET, case="EX-17", person="42", purpose="bounce")
    assert verify([SECRET], bounce) == Claim("bounce", "ex-17", "42")


def test_every_altered_letter_of_a_seal_breaks_it() -> None:
    token = sign(SECRET, case="EX-17", person="42")
    for at in range(len(token) - 26, len(token) - 1):
        letter = "a" if token[at] != "a" else "b"
        assert verify([SECRET], token[:at] + letter + token[at + 1 :]) is None


@pytest.mark.parametrize(
    "address",
    ["support@desk.example", "support+news@desk.example", "", "r-ex-17-42-short@x", "a+@x", "no"],
)
def test_an_address_without_a_token_has_none(address: str) -> None:
    assert token_in(address) == ""
    assert address_without_token(address) == address
    assert verify([SECRET], token_in(address)) is None


def test_what_can_not_stand_in_an_address_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="case number 'EX 17' can't stand in an address"):
        sign(SECRET, case="EX 17", person="42")
    with pytest.raises(ValueError, match="identifier 'a@b' can't stand in an address"):
        sign(SECRET, case="EX-17", person="a@b")
    with pytest.raises(ValueError, match="at least 16 bytes"):
        sign(b"short", case="EX-17", person="42")
    with pytest.raises(ValueError, match="too long for addresses with a token: at most 26"):
        address_with_token(f"{'x' * 60}@desk.example", sign(SECRET, case="EX-17", person="42"))
    with pytest.raises(ValueError, match="'support' is no mail address"):
        address_with_token("support", "x")

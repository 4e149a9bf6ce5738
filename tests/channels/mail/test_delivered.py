"""Whom a mail from a mailbox was for: its headers choose among the mailbox's own addresses."""

import pytest

from charterdesk.channels.mail.delivered import envelope_of
from charterdesk.channels.mail.tokens import address_with_token, sign

OURS = ["support@x.example", "emergency@x.example"]
TOKEN = sign(b"0123456789abcdef", case="RX1", person="7")


def raw(**headers: str) -> bytes:
    lines = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in headers.items())
    return f"{lines}\nText for emergency@x.example\n".encode()


@pytest.mark.parametrize(
    ("headers", "recipients"),
    [
        ({"To": "Support <Support@x.example>"}, ["Support@x.example"]),
        ({"To": "you@other.example"}, ["support@x.example"]),
        ({"To": OURS[0], "Delivered_To": OURS[1]}, OURS),
        ({"To": "notsupport@x.example, support@x.example.org"}, ["support@x.example"]),
        ({"Cc": address_with_token(OURS[1], TOKEN)}, [address_with_token(OURS[1], TOKEN)]),
        ({"To": "boss@x.example"}, ["support@x.example"]),
    ],
)
def test_the_headers_choose_among_the_addresses(
    headers: dict[str, str], recipients: list[str]
) -> None:
    assert envelope_of(raw(**headers), OURS)[1] == recipients


@pytest.mark.parametrize(
    ("headers", "sender"),
    [
        ({"Return_Path": "<cleo@y.example>"}, "cleo@y.example"),
        ({"Return_Path": "<>", "From": "cleo@y.example"}, ""),
        ({"From": "Cleo <cleo@y.example>"}, "Cleo <cleo@y.example>"),
        ({"Subject": "x"}, "unknown"),
    ],
)
def test_the_sender_is_the_return_path_where_there_is_one(
    headers: dict[str, str], sender: str
) -> None:
    assert envelope_of(raw(**headers), OURS)[0] == sender


def test_the_path_that_the_last_server_wrote_counts() -> None:
    mail = b"Return-Path: <cleo@y.example>\nSubject: x\nReturn-Path: <>\n\nText\n"
    assert envelope_of(mail, OURS)[0] == "cleo@y.example"


def test_any_bytes_at_all_have_an_envelope() -> None:
    assert envelope_of(b"\xff\0\n" * 10_000, OURS) == ("unknown", ["support@x.example"])

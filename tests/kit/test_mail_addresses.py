"""Addresses that a mail can be written to."""

import doctest

import pytest

from charterdesk.kit import mail_addresses
from charterdesk.kit.mail_addresses import is_mail_address


def test_the_examples_hold() -> None:
    assert doctest.testmod(mail_addresses).failed == 0


@pytest.mark.parametrize(
    "text", ["a.b+c@x.example", "o'neill@x.example", "a@пример.example", "x" * 64 + "@x.example"]
)
def test_a_usual_address_is_one(text: str) -> None:
    assert is_mail_address(text)


@pytest.mark.parametrize(
    "text",
    ["", "a", "@x.example", "a@", '"a\vb"@x.example', '"a"@x.example', "a b@x.example",
     "é@x.example", "a@x.example\nBcc: b@x.example", "a@x.example, b@x.example",
     "x" * 65 + "@x.example"],
)  # fmt: skip
def test_what_no_mail_is_written_to_is_none(text: str) -> None:
    assert not is_mail_address(text)

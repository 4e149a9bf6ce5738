"""Sending against real servers on the loopback: receipts, refusals, hangs and secrets."""

import socket
import ssl
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest

from charterdesk.channels.mail.carriage import PermanentFailure, SendingFailed, TemporaryFailure
from charterdesk.channels.smtp.sending import Smtp
from tests.channels.smtp.carriers import Carrier, authenticator, contexts, serving

MAIL = b"From: support@desk.example\r\nSubject: Re: Printer\r\n\r\nTry again.\r\n.\r\n"
CLEO, BEN = "cleo@customer.example", "ben@customer.example"


def through(port: int, **options: Any) -> Smtp:
    """The way to the carrier on that port."""
    return Smtp("127.0.0.1", port, hello="desk.example", **options)


def failure(carrier: Carrier, *recipients: str, **options: Any) -> SendingFailed:
    """What sending to that carrier comes to."""
    with serving(carrier) as port, closing(through(port, **options)) as smtp:
        with pytest.raises(SendingFailed) as caught:
            smtp.send("support@desk.example", recipients or [CLEO], MAIL)
        return caught.value


def test_a_message_is_handed_over_as_it_is() -> None:
    carrier = Carrier()
    with serving(carrier) as port, closing(through(port)) as smtp:
        receipt = smtp.send("support+b-1@desk.example", [CLEO, BEN], MAIL)
    assert (receipt.words, receipt.refused) == ("2.0.0 OK queued as 4711", ())
    assert carrier.taken == [("support+b-1@desk.example", (CLEO, BEN), MAIL)]


def test_the_null_sender_goes_out_empty() -> None:
    carrier = Carrier()
    with serving(carrier) as port, closing(through(port)) as smtp:
        smtp.send("", [CLEO], MAIL)
    assert carrier.taken[0][0] == "<>"


def test_bytes_of_eight_bits_go_out_unchanged() -> None:
    carrier, mail = Carrier(), MAIL + "Ещё\r\n".encode()
    with serving(carrier) as port, closing(through(port)) as smtp:
        smtp.send("support@desk.example", [CLEO], mail)
    assert carrier.taken[0][2] == mail


def test_one_connection_carries_many_messages() -> None:
    carrier = Carrier()
    with serving(carrier) as port, closing(through(port)) as smtp:
        for _ in range(5):
            smtp.send("support@desk.example", [CLEO], MAIL)
    assert (len(carrier.taken), len(carrier.peers)) == (5, 1)


def test_a_connection_that_the_server_ended_is_made_anew() -> None:
    carrier = Carrier()
    with serving(carrier) as port, closing(through(port)) as smtp:
        smtp.send("support@desk.example", [CLEO], MAIL)
        carrier.answers["MAIL"] = "drop"
        with pytest.raises(TemporaryFailure):
            smtp.send("support@desk.example", [CLEO], MAIL)
        carrier.answers.clear()
        smtp.send("support@desk.example", [CLEO], MAIL)
    assert len(carrier.taken) == 2


def test_recipients_that_were_refused_are_on_the_receipt() -> None:
    carrier = Carrier({BEN: "550 5.1.1 no such user"})
    with serving(carrier) as port, closing(through(port)) as smtp:
        (refusal,) = smtp.send("support@desk.example", [CLEO, BEN], MAIL).refused
    assert (refusal.recipient, refusal.code, refusal.words) == (BEN, 550, "5.1.1 no such user")
    assert carrier.taken[0][1] == (CLEO,)


@pytest.mark.parametrize("about", ["MAIL", CLEO, "DATA"])
def test_a_4xx_is_worth_another_try(about: str) -> None:
    failed = failure(Carrier({about: "451 4.7.1 greylisted"}))
    assert isinstance(failed, TemporaryFailure)
    assert failed.code == 451
    assert "4.7.1 greylisted" in str(failed)
    assert "The mail server 127.0.0.1:" in str(failed)


@pytest.mark.parametrize("about", ["MAIL", CLEO, "DATA"])
def test_a_5xx_is_not(about: str) -> None:
    failed = failure(Carrier({about: "554 5.7.1 spam"}))
    assert isinstance(failed, PermanentFailure)
    assert (failed.code, "5.7.1 spam" in str(failed)) == (554, True)


def test_with_one_recipient_put_off_the_message_is_tried_again() -> None:
    failed = failure(Carrier({CLEO: "550 no", BEN: "450 later"}), CLEO, BEN)
    assert isinstance(failed, TemporaryFailure)
    assert [refusal.code for refusal in failed.refused] == [550, 450]


def test_after_a_refusal_the_next_message_goes_through_the_same_connection() -> None:
    carrier = Carrier({CLEO: "550 no"})
    with serving(carrier) as port, closing(through(port)) as smtp:
        with pytest.raises(PermanentFailure):
            smtp.send("support@desk.example", [CLEO], MAIL)
        smtp.send("support@desk.example", [BEN], MAIL)
    assert (len(carrier.taken), len(carrier.peers)) == (1, 1)


@pytest.mark.parametrize("about", ["MAIL", CLEO, "DATA"])
def test_a_server_that_never_answers_is_left(about: str) -> None:
    failed = failure(Carrier({about: "hang"}), timeout=timedelta(milliseconds=200))
    assert isinstance(failed, TemporaryFailure)


@pytest.mark.parametrize("about", ["MAIL", CLEO, "DATA"])
def test_a_server_that_hangs_up_is_tried_again(about: str) -> None:
    assert isinstance(failure(Carrier({about: "drop"})), TemporaryFailure)


def test_a_server_that_is_not_there_is_tried_again() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(TemporaryFailure, match="could not be reached: .*refused"):
            through(taken.getsockname()[1]).send("a@desk.example", [CLEO], MAIL)


@pytest.mark.parametrize(
    "bad", ["a@x\r\nRCPT TO:<evil@x>", "a@x>\n", "<a@x>", "a b@x", "клео@x.example"]
)
def test_an_address_never_brings_a_command_along(bad: str) -> None:
    carrier = Carrier()
    with serving(carrier) as port, closing(through(port)) as smtp:
        with pytest.raises(PermanentFailure, match="no address that mail can be sent to"):
            smtp.send("support@desk.example", [bad], MAIL)
        with pytest.raises(PermanentFailure, match="no address that mail can be sent to"):
            smtp.send(bad, [CLEO], MAIL)
    assert carrier.taken == []


def test_a_message_for_nobody_is_refused_here() -> None:
    with pytest.raises(PermanentFailure, match="has no recipient"):
        through(1).send("a@desk.example", [], MAIL)


def test_a_message_goes_through_starttls() -> None:
    server, client = contexts()
    carrier = Carrier()
    with (
        serving(carrier, tls_context=server, require_starttls=True) as port,
        closing(through(port, tls="starttls", context=client)) as smtp,
    ):
        smtp.send("support@desk.example", [CLEO], MAIL)
    assert len(carrier.taken) == 1


def test_a_message_goes_through_tls_from_the_first_byte() -> None:
    server, client = contexts()
    carrier = Carrier()
    with (
        serving(carrier, implicit=server) as port,
        closing(through(port, tls="implicit", context=client)) as smtp,
    ):
        smtp.send("support@desk.example", [CLEO], MAIL)
    assert len(carrier.taken) == 1


def test_a_server_with_a_stranger_s_certificate_gets_nothing() -> None:
    server, _ = contexts()
    carrier = Carrier()
    with (
        serving(carrier, tls_context=server) as port,
        closing(through(port, tls="starttls")) as smtp,
        pytest.raises(TemporaryFailure, match="certificate"),
    ):
        smtp.send("support@desk.example", [CLEO], MAIL)
    assert carrier.taken == []


def test_a_server_without_starttls_gets_nothing_in_the_clear() -> None:
    failed = failure(carrier := Carrier(), tls="starttls")
    assert isinstance(failed, TemporaryFailure)
    assert "STARTTLS" in str(failed)
    assert carrier.taken == []


LOCKED: dict[str, Any] = {"authenticator": authenticator, "auth_required": True}


def test_a_server_that_knows_the_password_takes_the_message() -> None:
    server, client = contexts()
    carrier = Carrier()
    with (
        serving(carrier, tls_context=server, **LOCKED) as port,
        closing(locked(port, client, "right password")) as smtp,
    ):
        assert "right password" not in repr(smtp)
        smtp.send("support@desk.example", [CLEO], MAIL)
    assert len(carrier.taken) == 1


def test_a_wrong_password_keeps_the_message_for_later_and_is_not_shown() -> None:
    server, client = contexts()
    with (
        serving(Carrier(), tls_context=server, **LOCKED) as port,
        closing(locked(port, client, "wrong password")) as smtp,
        pytest.raises(TemporaryFailure, match="refused the user or password") as caught,
    ):
        smtp.send("support@desk.example", [CLEO], MAIL)
    assert "wrong password" not in str(caught.value)


def locked(port: int, context: ssl.SSLContext, password: str) -> Smtp:
    """The way to a carrier that wants to know who comes."""
    return through(port, tls="starttls", context=context, user="desk", password=password)

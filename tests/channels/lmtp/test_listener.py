"""The listener on the loopback: envelopes whole, answers as they were given, nothing early."""

import smtplib
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from typing import Any

import pytest

from charterdesk.channels.lmtp.listener import (
    Envelope,
    Listener,
    Reply,
    Room,
    accepted,
    unknown,
)
from tests.channels.lmtp.lmtp_client import Client

MAIL = b"From: cleo@customer.example\r\nSubject: Printer\r\n\r\nIt smokes.\r\n"


class Desk:
    """Takes everything and remembers it."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []

    def deliver(self, envelope: Envelope) -> list[Reply]:
        """Take one mail; `nobody@` is unknown, `later@` must come again."""
        self.envelopes.append(envelope)
        return [self.reply(recipient) for recipient in envelope.recipients]

    def reply(self, recipient: str) -> Reply:
        """What becomes of one recipient."""
        if recipient.startswith("nobody@"):
            return unknown(recipient)
        return Reply(451, "4.2.0 Later") if recipient.startswith("later@") else accepted()


@contextmanager
def listening(deliver: Callable[[Envelope], list[Reply]], **more: Any) -> Iterator[Listener]:
    """A listener on a free port of the loopback."""
    listener = Listener("127.0.0.1", 0, deliver, **more)
    listener.start()
    try:
        yield listener
    finally:
        listener.stop()


@pytest.fixture
def desk() -> Desk:
    """A desk that takes everything."""
    return Desk()


def test_a_mail_comes_through_lmtp_byte_for_byte(desk: Desk) -> None:
    with listening(desk.deliver) as listener, Client(listener.port) as client:
        assert client.deliver(MAIL, "support@desk.example") == ["250 2.0.0 Stored"]
    (envelope,) = desk.envelopes
    assert envelope.data == MAIL + b"\r\n"
    assert (envelope.sender, envelope.recipients) == (
        "cleo@customer.example",
        ("support@desk.example",),
    )
    assert envelope.peer == "127.0.0.1"


def test_the_standard_library_s_clients_are_understood(desk: Desk) -> None:
    with listening(desk.deliver) as listener, smtplib.LMTP("127.0.0.1", listener.port) as client:
        client.sendmail("cleo@customer.example", ["support@desk.example"], MAIL)
    with (
        listening(desk.deliver, protocol="smtp") as listener,
        smtplib.SMTP("127.0.0.1", listener.port) as client,
    ):
        client.sendmail("cleo@customer.example", ["a@desk.example", "b@desk.example"], MAIL)
    assert [len(envelope.recipients) for envelope in desk.envelopes] == [1, 2]
    assert {envelope.data for envelope in desk.envelopes} == {MAIL}


def test_every_recipient_gets_its_own_answer(desk: Desk) -> None:
    with listening(desk.deliver) as listener, Client(listener.port) as client:
        answers = client.deliver(MAIL, "a@desk.example", "nobody@x", "later@x", "b@desk.example")
    assert [answer[:3] for answer in answers] == ["250", "550", "451", "250"]
    assert "nobody@x is no address of this desk" in answers[1]


@pytest.mark.parametrize(
    ("recipients", "code"),
    [
        (["a@x"], 250),
        (["a@x", "nobody@x"], 250),
        (["nobody@x"], 550),
        (["a@x", "later@x", "nobody@x"], 451),
    ],
)
def test_smtp_has_one_answer_that_loses_nobody(
    desk: Desk, recipients: list[str], code: int
) -> None:
    with (
        listening(desk.deliver, protocol="smtp") as listener,
        Client(listener.port, greeting="EHLO relay.example") as client,
    ):
        client.begin(*recipients)
        client.hand_over(MAIL)
        assert client.answer()[0].startswith(str(code))


def test_a_recipient_can_be_refused_when_it_is_named(desk: Desk) -> None:
    def admits(recipient: str) -> Reply | None:
        return unknown(recipient) if recipient.startswith("nobody@") else None

    with listening(desk.deliver, admits=admits) as listener, Client(listener.port) as client:
        answers = client.begin("nobody@x", "support@desk.example")
        client.hand_over(MAIL)
        assert client.answer()[0].startswith("250")
    assert [answer[:3] for answer in answers] == ["550", "250"]
    assert desk.envelopes[0].recipients == ("support@desk.example",)


def test_the_null_sender_arrives_empty(desk: Desk) -> None:
    with listening(desk.deliver) as listener, Client(listener.port) as client:
        client.deliver(MAIL, "support@desk.example", sender="")
    assert desk.envelopes[0].sender == ""


def test_nothing_is_said_before_the_mail_is_stored() -> None:
    storing, stored = threading.Event(), threading.Event()

    def deliver(envelope: Envelope) -> list[Reply]:
        storing.set()
        assert stored.wait(20)
        return [accepted()]

    with listening(deliver) as listener, Client(listener.port) as client:
        client.begin("support@desk.example")
        client.hand_over(MAIL)
        assert storing.wait(20)
        client.socket.settimeout(0.05)
        with pytest.raises(TimeoutError):
            client.socket.recv(1)
        client.socket.settimeout(20)
        stored.set()
        assert client.socket.recv(100).startswith(b"250")


def test_a_failure_is_never_a_250_and_tells_strangers_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def deliver(envelope: Envelope) -> list[Reply]:
        raise OSError("the disk at /srv/secret is full")

    with listening(deliver) as listener, Client(listener.port) as client:
        answers = client.deliver(MAIL, "a@desk.example", "b@desk.example")
        again = client.deliver(MAIL, "a@desk.example")
    assert answers == ["451 4.3.0 The desk could not store the mail; try again later"] * 2
    assert again == answers[:1]
    assert "the disk at /srv/secret is full" in caplog.text


def test_a_wrong_number_of_answers_is_a_failure(caplog: pytest.LogCaptureFixture) -> None:
    with listening(lambda _: [accepted()]) as listener, Client(listener.port) as client:
        answers = client.deliver(MAIL, "a@desk.example", "b@desk.example")
    assert [answer[:3] for answer in answers] == ["451", "451"]
    assert "wrong number of replies" in caplog.text


def test_whoever_waits_too_long_is_asked_to_come_again() -> None:
    stored = threading.Event()

    def deliver(envelope: Envelope) -> list[Reply]:
        assert stored.wait(20)
        return [accepted()]

    patience = timedelta(milliseconds=50)
    with listening(deliver, longest_wait=patience) as listener, Client(listener.port) as client:
        (answer,) = client.deliver(MAIL, "support@desk.example")
        stored.set()
    assert answer == "451 4.3.0 The desk takes too long to store mail; try again later"


def test_what_comes_meanwhile_is_stored_in_one_batch() -> None:
    first, go_on = threading.Event(), threading.Event()
    batches: list[int] = []

    def deliver_many(envelopes: list[Envelope]) -> list[list[Reply]]:
        batches.append(len(envelopes))
        if len(batches) == 1:
            first.set()
            assert go_on.wait(20)
        return [[accepted() for _ in envelope.recipients] for envelope in envelopes]

    with listening(Desk().deliver, deliver_many=deliver_many) as listener:
        clients = [Client(listener.port) for _ in range(5)]
        for client in clients:
            client.begin("support@desk.example")
        clients[0].hand_over(MAIL)
        assert first.wait(20)
        for client in clients[1:]:
            client.hand_over(MAIL)
        # A later answer on the same loop: the four mails before it have been received.
        with Client(listener.port) as witness:
            assert witness.say("NOOP")[0].startswith("250")
        go_on.set()
        for client in clients:
            with closing(client.socket), closing(client.file):
                assert client.answer()[0].startswith("250")
    assert batches == [1, 4]


def test_one_bad_mail_in_a_batch_does_not_hold_up_the_others(
    caplog: pytest.LogCaptureFixture,
) -> None:
    first, go_on = threading.Event(), threading.Event()

    def deliver_many(envelopes: list[Envelope]) -> list[list[Reply]]:
        if not first.is_set():
            first.set()
            assert go_on.wait(20)
        if any(b"poison" in envelope.data for envelope in envelopes):
            raise ValueError("poison")
        return [[accepted() for _ in envelope.recipients] for envelope in envelopes]

    with listening(Desk().deliver, deliver_many=deliver_many) as listener:
        clients = [Client(listener.port) for _ in range(4)]
        for number, client in enumerate(clients):
            client.begin("support@desk.example")
            client.hand_over(b"Subject: poison\r\n\r\n" if number == 2 else MAIL)
            if number == 0:
                assert first.wait(20)
        with Client(listener.port) as witness:
            assert witness.say("NOOP")[0].startswith("250")
        go_on.set()
        answers = []
        for client in clients:
            with closing(client.socket), closing(client.file):
                answers.append(client.answer()[0][:3])
    assert answers == ["250", "250", "451", "250"]
    assert "could not be stored" in caplog.text


@pytest.mark.parametrize("count", [1, 2])
def test_a_mail_that_is_too_large_is_refused_for_each_recipient(desk: Desk, count: int) -> None:
    recipients = [f"a{n}@desk.example" for n in range(count)]
    with listening(desk.deliver, size_limit=10_000) as listener, Client(listener.port) as client:
        answers = client.deliver(b"x" * 20_000, *recipients)
        fine = client.deliver(MAIL, "a@desk.example")
    assert answers == ["552 5.3.4 The mail is larger than 10000 bytes"] * count
    assert fine == ["250 2.0.0 Stored"]
    assert len(desk.envelopes) == 1


def test_each_recipient_says_how_large_a_mail_it_takes(desk: Desk) -> None:
    small = Room(10_000, Reply(552, "5.3.4 Too large for small"))

    def admits(recipient: str) -> Room | None:
        return small if recipient.startswith("small@") else None

    with listening(desk.deliver, admits=admits) as listener, Client(listener.port) as client:
        answers = client.deliver(b"x" * 20_000, "large@x", "small@x", "also@x")
        refused = client.deliver(b"x" * 20_000, "small@x")
        client.say("MAIL FROM:<a@x> SIZE=20000")
        declared = [client.say(f"RCPT TO:<{name}@x>")[0][:3] for name in ("small", "large")]
    assert answers == ["250 2.0.0 Stored", "552 5.3.4 Too large for small", "250 2.0.0 Stored"]
    assert refused == ["552 5.3.4 Too large for small"]
    assert declared == ["552", "250"]
    assert [one.recipients for one in desk.envelopes] == [("large@x", "also@x")]


def test_mail_that_all_connections_together_cannot_keep_comes_again() -> None:
    storing, go_on = threading.Event(), threading.Event()

    def slow(envelope: Envelope) -> list[Reply]:
        storing.set()
        go_on.wait(20)
        return [accepted()]

    with (
        listening(slow, held_limit=30_000) as listener,
        Client(listener.port) as one,
        Client(listener.port) as other,
    ):
        one.begin("a@x")
        one.hand_over(b"x" * 20_000)
        assert storing.wait(20)
        assert other.deliver(b"y" * 20_000, "b@x")[0].startswith("451 4.3.1")
        go_on.set()
        assert one.answer() == ["250 2.0.0 Stored"]
        assert other.deliver(b"y" * 20_000, "b@x") == ["250 2.0.0 Stored"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\r\n",
        b".leading dot",
        b"..two dots\r\n.one\r\n...three",
        b"x" * 200_000,
        b"x" * 65_535 + b"\r\n.",
        b"bare\nline\n.\nends",
        b"bare\rreturns\r.\rtoo",
        b"\n.\r\nnot the end",
        b"MAIL FROM:<evil@x>\r\nRCPT TO:<b@x>",
        bytes(range(256)) * 10,
        b"\r\n" * 50_000,
    ],
)
def test_whatever_is_in_a_mail_comes_through(desk: Desk, content: bytes) -> None:
    stuffed = b"\r\n".join(
        b"." + line if line.startswith(b".") else line for line in content.split(b"\r\n")
    )
    with listening(desk.deliver) as listener, Client(listener.port) as client:
        assert client.deliver(stuffed, "support@desk.example") == ["250 2.0.0 Stored"]
        assert client.say("NOOP")[0].startswith("250")
    assert desk.envelopes[0].data == content + b"\r\n"


def test_the_end_is_found_wherever_the_pieces_are_cut(desk: Desk) -> None:
    wire = b"one\r\n..two\r\n.\r\n"
    with listening(desk.deliver) as listener, Client(listener.port) as client:
        for cut in range(1, len(wire)):
            client.begin("support@desk.example")
            assert client.say("DATA")[0].startswith("354")
            client.send(wire[:cut])
            client.send(wire[cut:])
            assert client.answer()[0].startswith("250")
    assert {envelope.data for envelope in desk.envelopes} == {b"one\r\n.two\r\n"}


def test_a_mail_whose_sender_hangs_up_in_the_middle_is_not_taken(desk: Desk) -> None:
    with listening(desk.deliver) as listener:
        with Client(listener.port) as client:
            client.begin("support@desk.example")
            client.say("DATA")
            client.send(b"Subject: half")
        with Client(listener.port) as client:
            client.deliver(MAIL, "support@desk.example")
    assert [envelope.data for envelope in desk.envelopes] == [MAIL + b"\r\n"]


def test_commands_out_of_order_are_answered_and_forgiven(desk: Desk) -> None:
    with listening(desk.deliver) as listener, Client(listener.port, greeting="") as client:
        assert client.say("DATA")[0].startswith("503")
        assert client.say("EHLO x")[0].startswith("500")
        assert any("SIZE" in line for line in client.say("LHLO client.example"))
        client.say("MAIL FROM:<a@x>")
        assert client.say("DATA")[0].startswith("503")
        client.say("RSET")
        assert client.deliver(MAIL, "support@desk.example")[0].startswith("250")


def test_addresses_in_other_letters_are_taken(desk: Desk) -> None:
    with listening(desk.deliver) as listener, Client(listener.port) as client:
        client.say("MAIL FROM:<клео@customer.example> SMTPUTF8")
        client.say("RCPT TO:<support@desk.example>")
        client.hand_over(MAIL)
        assert client.answer()[0].startswith("250")
    assert desk.envelopes[0].sender == "клео@customer.example"


def test_too_many_recipients_and_connections_are_asked_to_come_again(desk: Desk) -> None:
    with (
        listening(desk.deliver, connections=2) as listener,
        Client(listener.port) as one,
        Client(listener.port) as two,
    ):
        with Client(listener.port, greeting="") as three:
            assert three.banner == ["421 4.3.2 Too many connections; try again later"]
            assert three.answer() == []
        answers = two.begin(*(f"a{n}@desk.example" for n in range(102)))
        assert [answer[:3] for answer in answers[99:]] == ["250", "452", "452"]
        assert one.deliver(MAIL, "support@desk.example")[0].startswith("250")


def test_stopping_answers_what_was_received_and_then_closes() -> None:
    storing, stored = threading.Event(), threading.Event()

    def deliver(envelope: Envelope) -> list[Reply]:
        storing.set()
        assert stored.wait(20)
        return [accepted()]

    listener = Listener("127.0.0.1", 0, deliver)
    listener.start()
    with Client(listener.port) as client, Client(listener.port) as idle:
        client.begin("support@desk.example")
        client.hand_over(MAIL)
        assert storing.wait(20)
        stopping = threading.Thread(target=listener.stop)
        stopping.start()
        stored.set()
        assert client.answer() == ["250 2.0.0 Stored"]
        stopping.join(20)
        assert (client.answer(), idle.answer()) == ([], [])
    with pytest.raises(ConnectionRefusedError):
        Client(listener.port)


def test_an_address_that_is_taken_is_said_at_the_start(desk: Desk) -> None:
    with listening(desk.deliver) as listener:
        second = Listener("127.0.0.1", listener.port, desk.deliver)
        with pytest.raises(OSError, match="address already in use"):
            second.start()


def test_a_connection_that_says_nothing_is_closed(desk: Desk) -> None:
    with (
        listening(desk.deliver, idle=timedelta(milliseconds=50)) as listener,
        Client(listener.port) as client,
    ):
        assert client.answer() == []

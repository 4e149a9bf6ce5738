"""The sink: one Message-ID is one file, whole, and can be read again as what was sent."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from charterdesk.channels.mail.carriage import TemporaryFailure
from charterdesk.channels.mail.writing import write_mail
from charterdesk.channels.sink.sending import Sink
from tests.channels.mail.test_writing import AT, DESK, REPLY

CLEO = "cleo@customer.example"
MAIL = write_mail(REPLY, domain=DESK, at=AT)
OTHER = write_mail(replace(REPLY, key="case-17-entry-5", subject="Again"), domain=DESK, at=AT)


@pytest.fixture
def sink(tmp_path: Path) -> Sink:
    """A sink whose directory is not there yet."""
    return Sink(tmp_path / "demo" / "sent")


def test_a_message_lies_there_as_it_was_sent(sink: Sink) -> None:
    receipt = sink.send("support+b@desk.example", [CLEO, "ben@customer.example"], MAIL)
    (path,) = sink.directory.iterdir()
    assert receipt.words == f"written to {path.name}"
    assert path.read_bytes() == (
        b"Return-Path: <support+b@desk.example>\r\n"
        b"X-Envelope-To: <cleo@customer.example>\r\n"
        b"X-Envelope-To: <ben@customer.example>\r\n" + MAIL
    )


def test_a_second_send_of_the_same_key_makes_no_second_message(sink: Sink) -> None:
    sink.send("", [CLEO], MAIL)
    sink.send("", [CLEO], MAIL)
    assert len(list(sink.directory.iterdir())) == 1
    sink.send("", [CLEO], OTHER)
    assert len(list(sink.directory.iterdir())) == 2


def test_the_sent_messages_can_be_read_with_the_newest_first(sink: Sink) -> None:
    for raw, second in ((MAIL, 1), (OTHER, 2)):
        name = sink.send("support@desk.example", [CLEO], raw).words.removeprefix("written to ")
        os.utime(sink.directory / name, (second, second))
    newest, oldest = sink.latest()
    assert (newest.mail.subject, oldest.mail.subject) == ("Again", "Re: Принтер")
    assert oldest.mail.envelope_recipients == (CLEO,)
    assert oldest.mail.envelope_sender == "support@desk.example"
    assert sink.one(newest.name) == newest
    assert sink.latest(1) == [newest]


def test_a_sink_that_nothing_was_sent_to_is_empty(sink: Sink) -> None:
    assert sink.latest() == []
    assert sink.one("a.eml") is None


@pytest.mark.parametrize("name", ["../secret.eml", "/etc/passwd", "", ".eml", "a.eml/../b.eml"])
def test_only_files_of_the_sink_are_shown(sink: Sink, name: str) -> None:
    sink.send("", [CLEO], MAIL)
    (sink.directory.parent / "secret.eml").write_bytes(MAIL)
    assert sink.one(name) is None


def test_a_link_to_elsewhere_is_not_shown(sink: Sink) -> None:
    sink.send("", [CLEO], MAIL)
    (sink.directory.parent / "secret").write_bytes(b"Subject: secret\r\n\r\n")
    (sink.directory / "link.eml").symlink_to(sink.directory.parent / "secret")
    assert sink.one("link.eml") is None


def test_names_made_of_hostile_identifiers_stay_inside(sink: Sink) -> None:
    for identifier in (b"../../evil@x", b"a/b@x", b"\0@x", b".hidden@x", b"x" * 500 + b"@x"):
        sink.send("", [CLEO], b"Message-ID: <" + identifier + b">\r\n\r\nbody")
    assert len(list(sink.directory.glob("*.eml"))) == 5
    assert len(list(sink.directory.parent.iterdir())) == 1
    assert len(sink.latest()) == 5


def test_messages_without_an_identifier_are_told_apart_by_their_bytes(sink: Sink) -> None:
    for raw in (b"\r\none", b"\r\ntwo", b"\r\none"):
        sink.send("", [CLEO], raw)
    assert len(sink.latest()) == 2


def test_an_envelope_never_brings_a_line_along(sink: Sink) -> None:
    sink.send("a@x\r\nX-Evil: 1", ["b@x>\r\n\r\nevil"], MAIL)
    (sent,) = sink.latest()
    assert sent.mail.envelope_sender == "a@xX-Evil:1"
    assert sent.mail.subject == "Re: Принтер"


def test_a_directory_that_can_not_be_written_to_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "sent").write_text("a file")
    with pytest.raises(TemporaryFailure, match="Sent mail can't be written to"):
        Sink(tmp_path / "sent").send("", [CLEO], MAIL)


def test_a_write_that_fails_leaves_no_half_message(
    sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    sink.send("", [CLEO], OTHER)
    monkeypatch.setattr("charterdesk.channels.sink.sending.os.fsync", full)
    with pytest.raises(TemporaryFailure, match="No space left on device"):
        sink.send("", [CLEO], MAIL)
    assert [sent.mail.subject for sent in sink.latest()] == ["Again"]

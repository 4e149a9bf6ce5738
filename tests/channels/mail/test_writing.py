"""Our own mail: threads that hold, headers that machines obey, and no way to inject a line."""

import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charterdesk.channels.mail.message import Incoming
from charterdesk.channels.mail.tokens import sign, token_in
from charterdesk.channels.mail.values import Address, Attachment
from charterdesk.channels.mail.writing import (
    Kind,
    Outgoing,
    envelope_sender,
    message_id,
    write_mail,
)
from tests.channels.mail.raw_mail import read

AT = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
DESK = "desk.example"
SECRET = b"a secret of the tests, 32 bytes."

REPLY = Outgoing(
    key="case-17-entry-4",
    from_=Address("Desk, Ada", "support@desk.example"),
    to=(Address("Клео", "cleo@customer.example"),),
    cc=(),
    subject="Re: Принтер",
    text="Попробуйте ещё раз.\n\nAda",
    html=None,
    in_reply_to="first@customer.example",
    references=(),
    kind="reply",
    attachments=(),
    language="ru",
)


def written(outgoing: Outgoing) -> bytes:
    """The message as it goes out."""
    return write_mail(outgoing, domain=DESK, at=AT)


def reread(outgoing: Outgoing) -> Incoming:
    """What our own reader makes of it."""
    return read(written(outgoing))


def by_the_library(outgoing: Outgoing) -> EmailMessage:
    """What the standard library makes of it."""
    return email.message_from_bytes(written(outgoing), policy=email.policy.default)


def head(outgoing: Outgoing) -> list[str]:
    """The header lines."""
    return written(outgoing).partition(b"\r\n\r\n")[0].decode("ascii").split("\r\n")


def test_a_reply_reads_as_it_was_written() -> None:
    mail = reread(REPLY)
    assert mail.sender == Address("Desk, Ada", "support@desk.example")
    assert mail.to == REPLY.to
    assert (mail.subject, mail.text) == (REPLY.subject, REPLY.text)
    assert (mail.date, mail.in_reply_to) == (AT, ("first@customer.example",))
    assert mail.defects == ()


def test_one_key_is_one_message_to_the_last_byte() -> None:
    with_parts = replace(REPLY, html="<p>x</p>", attachments=(attachment("a.txt"),))
    assert written(with_parts) == written(with_parts)
    assert reread(REPLY).message_id == message_id("case-17-entry-4", domain=DESK)
    assert message_id("case-17-entry-5", domain=DESK) != message_id("case-17-entry-4", domain=DESK)


@pytest.mark.parametrize(
    ("kind", "submitted"),
    [("reply", None), ("acknowledgement", "auto-replied"), ("notice", "auto-generated")],
)
def test_machines_say_that_they_are_machines(kind: Kind, submitted: str | None) -> None:
    message = by_the_library(replace(REPLY, kind=kind))
    assert message["Auto-Submitted"] == submitted
    assert message["X-Auto-Response-Suppress"] == (None if submitted is None else "All")
    assert reread(replace(REPLY, kind=kind)).automatic is (submitted is not None)


def test_only_a_person_s_reply_has_somebody_to_bounce_to() -> None:
    token = sign(SECRET, case="EX-17", person="4", purpose="bounce")
    assert token_in(envelope_sender(REPLY, token=token)) == token
    assert envelope_sender(replace(REPLY, kind="notice"), token=token) == ""
    assert envelope_sender(replace(REPLY, kind="acknowledgement"), token=token) == ""


def test_long_identifiers_are_never_made_into_encoded_words() -> None:
    parent, older = "p" * 120 + "@customer.example", "o" * 300 + "@customer.example"
    threaded = replace(REPLY, in_reply_to=parent, references=("first@x", older))
    assert reread(threaded).in_reply_to == (parent,)
    assert reread(threaded).references == ("first@x", older, parent)
    assert "=?" not in "".join(line for line in head(threaded) if "customer.example" in line)


def test_a_long_thread_keeps_its_root_and_its_latest() -> None:
    threaded = replace(REPLY, references=tuple(f"<{n}@x>" for n in range(100)))
    chain = reread(threaded).references
    assert (chain[0], chain[-2], chain[-1]) == ("0@x", "99@x", "first@customer.example")
    assert len(chain) == 31


def test_the_parent_stands_last_even_where_it_was_named_before() -> None:
    threaded = replace(REPLY, references=("first@customer.example", "second@x"))
    assert reread(threaded).references == ("second@x", "first@customer.example")


def test_a_first_message_has_no_thread() -> None:
    message = by_the_library(replace(REPLY, in_reply_to=""))
    assert message["In-Reply-To"] is None
    assert message["References"] is None


@pytest.mark.parametrize("bad", ["a b@x", "<a@x> <b@x>", "a\r\nBcc: x@y", "ü@x", ""])
def test_an_identifier_that_can_not_be_one_is_left_out(bad: str) -> None:
    assert reread(replace(REPLY, in_reply_to=bad, references=(bad, "a@x"))).references == ("a@x",)


@settings(max_examples=200, deadline=None)
@given(st.text(), st.text(), st.text(), st.text())
def test_no_text_brings_a_header_line_along(a: str, b: str, c: str, d: str) -> None:
    outgoing = replace(
        REPLY,
        subject=f"{a}\r\nBcc: x@evil.example\n{b}",
        to=(Address(f"{c}\nX-Evil: 1", "cleo@customer.example"),),
        language=f"en\r\n{d}",
        attachments=(attachment(f"{a}\r\nX-Evil: 1{c}.txt"),),
    )
    names = {line.partition(":")[0] for line in head(outgoing) if not line.startswith(" ")}
    assert names <= {
        "Date", "From", "To", "Subject", "Message-ID", "In-Reply-To", "References",
        "Content-Language", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
    }  # fmt: skip
    assert b"\0" not in written(outgoing)
    assert reread(outgoing).to[0].email == "cleo@customer.example"


WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=150)


@settings(max_examples=200, deadline=None)
@given(WORDS, WORDS)
def test_names_and_subjects_come_back_whatever_they_are(name: str, subject: str) -> None:
    def plain(text: str) -> str:
        return " ".join(text.split())

    outgoing = replace(REPLY, subject=subject, to=(Address(f"Q {name}", "c@x.example"),))
    assert plain(reread(outgoing).subject) == plain(subject)
    assert plain(by_the_library(outgoing)["Subject"] or "") == plain(subject)
    assert plain(reread(outgoing).to[0].name) == plain(f"Q {name}")


def test_no_line_is_longer_than_mail_allows() -> None:
    long = replace(
        REPLY,
        subject="очень длинная тема " * 40 + "x" * 400,
        to=tuple(Address("Имя " * 20, f"person{n}@customer.example") for n in range(50)),
        text="x" * 5000,
        attachments=(attachment("очень длинное имя " * 10 + ".pdf"),),
    )
    lines = written(long).split(b"\r\n")
    assert max(map(len, lines)) <= 998
    assert max(len(line) for line in lines if b"=?" in line) <= 78
    assert not any(b"\n" in line or b"\r" in line for line in lines)


def attachment(name: str, content_type: str = "application/pdf") -> Attachment:
    """A small file."""
    return Attachment(name, content_type, b"%PDF-1.4 \r\n\0", "", "", inline=False)


def test_text_html_and_files_travel_together() -> None:
    full = replace(REPLY, html="<p>Ещё <b>раз</b></p>", attachments=(attachment("Отчёт.pdf"),))
    mail = reread(full)
    assert mail.text == REPLY.text
    assert "<b>раз</b>" in mail.html
    assert [(file.name, file.content) for file in mail.attachments] == [
        ("Отчёт.pdf", b"%PDF-1.4 \r\n\0")
    ]
    assert [part.get_filename() for part in by_the_library(full).iter_attachments()] == [
        "Отчёт.pdf"
    ]


@pytest.mark.parametrize("kind", ["multipart/mixed", "message/rfc822", "x", "a/b\r\nX: y", ""])
def test_a_file_of_a_strange_kind_is_just_bytes(kind: str) -> None:
    (found,) = reread(replace(REPLY, attachments=(attachment("a.bin", kind),))).attachments
    assert (found.content_type, found.content) == (
        "application/octet-stream",
        b"%PDF-1.4 \r\n\0",
    )


def test_a_domain_in_other_letters_is_written_for_machines() -> None:
    outgoing = replace(REPLY, to=(Address("", "cleo@пример.example"),))
    assert reread(outgoing).to[0].email == "cleo@xn--e1afmkfd.example"


@pytest.mark.parametrize("bad", ["", "cleo", "a b@x.example", "a@x\r\n", "клео@x.example", "a,b@x"])
def test_an_address_that_can_not_be_written_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match="is no address that mail can be sent to"):
        written(replace(REPLY, to=(Address("Cleo", bad),)))

"""Mails built to hurt: each is read within bounds and says what was left out (trust.md R9)."""

import time

import pytest

from charterdesk.channels.mail import bounds
from tests.channels.mail.raw_mail import read

HEAD = b"From: a@b.example\r\nSubject: kept\r\n"
SECONDS = 10.0


def nested(depth: int) -> bytes:
    """Multiparts, each inside the other."""
    opened = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(depth)
    )
    return HEAD + opened + b"\r\ninnermost"


def typed(content_type: bytes, body: bytes, *more: bytes) -> bytes:
    """A mail of one part."""
    return HEAD + b"Content-Type: " + content_type + b"\r\n" + b"".join(more) + b"\r\n" + body


def mixed(part: bytes, count: int) -> bytes:
    """The same part many times."""
    return typed(b"multipart/mixed; boundary=b", (b"--b\r\n" + part + b"\r\n") * count)


BOMBS = {
    "ten thousand nested parts": nested(10_000),
    "one boundary inside itself": HEAD
    + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" * 50_000,
    "a hundred thousand headers": HEAD + b"X-A: b\r\n" * 100_000 + b"\r\nbody",
    "one endless header": HEAD + b"X-A: " + b"b" * 5_000_000 + b"\r\n\r\nbody",
    "an endless thread": HEAD + b"References: " + b"<a@b>\r\n " * 100_000 + b"\r\n\r\nbody",
    "garbage among headers": HEAD + b"x\r\nX-More: y\r\n" * 50_000 + b"\r\nbody",
    "a hundred thousand parts": mixed(b"\r\nx", 100_000),
    "lines like a boundary": typed(b"multipart/mixed; boundary=b", b"\r\n--bx" * 1_000_000),
    "padded base64": typed(
        b"application/zip", b"QQ==\r\n" * 1_000_000, b"Content-Transfer-Encoding: base64\r\n"
    ),
    "uuencoded crumbs": typed(
        b"application/zip",
        b"begin 644 x\r\n" + b"#abc\r\n" * 1_000_000,
        b"Content-Transfer-Encoding: x-uuencode\r\n",
    ),
    "parameters": typed(b"text/plain; " + b"a*0*=b; " * 50_000, b"x"),
    "escaped quotes": typed(b'text/plain; name="' + b'\\"' * 50_000, b"x"),
    "open tags": typed(b"text/html", b"<div>" * 150_000),
    "open list items": typed(b"text/html", b"<ul><li>" * 50_000),
    "bare ampersands": typed(b"text/html", b"&" * 900_000),
    "attributes": typed(b"text/html", b"<a " + b"".join(b"x%d=1 " % n for n in range(90_000))),
    "comments": typed(b"text/html", b"<!-- " * 180_000),
    "misnested formatting": typed(b"text/html", b"<b><p></b>" * 19_000),
    "many pages": mixed(b"Content-Type: text/html\r\n\r\n" + b"<p>a" * 10_000, 120),
    "alternating quotes": typed(b"text/plain", b"> a\nb\n" * 150_000),
    "headings": typed(b"text/plain", b"On 12:00 Jane wrote:\n\n" * 40_000),
    "blank lines": typed(b"text/plain", b"\n" * 900_000),
    "eight bits": typed(b"text/plain", b"\xff\xfe\xfd " * 500_000),
    "escapes": typed(b"text/plain; charset=iso-2022-jp", b"\x1b$B\xff" * 400_000),
    "carriage returns": b"\r" * 2_000_000,
    "nothing but NUL": b"\0" * 2_000_000,
}
ADDRESSES = (b"(", b'"', b"<", b"a@b,", b"a,", b"@", b"a", b"a <", b"a@b;:", b"\\", b"'")
SUBJECTS = (b"=?utf-8?q?=41?= ", b"=?utf-8?q?", b"=?utf-8?b?QQ==?=", b"=?", b"?=")


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_is_read_within_the_bounds(name: str) -> None:
    started = time.process_time()
    mail = read(BOMBS[name])
    assert time.process_time() - started < SECONDS
    assert not any("can't be read" in defect for defect in mail.defects)
    assert len(mail.text) <= bounds.TEXT_CHARS
    if BOMBS[name].startswith(HEAD):
        assert mail.subject == "kept"


@pytest.mark.parametrize("piece", ADDRESSES)
def test_an_endless_address_line_is_read_within_the_bounds(piece: bytes) -> None:
    started = time.process_time()
    mail = read(b"To: " + piece * 60_000 + b"\r\nFrom: a@b.example\r\n\r\nbody")
    assert time.process_time() - started < SECONDS
    assert len(mail.to) <= bounds.ADDRESSES
    assert mail.sender is not None


@pytest.mark.parametrize("piece", SUBJECTS)
def test_an_endless_subject_is_read_within_the_bounds(piece: bytes) -> None:
    started = time.process_time()
    mail = read(b"Subject: " + piece * 20_000 + b"\r\nFrom: a@b.example\r\n\r\nbody")
    assert time.process_time() - started < SECONDS
    assert len(mail.subject) <= bounds.SUBJECT_CHARS


def test_what_was_left_out_is_said() -> None:
    assert (
        f"Parts nested deeper than {bounds.DEPTH} were taken as text."
        in read(BOMBS["ten thousand nested parts"]).defects
    )
    assert (
        f"Only the first {bounds.PARTS} parts were read."
        in read(BOMBS["a hundred thousand parts"]).defects
    )
    assert (
        "The header is longer than can be read; the rest was passed over."
        in read(BOMBS["a hundred thousand headers"]).defects
    )


def test_the_body_behind_too_many_headers_is_still_read() -> None:
    assert read(BOMBS["a hundred thousand headers"]).text == "body"


def test_a_page_too_large_to_show_is_attached_whole() -> None:
    mail = read(BOMBS["open tags"])
    assert mail.html == ""
    assert [file.content for file in mail.attachments] == [b"<div>" * 150_000]


def test_a_text_too_long_to_show_is_attached_whole() -> None:
    raw = typed(b"text/plain", b"word " * 1_000_000)
    mail = read(raw)
    assert len(mail.text) == bounds.TEXT_CHARS
    assert mail.attachments[0].content == b"word " * 1_000_000


def test_of_a_mail_beyond_all_size_the_beginning_is_read() -> None:
    mail = read(HEAD + b"\r\n" + b"x" * (bounds.RAW_BYTES + 1))
    assert mail.subject == "kept"
    assert any(defect.startswith("Only the beginning of a mail") for defect in mail.defects)

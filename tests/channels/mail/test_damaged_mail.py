"""Damaged mails: none raises, none is slow, and nothing unsafe comes out (trust.md R9)."""

import resource
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charterdesk.channels.mail.message import Incoming
from tests.channels.mail.damage import damaged
from tests.channels.mail.raw_mail import OTHERS, SAMPLES, WITHOUT_OTHERS, read

SECONDS = 10.0


def own_samples() -> list[bytes]:
    """The samples beside the tests."""
    return [path.read_bytes() for path in sorted(SAMPLES.glob("*.eml"))]


def other_mails() -> list[bytes]:
    """The mails of other projects."""
    return [path.read_bytes() for path in sorted((OTHERS / "raw").glob("*.eml"))]


def assert_storable(mail: Incoming) -> None:
    """Every word can be stored, and what may stand in a header has no line end."""
    people = [mail.sender] if mail.sender else []
    people += [*mail.from_, *mail.to, *mail.cc, *mail.reply_to]
    single = [mail.subject, mail.message_id, *mail.in_reply_to, *mail.references]
    single += [f"{person.name} {person.email}" for person in people]
    single += [file.name for file in mail.attachments]
    for text in [*single, mail.text, mail.new_text, mail.quoted_text, mail.html, *mail.defects]:
        assert "\0" not in text
        text.encode("utf-8")
    for line in single:
        assert not set(line) & set("\r\n")


def assert_good(raws: list[bytes], *, count: int, seed: int) -> None:
    """None of the damaged mails raises, takes long, or falls back to guessing."""
    for raw in damaged(raws, count=count, seed=seed):
        started = time.process_time()
        mail = read(raw)
        assert time.process_time() - started < SECONDS
        assert not any("can't be read" in defect for defect in mail.defects)
        assert_storable(mail)


@pytest.mark.skipif(not OTHERS.is_dir(), reason=WITHOUT_OTHERS)
def test_a_thousand_damaged_mails_of_other_projects_are_read() -> None:
    assert_good(other_mails(), count=1000, seed=20261116)


def test_a_thousand_damaged_samples_are_read() -> None:
    assert_good(own_samples(), count=1000, seed=7)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_at_all_are_a_mail(raw: bytes) -> None:
    assert_storable(read(raw))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=1000))
def test_any_words_in_the_headers_stay_on_their_line(subject: str, name: str, body: str) -> None:
    fields = f"Subject: {subject}\nFrom: {name} <a@b.example>\n\n{body}"
    assert_storable(read(fields.encode("utf-8", "replace")))


def test_the_peak_of_memory_stays_small() -> None:
    raw = (
        b"Content-Transfer-Encoding: base64\nContent-Type: image/png\n\n" + b"QUFB\r\n" * 2_000_000
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    mail = read(raw)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert len(mail.attachments[0].content) == 6_000_000
    assert grown < 256

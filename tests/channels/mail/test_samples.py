"""Whole mails of our own: raw in, message value out."""

import hashlib
from datetime import UTC, datetime

from charterdesk.channels.mail.values import Address
from tests.channels.mail.raw_mail import SAMPLES, read


def sample(name: str) -> bytes:
    """The raw mail of that name."""
    return (SAMPLES / f"{name}.eml").read_bytes()


def test_a_russian_reply_is_read_whole() -> None:
    mail = read(sample("plain-reply-ru"))
    assert mail.message_id == "answer-2@customer.example"
    assert mail.in_reply_to == ("case-17-reply@desk.example",)
    assert mail.references == (
        "first@customer.example",
        "case-17-ack@desk.example",
        "case-17-reply@desk.example",
    )
    assert mail.sender == Address("Клео Ветрова", "Cleo@customer.example")
    assert mail.to == (Address("Поддержка", "support@desk.example"),)
    assert [address.name for address in mail.cc] == ["Ben", "Order, Desk"]
    assert mail.subject == "Re: Принтер молчит"
    assert mail.date == datetime(2026, 11, 16, 8, 30, tzinfo=UTC)
    assert mail.new_text == "Перезапуск не помог, принтер молчит."
    assert mail.quoted_text.endswith("> Ада")
    assert (mail.automatic, mail.no_auto_reply, mail.html, mail.defects) == (False, False, "", ())


def test_a_mail_of_html_alone_becomes_text_with_its_quote_folded() -> None:
    mail = read(sample("html-only-en"))
    assert mail.new_text == "The screen stays black after the update."
    assert mail.quoted_text.split("\n")[0].endswith("wrote:")
    assert "> Which version do you run?" in mail.quoted_text
    for forbidden in ("<form", "<input", "<style", "onload", "track.example", "<title"):
        assert forbidden not in mail.html
    assert 'src="cid:screen@customer.example"' in mail.html


def test_the_picture_inside_a_mail_is_an_inline_attachment() -> None:
    (picture,) = read(sample("html-only-en")).attachments
    assert (picture.name, picture.content_id) == ("screen.png", "screen@customer.example")
    assert picture.inline
    assert picture.content == b"\x89PNG\r\n\x1a\n"
    assert picture.sha256 == hashlib.sha256(picture.content).hexdigest()


def test_attachments_keep_their_names_and_bytes() -> None:
    files = {file.name: file for file in read(sample("attachments")).attachments}
    assert list(files) == ["Отчёт 2026.pdf", "журнал.txt", "notes.txt", "What she wrote.eml"]
    assert files["Отчёт 2026.pdf"].content == b"%PDF-1.4"
    assert files["notes.txt"].content == b"a note"
    assert [file.named for file in files.values()] == [True, True, True, False]


def test_an_enclosed_message_is_handed_over_byte_for_byte() -> None:
    enclosed = read(sample("attachments")).attachments[-1]
    assert enclosed.content_type == "message/rfc822"
    assert enclosed.content in sample("attachments")


def test_of_two_forms_of_a_letter_the_plain_one_is_the_text() -> None:
    mail = read(sample("attachments"))
    assert mail.text == "See the files."
    assert "<i>files</i>" in mail.html


def test_a_comment_behind_an_address_is_its_name_and_a_group_is_nobody() -> None:
    mail = read(sample("attachments"))
    assert mail.sender == Address("Cleo", "cleo@customer.example")
    assert mail.to == (Address("", "support@desk.example"),)


def test_a_bounce_says_who_did_not_get_which_message() -> None:
    mail = read(sample("bounce-failed"), sender="")
    assert mail.automatic
    report = mail.delivery_report
    assert report is not None
    assert report.failed == ("cleo@customer.example",)
    assert report.delayed == ("ben@customer.example",)
    assert report.original_message_id == "reply-4@desk.example"
    assert report.envelope_id == "message-4"
    assert report.recipients[0].diagnostic == "smtp; 550 5.1.1 no such user"


def test_a_body_without_its_blank_line_is_not_lost() -> None:
    mail = read(sample("no-separator"))
    assert mail.subject == "No blank line"
    assert mail.text == "The printer is on fire.\nPlease come."
    assert mail.defects == ("The headers end without a blank line.",)


def test_broken_japanese_is_read_as_far_as_it_goes() -> None:
    mail = read(sample("old-japanese"))
    assert mail.subject.startswith("ポスト")
    assert mail.text.startswith("こんにちは broken")

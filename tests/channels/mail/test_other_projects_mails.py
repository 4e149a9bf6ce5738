"""The mails of other projects, read where they lie; what three parsers agree on is expected."""

import json
from functools import cache
from typing import Any

import pytest

from charterdesk.channels.mail.message import Incoming
from tests.channels.mail.raw_mail import OTHERS, WITHOUT_OTHERS, read

pytestmark = pytest.mark.skipif(not OTHERS.is_dir(), reason=WITHOUT_OTHERS)

# In mail-254 From is jdoe@machine(comment).example inside a bracket. The comment is none of
# the address (RFC 5322 A.6.3); the parsers that we compare with find nobody there.
READ_BETTER = {("raw/mail-254.eml", "from")}


@cache
def expected() -> list[dict[str, Any]]:
    """What two of three independent parsers read in each mail."""
    found: list[dict[str, Any]] = json.loads((OTHERS / "expected.json").read_bytes())
    return found


@cache
def incoming(file: str) -> Incoming:
    """What we read in it."""
    return read((OTHERS / file).read_bytes())


def found(mail: Incoming) -> dict[str, object]:
    """Our reading in the words of the expectations, which leave nameless parts out."""
    named = [attachment for attachment in mail.attachments if attachment.named]
    return {
        "subject": mail.subject or None,
        "from": [mail.sender.key] if mail.sender else [],
        "to": sorted(address.key for address in mail.to),
        "message_id": mail.message_id or None,
        "attachment_names": sorted(attachment.name for attachment in named),
        "attachment_sha256_16": sorted(attachment.sha256[:16] for attachment in named),
    }


def comparable(key: str, value: Any) -> Any:
    """Lists without their order, addresses without their case."""
    if isinstance(value, list):
        return sorted(item.lower() if key in {"from", "to"} else item for item in value)
    return value


def files() -> list[str]:
    """The mails' names, none where the folder is missing."""
    return [entry["file"] for entry in expected()] if OTHERS.is_dir() else []


def test_all_mails_are_there() -> None:
    assert len(files()) == 194


@pytest.mark.parametrize("file", files())
def test_a_mail_is_read_as_three_parsers_agree(file: str) -> None:
    entry = next(entry for entry in expected() if entry["file"] == file)
    keys = [key for key in entry["agreed_by_all"] if (file, key) not in READ_BETTER]
    ours = found(incoming(file))
    assert {key: ours[key] for key in keys} == {key: comparable(key, entry[key]) for key in keys}


@pytest.mark.parametrize("file", files())
def test_a_mail_is_parsed_not_guessed_at(file: str) -> None:
    assert not any("can't be read" in defect for defect in incoming(file).defects)


def test_the_comment_in_an_address_is_no_part_of_it() -> None:
    if OTHERS.is_dir():
        assert found(incoming("raw/mail-254.eml"))["from"] == ["jdoe@machine.example"]


def test_no_line_of_any_text_is_lost_by_the_split() -> None:
    for file in files():
        mail = incoming(file)
        halves = f"{mail.new_text}\n{mail.quoted_text}".split("\n")
        assert sorted(filter(str.strip, halves)) == sorted(
            filter(str.strip, mail.text.split("\n"))
        ), file


def test_delivery_reports_among_them_name_who_got_nothing() -> None:
    reports = [mail.delivery_report for file in files() if (mail := incoming(file)).automatic]
    told = [report for report in reports if report is not None]
    assert sum(bool(report.failed) for report in told) == 9
    assert sum(bool(report.delayed) for report in told) == 1

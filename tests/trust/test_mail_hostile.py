"""Real, damaged and hostile mail through a real connection: none lost, none in the way (R9)."""

import json
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from charterdesk.cases.models import Attachment, Case, Message
from charterdesk.cases.verifying import differences
from charterdesk.intake.door import Door
from charterdesk.intake.models import RawMail
from charterdesk.intake.queries import contents_of
from charterdesk.intake.taking import take_waiting
from charterdesk.kit.wallclock import now
from charterdesk.notifications.models import Notice
from tests.apps.cast import CLEO_ADDRESS, cleo
from tests.apps.intake.post import SUPPORT, letter, staffed
from tests.channels.lmtp.lmtp_client import Client
from tests.channels.mail.damage import damaged
from tests.channels.mail.raw_mail import OTHERS, SAMPLES, WITHOUT_OTHERS
from tests.channels.mail.test_bombs import BOMBS
from tests.channels.mail.test_other_projects_mails import READ_BETTER, comparable

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

BOMB_SECONDS = 10.0
SETTLED = {RawMail.State.TAKEN, RawMail.State.HELD}


@pytest.fixture
def door() -> Iterator[Door]:
    """A listener for LMTP; what it stores is taken by the test."""
    staffed("roxen")
    cleo()
    door = Door(lmtp=("127.0.0.1", 0), hands=0)
    door.start()
    yield door
    door.stop()


def expected() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads((OTHERS / "expected.json").read_bytes())
    return entries


def sent(door: Door, raws: list[bytes], sender: str = CLEO_ADDRESS) -> list[RawMail]:
    """The mails' rows after one connection brought them all and each was taken."""
    with Client(door.lmtp_port) as client:
        for raw in raws:
            answer = client.deliver(_lines(raw), SUPPORT, sender=sender)
            assert answer[0].startswith("250"), answer
    while take_waiting(now(), most=500):
        pass
    return list(RawMail.objects.select_related("case", "message").order_by("pk"))


@pytest.mark.skipif(not OTHERS.is_dir(), reason=WITHOUT_OTHERS)
def test_the_mails_of_other_projects_come_out_as_they_should(door: Door) -> None:
    entries = expected()
    rows = sent(door, [(OTHERS / entry["file"]).read_bytes() for entry in entries])
    assert len(rows) == len(entries) == 194
    assert {row.state for row in rows} <= SETTLED
    assert [row.reason for row in rows if row.state == RawMail.State.QUARANTINED] == []
    wrong = [
        (entry["file"], key, ours[key], comparable(key, entry[key]))
        for entry, row in zip(entries, rows, strict=True)
        for ours in [_as_expected(row)]
        for key in ours
        if key in entry["agreed_by_all"] and (entry["file"], key) not in READ_BETTER
        and ours[key] != comparable(key, entry[key])
    ]  # fmt: skip
    assert wrong == []
    assert list(differences()) == []
    assert all(row.message is not None or row.duplicate_of_id for row in rows if row.case)


def test_no_damaged_mail_is_lost(door: Door) -> None:
    files = [*SAMPLES.rglob("*.eml"), *(OTHERS / "raw").glob("*.eml")]
    whole = [path.read_bytes() for path in sorted(files)]
    rows = sent(door, list(damaged(whole, count=1000, seed=11)))
    assert len(rows) == 1000
    assert {row.state for row in rows} <= SETTLED
    owed = Notice.objects.filter(kind=Notice.Kind.ACKNOWLEDGEMENT)
    assert owed.count() == Case.objects.count() > 0


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_does_not_hold_up_the_good_mail_behind_it(door: Door, name: str) -> None:
    began = process_time()
    rows = sent(door, [BOMBS[name], letter("The good one.")])
    assert process_time() - began < BOMB_SECONDS
    assert [row.state in SETTLED for row in rows] == [True, True]
    assert bytes(rows[0].raw)[:100] == _lines(BOMBS[name])[:100]
    assert Message.objects.filter(text="The good one.").exists()


def _as_expected(row: RawMail) -> dict[str, object]:
    """What came of a mail, in the words of the expectations."""
    found: dict[str, object] = {
        "subject": row.subject or None,
        "message_id": row.identifier or None,
    }
    # Where From holds nobody the envelope's sender stands in.
    if row.sender != CLEO_ADDRESS:
        found["from"] = [row.sender]
    if row.message is not None:
        named = {one.sha256 for one in contents_of(row).attachments if one.named}
        kept = list(Attachment.objects.filter(message=row.message))
        assert len(kept) == len(contents_of(row).attachments)
        kept = [one for one in kept if one.sha256 in named]
        found["attachment_names"] = sorted(one.name for one in kept)
        found["attachment_sha256_16"] = sorted(one.sha256[:16] for one in kept)
    return found


def _lines(raw: bytes) -> bytes:
    """As a mail server would send it: lone line feeds made whole, dots at line starts doubled."""
    whole = raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return whole.replace(b"\r\n.", b"\r\n..")


def test_lines_are_made_whole_for_the_wire(tmp_path: Path) -> None:
    assert _lines(b"a\n.b\r\nc") == b"a\r\n..b\r\nc"

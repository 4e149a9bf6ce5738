"""The door: an acknowledgement is a commit, and nothing else is (trust.md R2)."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError

from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.channels.mail.bounds import RAW_BYTES
from charterdesk.charters.commands import publish_charter, set_charter_live
from charterdesk.charters.shipped import shipped_text
from charterdesk.intake import door as door_module
from charterdesk.intake.door import Door
from charterdesk.intake.models import RawMail
from charterdesk.intake.orders import obey
from charterdesk.intake.room import room_for
from charterdesk.kit.wallclock import now
from charterdesk.notifications.returning import address_for, token_for
from tests.apps.cast import MONDAY, cleo
from tests.apps.intake.post import SUPPORT, letter, staffed
from tests.channels.lmtp.lmtp_client import Client

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def door() -> Iterator[Door]:
    """Listening for LMTP and SMTP; what it stores waits."""
    staffed("roxen")
    cleo()
    door = Door(lmtp=("127.0.0.1", 0), smtp=("127.0.0.1", 0), hands=0)
    door.start()
    yield door
    door.stop()


def raw() -> bytes:
    return letter().replace(b"\n", b"\r\n")


def test_a_mail_is_stored_as_it_came_when_it_is_acknowledged(door: Door) -> None:
    mail = raw()
    with Client(door.lmtp_port) as client:
        answers = client.deliver(mail, SUPPORT, "support@roxen.example")
    assert [answer[:3] for answer in answers] == ["250", "250"]
    row = RawMail.objects.get()
    assert bytes(row.raw) == mail + b"\r\n"
    assert (row.envelope_sender, row.recipients) == ("cleo@customer.example", [SUPPORT, SUPPORT])
    assert row.state == RawMail.State.WAITING


def test_mail_from_a_relay_comes_by_smtp(door: Door) -> None:
    with Client(door.smtp_port, greeting="EHLO relay.example") as client:
        client.begin(SUPPORT)
        client.hand_over(raw())
        assert client.answer()[0].startswith("250")
    assert RawMail.objects.count() == 1


def test_an_unknown_address_is_refused_by_name(door: Door) -> None:
    with Client(door.lmtp_port) as client:
        answer = client.begin("nobody@roxen.example")[0]
    assert answer.startswith("550")
    assert "nobody@roxen.example" in answer


def test_an_address_with_a_seal_is_known(door: Door) -> None:
    address = address_for(SUPPORT, token_for("RX1001", 7, "reply"))
    with Client(door.lmtp_port) as client:
        assert client.begin(address)[0].startswith("250")


def test_an_answer_is_taken_though_the_charter_takes_in_no_new_cases(door: Door) -> None:
    set_charter_live(name="roxen", is_live=False, by=DESK, at=MONDAY)
    address = address_for(SUPPORT, token_for("RX1001", 7, "reply"))
    with Client(door.lmtp_port) as client:
        answers = client.begin(address, SUPPORT)
    assert [answer[:3] for answer in answers] == ["250", "550"]


def test_a_charter_says_how_large_a_mail_may_be(door: Door) -> None:
    small = shipped_text("roxen").replace("version: 1\n", "version: 2\n")
    small = small.replace("intake:\n", "intake:\n  files: {together: 512 kB}\n")
    granted(publish_charter(text=small, by=DESK, at=MONDAY))
    with Client(door.lmtp_port) as client:
        fits = client.deliver(b"x" * 2_600_000, SUPPORT)
        answers = client.deliver(b"x" * 2_800_000, SUPPORT)
        client.say("MAIL FROM:<cleo@customer.example> SIZE=2800000")
        declared = client.say(f"RCPT TO:<{SUPPORT}>")
    assert fits[0].startswith("250")
    sentence = f"552 5.3.4 One mail to {SUPPORT} takes files of 512 kB together: send some of them"
    assert [one.partition(", or")[0] for one in (*answers, *declared)] == [sentence, sentence]
    assert RawMail.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "fits", "too_much"),
    [("25 MB", 37_800_000, 37_900_000), ("100 MB", 49_000_000, 50_000_000)],
)
def test_a_mail_brings_what_the_charter_lets_files_be(said: str, fits: int, too_much: int) -> None:
    staffed("roxen")
    large = shipped_text("roxen").replace("version: 1\n", "version: 2\n")
    large = large.replace("intake:\n", f"intake:\n  files: {{together: {said}}}\n")
    granted(publish_charter(text=large, by=DESK, at=MONDAY))
    assert fits <= room_for(SUPPORT, now()).most_bytes < too_much <= RAW_BYTES


def test_a_commit_that_fails_is_no_acknowledgement(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: Any, **__: Any) -> None:
        raise OperationalError("could not write to the log")

    with Client(door.lmtp_port) as client:
        assert client.begin(SUPPORT)[0].startswith("250")
        with monkeypatch.context() as patched:
            patched.setattr("django.db.backends.base.base.BaseDatabaseWrapper.commit", failing)
            client.hand_over(raw())
            assert client.answer()[0].startswith("451")
        assert RawMail.objects.count() == 0
        assert client.deliver(raw(), SUPPORT)[0].startswith("250")
    assert RawMail.objects.count() == 1


def test_a_database_that_does_not_answer_means_come_again(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: Any, **__: Any) -> None:
        raise OperationalError("the database is gone")

    monkeypatch.setattr(door_module, "is_known", gone)
    monkeypatch.setattr(door_module, "keep_mails", gone)
    with Client(door.lmtp_port) as client:
        assert client.begin(SUPPORT)[0].startswith("451")


def test_a_hand_takes_what_waits_when_it_is_told(door: Door) -> None:
    with Client(door.lmtp_port) as client:
        client.deliver(raw(), SUPPORT)
    [(mail, sender)] = obey({"do": "list", "older than": 0})
    assert sender == "cleo@customer.example"
    assert obey({"do": "take", "mail": mail, "may wait": True}) == "settled"
    assert RawMail.objects.get().state == RawMail.State.TAKEN
    assert obey({"do": "list", "older than": 0}) == []


def test_a_hand_is_told_what_a_mail_did_to_another(door: Door) -> None:
    with Client(door.lmtp_port) as client:
        client.deliver(raw(), SUPPORT)
    [(mail, _)] = obey({"do": "list", "older than": 0})
    assert obey({"do": "count a death", "mail": mail}) == "again"
    assert obey({"do": "give up", "mail": mail, "why": "It took too long."}) == "settled"
    assert RawMail.objects.get().state == RawMail.State.QUARANTINED


def test_an_order_that_nobody_gives_is_a_fault() -> None:
    with pytest.raises(ValueError, match="No hand knows the order"):
        obey({"do": "dance"})


def test_a_taken_port_is_said_at_the_start(door: Door) -> None:
    with pytest.raises(OSError, match="address already in use"):
        Door(lmtp=("127.0.0.1", door.lmtp_port), hands=0).start()

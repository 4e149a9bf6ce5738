"""`charterdesk mail` and `charterdesk deliver` as an operator and a mail server use them."""

import os
import smtplib
import subprocess
import sys
from pathlib import Path

import pytest

from tests.apps.intake.post import SUPPORT, letter
from tests.postgres import start_cluster
from tests.tables import give_postgres
from tests.trust.desks import ROOT, Desk, a_desk
from tests.trust.mail_listening import listening, played

pytestmark = pytest.mark.slow

ASKED_AT_MOST = 20
CLEO = "cleo@customer.example"


def delivered(desk: Desk, raw: bytes, *words: str) -> "subprocess.CompletedProcess[bytes]":
    """What a mail server's pipe does."""
    return subprocess.run(
        [sys.executable, "-m", "charterdesk.command", "deliver", *words],
        env=desk.environment, cwd=ROOT, input=raw, capture_output=True, check=False,
    )  # fmt: skip


def test_a_pipe_delivers_a_mail_that_becomes_a_case(tmp_path: Path) -> None:
    with a_desk("sqlite", tmp_path) as desk:
        assert desk.run("tests.trust.mail_dying", "furnish").returncode == 0
        done = delivered(desk, letter(), "--sender", CLEO, SUPPORT)
        found = played(desk, "found")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (found["states"], found["cases"]) == ({"taken": 1}, 1)


def test_a_pipe_is_told_of_an_unknown_address(tmp_path: Path) -> None:
    with a_desk("sqlite", tmp_path) as desk:
        done = delivered(desk, letter(), "--sender", CLEO, "nobody@roxen.example")
        found = played(desk, "found")
    assert done.returncode == os.EX_NOUSER
    assert b"nobody@roxen.example is no address of this desk" in done.stderr
    assert found["states"] == {}


def test_a_pipe_keeps_the_mail_while_the_tables_are_missing(tmp_path: Path) -> None:
    with a_desk("sqlite", tmp_path) as desk:
        (tmp_path / "desk.sqlite3").unlink()
        done = delivered(desk, letter(), "--sender", CLEO, SUPPORT)
    assert done.returncode == os.EX_TEMPFAIL
    assert b"Traceback" not in done.stderr


@pytest.mark.postgres
def test_a_pipe_keeps_the_mail_while_the_database_is_gone(tmp_path: Path) -> None:
    with a_desk("postgresql", tmp_path) as desk:
        pass
    done = delivered(desk, letter(), "--sender", CLEO, SUPPORT)
    assert done.returncode == os.EX_TEMPFAIL
    assert b"Traceback" not in done.stderr


@pytest.mark.postgres
def test_a_listener_whose_database_is_gone_says_come_again(tmp_path: Path) -> None:
    cluster = start_cluster()
    with a_desk("sqlite", tmp_path) as plain:
        desk = Desk(tmp_path, {**plain.environment, "CHARTERDESK_DATABASE": cluster.address})
        give_postgres(cluster.address)
        assert desk.run("tests.trust.mail_dying", "furnish").returncode == 0
        with listening(desk) as port, smtplib.LMTP("127.0.0.1", port) as client:
            client.ehlo()
            client.mail(CLEO)
            assert client.rcpt(SUPPORT)[0] == 250
            cluster.stop()
            assert client.data(letter())[0] == 451
            client.mail(CLEO)
            assert client.rcpt("manager@roxen.example")[0] == 451


def test_a_mail_is_a_case_soon_after_its_acknowledgement(tmp_path: Path) -> None:
    with a_desk("sqlite", tmp_path) as desk:
        assert desk.run("tests.trust.mail_dying", "furnish").returncode == 0
        with listening(desk) as port:
            with smtplib.LMTP("127.0.0.1", port) as client:
                client.sendmail(CLEO, [SUPPORT], letter())
            # Asking starts a process of its own; a busy machine may have to be asked again.
            answers = (played(desk, "found") for _ in range(ASKED_AT_MOST))
            found = next(one for one in answers if one["states"] != {"waiting": 1})
    assert (found["states"], found["cases"]) == ({"taken": 1}, 1)


@pytest.mark.parametrize("address", ["2424", "here", "127.0.0.1:99999", "127.0.0.1:ssh"])
def test_a_listener_says_what_a_malformed_address_wants(address: str, tmp_path: Path) -> None:
    with a_desk("sqlite", tmp_path) as plain:
        desk = Desk(tmp_path, {**plain.environment, "CHARTERDESK_LMTP_LISTEN": address})
        done = desk.run("charterdesk.command", "mail")
    assert done.returncode == 2
    assert "CHARTERDESK_LMTP_LISTEN" in done.stderr
    assert "Traceback" not in done.stderr

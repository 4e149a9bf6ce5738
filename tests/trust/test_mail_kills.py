"""Mail in under kill -9: what was acknowledged is there, once (trust.md R1)."""

import json
import random
import re
import smtplib
import time
from pathlib import Path
from typing import Any

import pytest

from tests.trust.desks import Desk, a_desk

DATABASES = [
    "sqlite",
    pytest.param("postgresql", marks=pytest.mark.postgres),
]
SUPPORT = "support@roxen.example"
ANNOUNCED = re.compile(r"by LMTP on \S+:(\d+)\.")
PATIENCE = 60.0


def played(desk: Desk, kind: str) -> dict[str, Any]:
    answer = desk.run("tests.trust.mail_dying", kind)
    assert answer.returncode == 0, answer.stderr
    result: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return result


@pytest.mark.slow
@pytest.mark.parametrize("database", DATABASES)
@pytest.mark.parametrize("kind", ["new", "answer", "stranger"])
def test_a_process_that_dies_at_any_statement_loses_and_doubles_nothing(
    database: str, kind: str, tmp_path: Path
) -> None:
    with a_desk(database, tmp_path) as desk:
        result = played(desk, kind)
    kept, deaths = result["acknowledged"], result["deaths"]
    assert deaths >= 15
    assert kept >= deaths - 3, "only the first statements come before the commit of the raw mail"
    assert result["said_twice"] == []
    assert result["differences"] == []
    assert result["alarms"] == 0
    assert result["acknowledgements"] == result["acknowledged_cases"] == result["cases"]
    match kind:
        case "new":
            assert result["states"] == {"taken": kept}
            assert result["cases"] == result["messages"] == kept
        case "answer":
            assert result["states"] == {"taken": kept + result["cases"]}
            assert result["messages"] == kept + result["cases"]
        case _:
            assert result["states"] == {"held": kept}
            assert result["to_strangers"] == kept


@pytest.mark.slow
@pytest.mark.parametrize("database", DATABASES)
def test_a_listener_that_is_killed_under_load_keeps_what_it_acknowledged(
    database: str, tmp_path: Path
) -> None:
    chance = random.Random(7)
    with a_desk(database, tmp_path) as plain:
        desk = Desk(tmp_path, {**plain.environment, "CHARTERDESK_LMTP_LISTEN": "127.0.0.1:0"})
        assert desk.run("tests.trust.mail_dying", "furnish").returncode == 0
        ledger: list[int] = []
        for life in range(4):
            listener = desk.start("charterdesk.command", "mail")
            try:
                last = life == 3
                ledger += _send(_port(listener), life, 10_000 if last else chance.randint(5, 40))
                if last:
                    _wait_until_taken(desk)
            finally:
                listener.kill()
                listener.communicate()
        result = played(desk, "found")
    assert result["states"] == {"taken": result["cases"]}
    assert result["said_twice"] == []
    assert result["cases"] >= len(ledger) >= 60
    assert result["acknowledgements"] == result["cases"]
    assert result["differences"] == []


def _port(listener: Any) -> int:
    found = ANNOUNCED.search(listener.stdout.readline())
    assert found is not None, listener.stderr.read()
    return int(found[1])


def _send(port: int, life: int, most: int) -> list[int]:
    """Mails that were acknowledged, at most fifty; the caller kills the listener right after."""
    done = []
    with smtplib.LMTP("127.0.0.1", port) as client:
        for number in range(min(most, 50)):
            mail = (
                f"From: cleo@customer.example\nTo: {SUPPORT}\nSubject: Load\n"
                f"Message-ID: <{life}.{number}@customer.example>\n\nNumber {life}.{number}\n"
            )
            client.sendmail("cleo@customer.example", [SUPPORT], mail)
            done.append(number)
    return done


def _wait_until_taken(desk: Desk) -> None:
    until = time.monotonic() + PATIENCE
    while played(desk, "found")["states"].get("waiting"):
        assert time.monotonic() < until, "mail is not taken"

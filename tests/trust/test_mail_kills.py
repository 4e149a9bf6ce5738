"""Mail in under kill -9: what was acknowledged is there, once (trust.md R1)."""

import random
import smtplib
import time
from pathlib import Path

import pytest

from tests.trust.desks import Desk, a_desk
from tests.trust.mail_listening import listening, played

DATABASES = [
    "sqlite",
    pytest.param("postgresql", marks=pytest.mark.postgres),
]
SUPPORT = "support@roxen.example"
PATIENCE = 120.0


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
    ledger = 0
    with a_desk(database, tmp_path) as desk:
        assert desk.run("tests.trust.mail_dying", "furnish").returncode == 0
        for life in range(3):
            with listening(desk, killed=True) as port:
                ledger += _send(port, life, chance.randint(5, 40))
        with listening(desk) as port:
            ledger += _send(port, 3, 50)
            _wait_until_taken(desk)
        result = played(desk, "found")
    assert result["states"] == {"taken": result["cases"]}
    assert result["said_twice"] == []
    assert result["cases"] == ledger >= 60
    assert result["acknowledgements"] == result["cases"]
    assert result["differences"] == []


def _send(port: int, life: int, count: int) -> int:
    """How many mails were acknowledged; the caller kills the listener right after."""
    with smtplib.LMTP("127.0.0.1", port) as client:
        for number in range(count):
            mail = (
                f"From: cleo@customer.example\nTo: {SUPPORT}\nSubject: Load\n"
                f"Message-ID: <{life}.{number}@customer.example>\n\nNumber {life}.{number}\n"
            )
            client.sendmail("cleo@customer.example", [SUPPORT], mail)
    return count


def _wait_until_taken(desk: Desk) -> None:
    until = time.monotonic() + PATIENCE
    while played(desk, "found")["states"].get("waiting"):
        assert time.monotonic() < until, "mail is not taken"

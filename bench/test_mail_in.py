"""How many mails a second come in by LMTP, each committed with fsync on before its 250.

Wanted on PostgreSQL: 100 on one connection, 200 on four. `acknowledged_per_second` and
`taken_per_second` (until the last one is a case) stand in extra_info.
"""

import smtplib
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import psycopg
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bench.mail_desk import CUSTOMERS, SUPPORT, MailDesk
from tests.postgres import start_cluster

MAILS = 1200
LONGEST = 120


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[MailDesk]:
    cluster = start_cluster(durable=True)
    desk = MailDesk(tmp_path, cluster.address)
    try:
        desk.furnish()
        desk.start()
        yield desk
        desk.stop()
    finally:
        desk.stop(kill=True)
        cluster.stop()


@pytest.mark.parametrize("connections", [1, 4])
def test_mail_in(desk: MailDesk, benchmark: BenchmarkFixture, connections: int) -> None:
    def run() -> tuple[float, float]:
        return _run(desk, connections)

    acknowledged, taken = benchmark.pedantic(run, rounds=1)  # type: ignore[no-untyped-call]  # not typed
    benchmark.extra_info["acknowledged_per_second"] = round(MAILS / acknowledged)
    benchmark.extra_info["taken_per_second"] = round(MAILS / taken)
    print(benchmark.extra_info)


def _run(desk: MailDesk, connections: int) -> tuple[float, float]:
    """Seconds until the last 250, and until the last mail is a case."""
    _send(desk.port, [_mail(0, "warm")])
    mails = [_mail(number, f"{connections}") for number in range(MAILS)]
    began = monotonic()
    threads = [
        threading.Thread(target=_send, args=[desk.port, mails[part::connections]])
        for part in range(connections)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    acknowledged = monotonic() - began
    with psycopg.connect(desk.database, autocommit=True) as database:
        while _cases(database) < MAILS + 1:
            assert monotonic() - began < LONGEST, "mail was lost, or is not taken"
            sleep(0.02)
    return acknowledged, monotonic() - began


def _send(port: int, mails: list[tuple[str, str]]) -> None:
    with smtplib.LMTP("127.0.0.1", port) as client:
        for sender, mail in mails:
            client.sendmail(sender, [SUPPORT], mail)


def _mail(number: int, run: str) -> tuple[str, str]:
    sender = f"customer{number % CUSTOMERS}@customer.example"
    lines = "\n".join(f"Line {line} of what went wrong, in words." for line in range(40))
    return sender, (
        f"From: A Customer <{sender}>\nTo: {SUPPORT}\nSubject: Trouble number {number}\n"
        f"Message-ID: <{run}.{number}@customer.example>\n"
        f"Date: Mon, 15 Jun 2026 10:00:00 +0200\n\n{lines}\n"
    )


def _cases(database: "psycopg.Connection[tuple[int]]") -> int:
    row = database.execute("SELECT COUNT(*) FROM cases_case").fetchone()
    return row[0] if row else 0

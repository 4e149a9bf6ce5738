"""How many mails a second are read, and taken in by the listener when storing costs nothing.

What the listener takes here is the ceiling of what mail in can reach with a database.
"""

import smtplib
from collections.abc import Iterator

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from charterdesk.channels.lmtp.listener import Envelope, Listener, Reply, accepted
from charterdesk.channels.mail.message import read_mail
from tests.channels.mail.raw_mail import SAMPLES

RAWS = [path.read_bytes() for path in sorted(SAMPLES.glob("*.eml"))]
LARGE = (
    b"From: a@b.example\r\nContent-Type: text/html\r\n\r\n" + b"<p>A line of words.</p>\r\n" * 4000
)


def read_all(raws: list[bytes]) -> None:
    """Read each of them once."""
    for raw in raws:
        read_mail(raw, envelope_sender="a@b.example", envelope_recipients=["support@desk.example"])


def deliver(envelope: Envelope) -> list[Reply]:
    """Store nothing."""
    return [accepted() for _ in envelope.recipients]


@pytest.fixture
def client() -> Iterator[smtplib.LMTP]:
    """One connection to a listener."""
    listener = Listener("127.0.0.1", 0, deliver)
    listener.start()
    with smtplib.LMTP("127.0.0.1", listener.port) as connection:
        yield connection
    listener.stop()


def test_small_mails(benchmark: BenchmarkFixture) -> None:
    benchmark(read_all, RAWS)
    if benchmark.stats:
        benchmark.extra_info["per_second"] = round(len(RAWS) / benchmark.stats["mean"])


def test_a_page_of_100_kilobytes(benchmark: BenchmarkFixture) -> None:
    benchmark(read_all, [LARGE])


def test_one_connection(client: smtplib.LMTP, benchmark: BenchmarkFixture) -> None:
    benchmark(client.sendmail, "a@b.example", ["support@desk.example"], RAWS[0])
    if benchmark.stats:
        benchmark.extra_info["per_second"] = round(1 / benchmark.stats["mean"])

"""What 500 open chats cost one process: memory of each stream, and how soon a line is read.

Wanted: 500 customers and the 100 people who answer them listen to one process; a line stands on
the other side within half a second at the median and a second and a half at p99.
"""

import asyncio
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bench.chat_desk import OF_ONE
from tests.postgres import start_cluster
from tests.reaching import free_port, status_of

CHATS, LINES, PER_SECOND = 500, 300, 10
ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "charterdesk.command"]


@dataclass
class Served:
    """One process of the site, and the chats that are open on it."""

    port: int
    process: "subprocess.Popen[bytes]"
    chats: list[tuple[str, str, str]]

    def memory(self) -> int:
        """What the process holds in memory, in kB."""
        told = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line.split()[1] for line in told.splitlines() if line.startswith("VmRSS")))

    def seconds_used(self) -> float:
        """The processor time of the process so far."""
        told = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Served]:
    """The site on either database, in one process."""
    cluster = start_cluster(durable=True) if request.param == "postgresql" else None
    kept = {k: v for k, v in os.environ.items() if not k.startswith("CHARTERDESK_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    environment = {**kept, "CHARTERDESK_DATA": str(tmp_path), "PYTHONPATH": f"{ROOT}/src:{ROOT}"}
    if cluster:
        environment["CHARTERDESK_DATABASE"] = cluster.address
    subprocess.run([*COMMAND, "migrate"], env=environment, check=True, cwd=ROOT)
    made = subprocess.run(
        [sys.executable, "-m", "bench.chat_desk", str(CHATS)],
        env=environment, check=True, cwd=ROOT, text=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    port = free_port()
    # One process and no children, so that its memory is all there is.
    web = subprocess.Popen(
        [
            sys.executable, "-m", "uvicorn", "charterdesk.project.asgi:application",
            "--port", str(port), "--log-level", "error", "--no-access-log",
        ],
        env=environment, cwd=ROOT,
    )  # fmt: skip
    assert status_of(f"http://127.0.0.1:{port}/sign-in/") == 200
    yield Served(port, web, json.loads(made.stdout))
    web.terminate()
    web.wait()
    if cluster:
        cluster.stop()


def test_five_hundred_open_chats(site: Served, benchmark: BenchmarkFixture) -> None:
    told: dict[str, float] = {}
    benchmark.pedantic(lambda: told.update(asyncio.run(_chat(site))), rounds=1)  # type: ignore[no-untyped-call]  # not typed
    benchmark.extra_info.update(told)


async def _chat(site: Served) -> dict[str, float]:
    heard: dict[str, float] = {}
    before = site.memory()
    asked = [(chat, guest, "/chat/stream") for chat, guest, _ in site.chats]
    # Each person looks at one of their five chats, in one page.
    asked += [(chat, person, "/desk/chats/stream") for chat, _, person in site.chats[::OF_ONE]]
    started = perf_counter()
    listening = [asyncio.create_task(_listen(site.port, *one, heard)) for one in asked]
    await asyncio.sleep(15)
    used = site.seconds_used()
    await asyncio.sleep(10)
    idle = (site.seconds_used() - used) / 10
    after = site.memory()
    said = await _say_lines(site)
    await asyncio.sleep(5)
    for one in listening:
        one.cancel()
    await asyncio.gather(*listening, return_exceptions=True)
    late = sorted(heard[text] - at for text, at in said.items())
    assert len(late) == LINES
    return {
        "streams": len(asked), "kb_a_stream": round((after - before) / len(asked), 1),
        "idle_core_percent": round(idle * 100, 1), "median_ms": round(late[LINES // 2] * 1000),
        "p99_ms": round(late[LINES * 99 // 100] * 1000), "worst_ms": round(late[-1] * 1000),
        "seconds": round(perf_counter() - started),
    }  # fmt: skip


async def _listen(port: int, chat: str, session: str, path: str, heard: dict[str, float]) -> None:
    """Note when each line comes to the agent's side."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 22)
    query = urlencode({"chat": chat, "after": 0, "lang": "en"})
    writer.write(
        f"GET {path}?{query} HTTP/1.1\r\nHost: localhost\r\nCookie: charterdesk={session}\r\n\r\n"
        .encode()
    )  # fmt: skip
    try:
        while line := await reader.readline():
            text = line.partition(b"line-")[2][:12].decode()
            if text and path.startswith("/desk"):
                heard.setdefault(text, perf_counter())
    finally:
        writer.close()


async def _say_lines(site: Served) -> dict[str, float]:
    """Customers write at an even pace; when each began to send."""
    dice, said, sending = random.Random(5), dict[str, float](), []
    for number in range(LINES):
        text = f"{number:012d}"
        chat, session, _ = dice.choice(site.chats[::OF_ONE])
        said[text] = perf_counter()
        sending.append(asyncio.create_task(_post(site.port, chat, session, f"line-{text}")))
        await asyncio.sleep(1 / PER_SECOND)
    await asyncio.gather(*sending)
    return said


async def _post(port: int, chat: str, session: str, text: str) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    token = "a" * 32
    body = urlencode({"body": text, "key": text, "csrfmiddlewaretoken": token}).encode()
    writer.write(
        (
            f"POST /chat/{chat}/say/ HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n"
            f"Cookie: charterdesk={session}; csrftoken={token}\r\nConnection: close\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        ).encode()
        + body
    )
    answer = await reader.read()
    assert answer.startswith(b"HTTP/1.1 200"), answer[:200]
    writer.close()

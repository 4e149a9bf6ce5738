"""How long lists, views, case pages and searches take at very many open cases.

PostgreSQL, four web processes, one client. Wanted at 100,000: every page 30 ms at the median and
60 ms at p95, a rare word 30 ms, a common one 100 ms, an act on 1,000 cases 10 s; at
CHARTERDESK_BENCH_CASES=1000000 at most twice that.
"""

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from time import perf_counter
from urllib.parse import quote

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.postgres import start_cluster
from tests.reaching import free_port, status_of

CASES = int(os.environ.get("CHARTERDESK_BENCH_CASES", "100000"))
PROCESSES, WARM, ROUNDS = 4, 24, 100
ROOT = Path(__file__).parent.parent
PAGES = {
    "my work": "/desk/",
    "unassigned": "/desk/q/unassigned/",
    "escalated": "/desk/q/escalated/",
    "waiting": "/desk/q/waiting/",
    "all open": "/desk/q/open/",
    "all open, a later page": "/desk/q/open/?after={mark}",
    "of one owner": "/desk/q/open/?owner=p7",
    "of a rare priority": "/desk/q/open/?priority=critical",
    "of one state": "/desk/q/open/?status=waiting",
    "of one charter": "/desk/q/open/?charter=roxen",
    "of a label": "/desk/q/open/?label=label3",
    "of nothing that is there": "/desk/q/open/?priority=none&label=label3",
    "a saved view": "{view}",
    "a case": "/desk/c/{number}/",
    "a case of a list": "/desk/c/{number}/?from=/desk/q/open/",
    "a customer": "/desk/orgs/{customer_pk}/",
    "a piece of equipment": "/desk/assets/{asset}/",
    "customers": "/desk/orgs/",
    "equipment": "/desk/equipment/",
    "equipment with words": "/desk/equipment/?q=loom+13",
    "a case's equipment": "/desk/c/{theirs}/equipment/",
    "a case's systems": "/desk/c/{theirs}/access/",
    "a case's costs": "/desk/c/{theirs}/costs/",
    "articles": "/desk/kb/",
    "an article": "/desk/kb/article-7/",
    "news": "/desk/news/",
    "public incidents": "/desk/status/",
    "a lead's statements": "/desk/statements/",
    "a lead's measures": "/desk/measures/",
    "the cases behind a measure": "/desk/measures/cases/",
    "a customer's home": "/",
    "a customer's cases": "/cases/",
    "all cases of a customer": "/cases/?state=all",
    "a customer's case": "/cases/{theirs}/",
    "articles for customers": "/kb/",
    "an article for customers": "/kb/article-7/",
    "a customer's search": "/kb/?q={middling}",
    "what goes on": "/status/",
    "palette, a word": "/desk/palette/?q={middling}&part=1",
    "palette, a customer": "/desk/palette/?q={customer}&part=1",
    "palette, nothing typed": "/desk/palette/?part=1",
    "search, a rare word": "/desk/search/?q={rare}&in=messages",
    "search, a middling word": "/desk/search/?q={middling}&in=messages",
    "search, a common word": "/desk/search/?q={common}&in=messages",
    "search, a common word in cases": "/desk/search/?q={common}&in=cases",
    "search, two common words": "/desk/search/?q={common}+{middling}&in=messages",
    "search, a word that is not there": "/desk/search/?q=zzqqxxyy",
}


@dataclass
class Site:
    """A served desk, as many connections as it has processes, and where to look."""

    connections: list[http.client.HTTPConnection]
    sessions: dict[str, str]
    places: dict[str, str]
    environment: dict[str, str]

    def get(self, connection: http.client.HTTPConnection, path: str) -> bytes:
        """The page at `path`; raises where it is not a page."""
        connection.request("GET", path, headers={"Cookie": f"charterdesk={self._who(path)}"})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != http.client.OK:
            raise RuntimeError(f"{path}: {answer.status}")
        return body

    def _who(self, path: str) -> str:
        """The session in which the page is asked for: an engineer's, a lead's or a customer's."""
        if not path.startswith("/desk/"):
            return self.sessions["guest"]
        of_leads = path.startswith(("/desk/statements", "/desk/measures", "/desk/status"))
        return self.sessions["lead" if of_leads else "session"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    cluster = start_cluster(durable=True, settings=("shared_buffers=512MB",))
    kept = {k: v for k, v in os.environ.items() if not k.startswith("CHARTERDESK_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    environment = {
        **kept,
        "CHARTERDESK_DATA": str(tmp_path_factory.mktemp("finding")),
        "CHARTERDESK_DATABASE": cluster.address,
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "charterdesk.command"]
    subprocess.run([*command, "migrate"], env=environment, check=True, cwd=ROOT)
    furnish = [sys.executable, "-m", "bench.large_desk", str(CASES)]
    begun = perf_counter()
    made = subprocess.run(
        furnish, env=environment, check=True, cwd=ROOT, text=True, stdout=subprocess.PIPE
    )
    print(f"{CASES} cases made in {perf_counter() - begun:.0f} s")
    port = free_port()
    web = subprocess.Popen(
        [*command, "web", "--port", str(port), "--processes", str(PROCESSES)],
        env=environment, cwd=ROOT,
    )  # fmt: skip
    try:
        places = json.loads(made.stdout.splitlines()[-1])
        sessions = {name: places.pop(name) for name in ("session", "lead", "guest")}
        assert status_of(f"http://127.0.0.1:{port}/healthz") == http.client.OK
        connections = [
            http.client.HTTPConnection("127.0.0.1", port, timeout=60) for _ in range(PROCESSES)
        ]
        yield _with_marks(Site(connections, sessions, places, environment))
        for one in connections:
            one.close()
    finally:
        web.terminate()
        web.wait(timeout=30)
        cluster.stop()


def _with_marks(site: Site) -> Site:
    """Where the list's second page goes on, and the address of a view that is saved here."""
    page = site.get(site.connections[0], "/desk/q/open/").decode()
    site.places["mark"] = page.split("?after=")[1].split('"')[0]
    site.places["view"] = "/desk/q/open/?priority=critical&status=new"
    return site


@pytest.mark.parametrize("name", PAGES)
def test_a_page(site: Site, name: str, benchmark: BenchmarkFixture) -> None:
    given = {key: value if "/" in value else quote(value) for key, value in site.places.items()}
    path = PAGES[name].format(**given)
    taken = []
    turns = cycle(site.connections)
    for _ in range(WARM):
        site.get(next(turns), path)
    for _ in range(ROUNDS):
        begun = perf_counter()
        body = site.get(next(turns), path)
        taken.append((perf_counter() - begun) * 1000)
    taken.sort()
    median, late = taken[ROUNDS // 2], taken[ROUNDS * 95 // 100]
    benchmark.extra_info |= {"median ms": round(median, 1), "p95 ms": round(late, 1)}
    print(f"{name:34} median {median:6.1f} ms   p95 {late:6.1f} ms   {len(body) // 1024} kB")
    benchmark.pedantic(site.get, args=(site.connections[0], path), rounds=3)


def test_an_act_on_a_thousand_cases(site: Site, benchmark: BenchmarkFixture) -> None:
    doing = [sys.executable, "-m", "bench.bulk_act", "1000"]

    def done() -> dict[str, float]:
        said = subprocess.run(
            doing, env=site.environment, check=True, cwd=ROOT, text=True, stdout=subprocess.PIPE
        )
        return dict(json.loads(said.stdout.splitlines()[-1]))

    taken = benchmark.pedantic(done, rounds=1)
    benchmark.extra_info |= taken
    print(f"1,000 cases in one act: {taken} seconds")

"""Every address of the site, asked for what nobody should ask: an answer, never a fault.

The addresses come from the table of the site, so that a new one is asked too.
"""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import get_resolver
from pytest_django import Settings

from charterdesk.cases.models import Case
from tests.apps.cast import admin, cleo
from tests.architecture.test_permissions import patterns
from tests.faces.desk_scene import case_of
from tests.faces.guests import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NUMBERS = ("9" * 30, "9223372036854775808")
SLUGS = ("a_b", "9" * 300)
WORDS = ("²", f"{'f' * 16}-1-a", f"1-{'9' * 30}-a", "9" * 400, "\0")
VALUES = (
    "a\0b", "²", "-1", "9" * 30, "1" * 5000, "x" * 9000, "../../etc/passwd", "a\r\nBcc: x",
    "0001-01-01T00:00", "9999-12-31T23:59", "%s{0}{{7*7}}", '" OR NEAR(', "\u202e",
)  # fmt: skip
# Every name meets another value in each turn.
TURNS = 3
SOURCES = Path(__file__).parents[2] / "src" / "charterdesk"
ENDS = {"accounts:sign_out", "portal:leave"}


def names_that_are_read() -> list[str]:
    """What views read of a query or a form, by its name."""
    read = re.compile(
        r'(?:GET|POST|query|given|data|said|post)\.get(?:list)?\("([a-z_]+)"'
        r"|^    ([a-z_]+) = forms\.[A-Z]", re.MULTILINE,
    )  # fmt: skip
    texts = (path.read_text("utf-8") for path in SOURCES.rglob("*.py"))
    return sorted({a or b for text in texts for a, b in read.findall(text)})


def spoilt(route: str, case: Case) -> Iterator[str]:
    """The address with each of its places spoilt in turn, the others as they should be."""
    places = re.findall(r"<([^>]+)>", route)
    usual = {"number": case.number, "charter": case.charter, "name": case.charter}
    for spoil in places:
        kind = spoil.rpartition(":")[0]
        for hostile in {"int": NUMBERS, "slug": SLUGS}.get(kind, WORDS):
            filled = route
            for place in places:
                kind, _, name = place.rpartition(":")
                good = "1" if kind == "int" else usual.get(name, "x")
                filled = filled.replace(f"<{place}>", quote(hostile) if place == spoil else good)
            yield f"/{filled}"


def usual(route: str, case: Case) -> str:
    """The address as it should be, for somebody's case."""
    route = route.replace("<str:number>", case.number).replace("<str:charter>", case.charter)
    return "/" + re.sub(r"<[^>]+>", "1", route)


def faults(client: Client, url: str, data: dict[str, str]) -> Iterator[str]:
    """What went wrong when the address was opened, and when a form was sent there."""
    for verb in ("get", "post"):
        try:
            answer = getattr(client, verb)(url, data)
            b"".join(answer)
            fault = "" if answer.status_code < 500 else str(answer.status_code)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is a fault of the desk
            fault = repr(error)[:200]
        if fault:
            yield f"{verb} {url[:120]} {fault}"


@pytest.mark.parametrize("face", ["desk", "studio", "portal", "accounts", "look"])
def test_no_address_and_no_word_in_it_is_a_fault(
    face: str, settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    settings.DATA = tmp_path
    case, names = case_of(), names_that_are_read()
    client = client_of(cleo())
    found: list[str] = []
    for name, route, _ in patterns(get_resolver()):
        if not name.startswith(f"{face}:") or name in ENDS:
            continue
        if face in ("desk", "studio"):
            client.force_login(admin())
        for url in spoilt(route, case):
            found += faults(client, url, {"answer": "yes", "body": "x"})
        for turn in range(TURNS):
            data = {one: VALUES[(place + turn) % len(VALUES)] for place, one in enumerate(names)}
            found += faults(client, usual(route, case), data)
    assert found == []

"""A canary under seal: after all that people and machines do, nothing but its one page sings.

trust.md rule 7: never in logs, exports, error pages, lists, search, proofs, or the database.
"""

import base64
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.urls import get_resolver

from charterdesk.access.models import Secret
from charterdesk.cases.models import Case
from charterdesk.command import run
from charterdesk.kit.seal_keys import ensure_keys
from tests.apps.access.systems import ada_may_look, case, system
from tests.architecture.test_permissions import patterns, sample
from tests.faces.portal_scene import browser
from tests.faces.visiting import Visit

# Each came in on another way, and met another end.
DESK, PORTAL, OLD, WIPED, REFUSED = (
    f"Canary-{name}-4e1d9a77c2" for name in ("desk", "portal", "old", "wiped", "refused")
)
ALL = (DESK, PORTAL, OLD, WIPED, REFUSED)
EXPORTS = (
    "/desk/equipment.csv", "/desk/search/?q={word}", "/desk/orgs/?q={word}",
    "/desk/q/open/?q={word}", "/desk/kb/?q={word}", "/kb/?q={word}", "/desk/palette/?q={word}",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _keys(tmp_path: Path) -> Iterator[None]:
    with override_settings(SEAL_KEYS=ensure_keys(tmp_path / "seal.keys"), DATA=tmp_path):
        yield


def singing(where: str, text: str) -> list[str]:
    """The canaries that a text holds, plain, in base64 or as JSON has them."""
    found = []
    for word in ALL:
        spelled = (word, base64.b64encode(word.encode()).decode().rstrip("="), word[::-1])
        if any(one in text for one in spelled):
            found.append(f"{where}: {word}")
    return found


def kept(visit: Visit, work: Case) -> None:
    """Every way in: by the desk, by the customer, replaced, wiped, refused."""
    of, url = system(), f"/desk/c/{work.number}/access/"
    name = f"secret{of.pk}-secret"
    own = {f"secret{of.pk}-what": "other", f"secret{of.pk}-other": "an old one"}
    visit.fill(url, "/keep/", **{name: OLD})
    visit.fill(url, "/keep/", **{name: DESK})
    visit.fill(url, "/keep/", **own, **{name: WIPED})
    visit.post(f"{url}secret/{Secret.objects.get(what='an old one').pk}/wipe/")
    refused = visit.fill(url, "/keep/", **{f"secret{of.pk}-what": "no such word", name: REFUSED})
    assert refused.status == 422
    hers = browser()
    word = "root password for SSH and Setup Wizard"
    page = hers.fill(
        f"/cases/{work.number}/access/", "/keep/", **{f"secret{of.pk}-what": word, name: PORTAL}
    )
    assert page.says("It is kept under seal")


def pages(work: Case) -> list[str]:
    """What needs nothing more than the case's number, beside the exports and searches."""
    routes = [route for _name, route, _ in patterns(get_resolver()) if "/act/" not in route]
    simple = [one for one in routes if "<" not in one.replace("<str:number>", "")]
    of_case = [sample(one.replace("<str:number>", work.number)) for one in simple]
    return [*of_case, *(one.format(word=DESK[:11]) for one in EXPORTS)]


def dump() -> Iterator[tuple[str, str]]:
    """Every table as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            yield table, "\n".join(map(_row, cursor.fetchall()))


def _row(row: tuple[Any, ...]) -> str:
    return " ".join(bytes(one).decode("latin-1") if isinstance(one, bytes | memoryview)
                    else str(one) for one in row)  # fmt: skip


def test_after_everything_no_canary_sings(
    visit: Visit, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:  # fmt: skip
    """R-BIC-34"""
    caplog.set_level(logging.DEBUG)
    ada_may_look()
    work, found = case(), []
    kept(visit, work)
    visit.client.raise_request_exception = False
    for url in pages(work):
        answer = visit.get(url)
        found += singing(f"{answer.status} {url}", answer.text)
    found += _errors(visit, work)
    for words in (["verify", "--json"], ["explain-case", work.number], ["seal-keys"]):
        _said(words)
    shown = capsys.readouterr()
    found += singing("console", shown.out + shown.err)
    found += singing("logs", caplog.text + json.dumps([str(one.args) for one in caplog.records]))
    for table, text in dump():
        found += singing(table, text)
    for file in tmp_path.rglob("*"):
        found += singing(str(file), file.read_bytes().decode("latin-1")) if file.is_file() else []
    assert found == []


def test_the_one_page_that_shows_it_is_found_by_the_same_search(visit: Visit) -> None:
    """So that a search that finds nothing means something."""
    ada_may_look()
    work = case()
    kept(visit, work)
    one = Secret.objects.get(what="GUI user and password", ended_at=None)
    page = visit.fill(
        f"/desk/c/{work.number}/access/", f"secret/{one.pk}/show/",
        **{f"show{one.pk}-reason": "The trunk is down"},
    )  # fmt: skip
    assert singing("page", page.text) == [f"page: {DESK}"]


def _errors(visit: Visit, work: Case) -> list[str]:
    """Forms refused, a broken seal, and a fault in the middle of a post with the secret in it."""
    one = Secret.objects.filter(ended_at=None).first()
    assert one is not None
    url, client = f"/desk/c/{work.number}/access/", visit.client
    data = {f"show{one.pk}-key": "k", f"show{one.pk}-reason": "Work"}
    keep = f"{url}{one.system_id}/keep/"
    secret = {f"secret{one.system_id}-secret": DESK, f"secret{one.system_id}-what": one.what}
    found = []
    with override_settings(SEAL_KEYS=Path("/nowhere/seal.keys")):
        for address, given in ((f"{url}secret/{one.pk}/show/", data), (keep, secret)):
            found += singing(address, visit.post(address, **given).text)
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    found += singing("csrf", strict.post(keep, secret).content.decode())
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr("charterdesk.access.commands.systems.write_line", _fails)
        answer = client.post(keep, secret)
        assert answer.status_code == 500
        found += singing("500", answer.content.decode())
    return found


def _fails(*_: Any, **__: Any) -> None:
    raise RuntimeError("a fault in the middle")


def _said(words: list[str]) -> None:
    try:
        run(words)
    except SystemExit:
        return

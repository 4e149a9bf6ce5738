"""What alerts, runners and their output say is text on every page, and leads nowhere of its own."""

import json

import pytest

from charterdesk.accounts.refusal import granted
from charterdesk.automation.commands.keys import make_runner, note_seen
from charterdesk.kit.wallclock import now
from tests.apps.alerts.scene import delivered, source, the_case
from tests.apps.automation.runbook_scene import did, machine_case, published, started
from tests.apps.cast import admin, ben
from tests.faces.visiting import Visit

HOSTILE = "<img src=x onerror=alert(1)>\"'</pre></script><script>alert(2)</script>"
RAW = ("<img src=x", "<script>alert(2)", "</pre></script>", 'href="javascript:', "\x1b", "\u202e")


def unharmed(visit: Visit, *urls: str) -> None:
    """None of the pages holds any of it as markup."""
    for url in urls:
        page = visit.get(url)
        assert page.status == 200, url
        assert [one for one in RAW if one in page.text] == [], url


def test_an_alert_is_text(visit: Visit) -> None:
    by = source()
    hostile = {
        "status": "firing", "fingerprint": HOSTILE, "startsAt": HOSTILE,
        "labels": {HOSTILE: HOSTILE, "alertname": HOSTILE, "customer": HOSTILE, "asset": HOSTILE},
        "annotations": {"summary": HOSTILE, "description": f"{HOSTILE}\n\x1b[31m\u202e"},
        "generatorURL": "javascript:alert(1)",
    }  # fmt: skip
    row = delivered(by, json.dumps({"alerts": [hostile]}).encode())
    visit.as_(admin())
    case = f"/desk/c/{the_case().number}/"
    found = f"/desk/search/?q={the_case().number}"
    unharmed(visit, case, found, "/desk/q/open/", f"/desk/alerts/{by.name}/", "/desk/alerts/")
    unharmed(visit, f"/desk/alerts/{by.name}/d/{row.pk}/", f"/desk/alerts/{by.name}/try/")
    assert visit.get(case).says("&lt;img src=x")


@pytest.mark.parametrize("output", [HOSTILE, "\x1b]0;evil\x07\x1b[2J", "\u202e" * 10, "\r\n" * 99])
def test_what_a_program_printed_is_text(visit: Visit, output: str) -> None:
    case = machine_case()
    started(case, published())
    assert did(output) == "room is left"
    did(output)
    visit.as_(ben())
    url = f"/desk/c/{case.number}/"
    unharmed(visit, url, f"{url}runbooks/", f"{url}runbooks/part/", "/desk/runbooks/disk-full/")


def test_what_a_runner_says_of_itself_is_text(visit: Visit) -> None:
    runner, _key = granted(make_runner(name="plant", by=admin(), at=now()))
    said = dict.fromkeys(("version", "host"), HOSTILE)
    note_seen(runner, {**said, "programs": [HOSTILE], "interpreters": [HOSTILE]}, now())
    unharmed(visit.as_(admin()), "/desk/runners/")

"""The sample's own tracker: the desk's real kind speaks with it, people close bugs on its pages."""

from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from charterdesk.sample.bugs import BugServer
from charterdesk.sample.bugs.shelf import Shelf
from charterdesk.trackers.kinds import Tracker
from charterdesk.trackers.values import NoSuchBug, TrackerAway, TrackerRefuses
from tests.apps.trackers.desk import settings_for, tracker

KEY = "a key"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BugServer]:
    one = BugServer(tmp_path, 0, KEY)
    one.start()
    settings_for(monkeypatch, kind="redmine", url=one.address, project="pbx", secret=KEY)
    yield one
    one.stop()


@pytest.fixture
def bugs(server: BugServer) -> Tracker:
    return tracker()


def asked(server: BugServer, path: str, **headers: str) -> tuple[int, str]:
    """The status and the words of an answer."""
    return sent(server, "GET", path, None, **headers)


def sent(
    server: BugServer, method: str, path: str, form: dict[str, str] | None, **headers: str
) -> tuple[int, str]:
    own = urlsplit(server.address)
    connection = HTTPConnection(str(own.hostname), own.port, timeout=10)
    body = urlencode(form) if form else None
    connection.request(method, path, body, {"Content-Type": FORM, **headers})
    answer = connection.getresponse()
    words = answer.read().decode()
    connection.close()
    return answer.status, words


def test_a_bug_goes_there_is_found_again_and_is_remarked_on(bugs: Tracker) -> None:
    number = bugs.raise_bug("It falls over", "On every start. [BIC1/0123456789ab]")
    assert bugs.find("BIC1/0123456789ab") == number
    bugs.write(number, "It happens on two exchanges.")
    assert [one.text for one in bugs.remarks(number)] == ["It happens on two exchanges."]
    assert (bugs.ticket(number).title, bugs.ticket(number).closed) == ("It falls over", False)


def test_a_bug_that_is_closed_on_its_page_is_closed_for_the_desk(
    server: BugServer, bugs: Tracker
) -> None:
    before = bugs.ticket("1207")
    form = {"text": "Mended in 7.3.", "do": "close"}
    assert sent(server, "POST", "/issues/1207", form, Origin=server.address)[0] == 303
    after = bugs.ticket("1207")
    assert after.closed
    assert after.changed != before.changed
    assert [(one.author, one.text) for one in bugs.remarks("1207")] == [
        ("Developer", "Mended in 7.3.")
    ]


def test_what_is_not_there_is_said(server: BugServer, bugs: Tracker) -> None:
    with pytest.raises(NoSuchBug):
        bugs.ticket("9999")
    with pytest.raises(TrackerRefuses, match="Subject"):
        bugs.raise_bug("", "no title")
    assert asked(server, "/issues/9999")[0] == 404


def test_nobody_comes_without_the_key_or_from_another_page(server: BugServer) -> None:
    assert asked(server, "/issues/1207.json", **{"X-Redmine-API-Key": "wrong"})[0] == 403
    assert asked(server, "/issues/1207.json")[0] == 403
    closing = {"do": "close"}
    assert sent(server, "POST", "/issues/1207", closing, Origin="http://evil.example")[0] == 403
    assert asked(server, "/issues/1207", Host="evil.example")[0] == 403


def test_what_people_write_is_text(server: BugServer, bugs: Tracker) -> None:
    number = bugs.raise_bug("<script>alert(1)</script>", "<b>&")
    page = asked(server, f"/issues/{number}")[1]
    assert "<script>" not in page
    assert "&lt;b&gt;&amp;" in page


@pytest.mark.parametrize("body", [b"", b"[1]", b'{"issue": 7}', b"{" * 5000, b"\xff\xfe"])
def test_malformed_asks_are_answered(server: BugServer, body: bytes) -> None:
    own = urlsplit(server.address)
    connection = HTTPConnection(str(own.hostname), own.port, timeout=10)
    connection.request("POST", "/issues.json", body, {"X-Redmine-API-Key": KEY})
    assert connection.getresponse().status == 422
    connection.close()


def test_a_tracker_that_is_gone_is_away(server: BugServer, bugs: Tracker) -> None:
    server.stop()
    with pytest.raises(TrackerAway):
        bugs.ticket("1207")


def test_a_restart_has_all_bugs(tmp_path: Path) -> None:
    def noon() -> datetime:
        return datetime(2026, 6, 16, 12, tzinfo=UTC)

    first = Shelf(tmp_path / "bugs.json", noon)
    bug = first.add("crm", "Опечатка", "В бланке.")
    first.note(bug, "Developer", "Да.")
    first.turn(bug, closed=True)
    assert Shelf(tmp_path / "bugs.json", noon).all("crm") == first.all("crm")

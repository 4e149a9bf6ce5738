"""A Trac that lies: what it answers is data, read in a time that grows with its size."""

import pytest

from charterdesk.kit.egress import Answer
from charterdesk.trackers import web
from charterdesk.trackers.kinds import Tracker
from charterdesk.trackers.values import TrackerAway, TrackerRefuses
from tests.apps.trackers.desk import settings_for, tracker

MOST = 1024 * 1024
ROW = b"id,summary,status,resolution\r\n7,It falls over,new,\r\n"
ENTITIES = '<?xml version="1.0" encoding="{}"?><!DOCTYPE r [<!ENTITY a "{}">]><rss>&a;</rss>'


@pytest.fixture
def trac(monkeypatch: pytest.MonkeyPatch) -> Tracker:
    """The desk's tracker, of which the answers are the test's."""
    settings_for(monkeypatch, kind="trac", url="http://127.0.0.1:9")
    return tracker()


def answers(monkeypatch: pytest.MonkeyPatch, body: bytes, status: int = 200) -> None:
    """Whatever it is asked, a ticket's row apart, it answers so."""

    def call(_method: str, url: str, **_more: object) -> Answer:
        return Answer(200, {}, ROW) if "format=csv" in url else Answer(status, {}, body)

    monkeypatch.setattr(web, "call", call)


@pytest.mark.parametrize("body", [
    ENTITIES.format("UTF-8", "x" * 1000).encode(),
    ENTITIES.format("UTF-16", "x" * 1000).encode("utf-16"),
    ENTITIES.format("UTF-16", "x" * 1000).encode("utf-16-be"),
    b"\xff\xfe\x00", b"", b"<rss>", b"<a>" * 1000, b"\0" * 100,
])  # fmt: skip
def test_changes_that_are_no_rss_of_a_trac_are_not_read(
    trac: Tracker, body: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(monkeypatch, body)
    with pytest.raises(TrackerAway, match="no RSS"):
        trac.ticket("7")


@pytest.mark.parametrize("piece", [
    b"<input ", b"<input", b'<input name="', b'id="warning"', b'id="warning">', b"<<<<", b"&#x",
])  # fmt: skip
def test_a_page_without_an_end_is_read_in_its_own_time(
    trac: Tracker, piece: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = b'<input name="__FORM_TOKEN" value="t">'
    answers(monkeypatch, token + piece * ((MOST - 100) // len(piece)))
    with pytest.raises(TrackerRefuses, match="it gave no reason"):
        trac.raise_bug("It falls over", "On every start.")


def test_the_reason_is_one_line_without_markup(
    trac: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (
        b'<input name="__FORM_TOKEN" value="t"><div id="warning" class="x"><b>No</b>\n&lt;way</div>'
    )
    answers(monkeypatch, page)
    with pytest.raises(TrackerRefuses, match=r"did not take the bug: No <way$"):
        trac.raise_bug("It falls over", "On every start.")

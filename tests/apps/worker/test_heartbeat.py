"""The sign of life: sent while all goes well, and not sent when anything behind it has stopped."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from charterdesk.cases.models import Case
from charterdesk.kit.settings_readers import MalformedSetting
from charterdesk.notifications.models import Notice
from charterdesk.worker.checking import Checker
from charterdesk.worker.heartbeat import (
    BEAT_EVERY,
    LOOKS_STOPPED,
    NOTICES_LATE,
    SETTING,
    WAKES_LATE,
    Heartbeat,
    heartbeat_of_the_desk,
)
from tests.apps.cases.desk_work import opened
from tests.apps.cast import MONDAY

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


class Watch(HTTPServer):
    """A watch outside that counts the signs of life and answers as it is told to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Listening)
        self.heard: list[str] = []
        self.answers = 200


class Listening(BaseHTTPRequestHandler):
    """One sign of life."""

    def do_POST(self) -> None:
        assert isinstance(self.server, Watch)
        self.server.heard.append(self.path)
        self.send_response(self.server.answers)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """It prints nothing."""


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    """A watch that the desk is told of."""
    server = Watch()
    thread = Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv(SETTING, f"http://127.0.0.1:{server.server_port}/ping/secret")
    monkeypatch.setenv("CHARTERDESK_OUT_NETWORKS", "127.0.0.0/8")
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def looked(at: datetime) -> Checker:
    """A checker that looked at `at`."""
    checker = Checker()
    checker.step(at)
    return checker


def test_a_sign_of_life_goes_out_once_a_minute(watch: Watch) -> None:
    checker = looked(MONDAY)
    heartbeat = heartbeat_of_the_desk(checker)
    assert heartbeat.step(MONDAY)
    assert heartbeat.due() == MONDAY + BEAT_EVERY
    assert not heartbeat.step(MONDAY + BEAT_EVERY - SECOND)
    checker.step(MONDAY + BEAT_EVERY)
    assert heartbeat.step(MONDAY + BEAT_EVERY)
    assert watch.heard == ["/ping/secret"] * 2


def test_nothing_is_sent_where_the_second_look_has_stopped(watch: Watch) -> None:
    assert not heartbeat_of_the_desk(Checker()).step(MONDAY)
    assert not heartbeat_of_the_desk(looked(MONDAY)).step(MONDAY + LOOKS_STOPPED + SECOND)
    assert watch.heard == []


def test_nothing_is_sent_while_a_wake_is_overdue(
    watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    case = opened()
    assert case.next_wake_at is not None
    just, late = case.next_wake_at + WAKES_LATE, case.next_wake_at + WAKES_LATE + SECOND
    assert heartbeat_of_the_desk(looked(just)).step(just)
    Notice.objects.all().delete()
    assert not heartbeat_of_the_desk(looked(late)).step(late)
    assert "a case should have been woken at" in caplog.text
    Case.objects.update(next_wake_at=None, wake_copy_at=None)
    assert heartbeat_of_the_desk(looked_only(late)).step(late)


def looked_only(at: datetime) -> Checker:
    """A checker that says it looked, without mending anything."""
    checker = Checker()
    checker.looked_at = at
    return checker


def test_nothing_is_sent_while_an_urgent_notice_lies_about(watch: Watch) -> None:
    opened(acknowledge=True)
    Notice.objects.update(urgent=True, send_at=MONDAY)
    late = MONDAY + NOTICES_LATE + SECOND
    Case.objects.update(next_wake_at=None, wake_copy_at=None)
    assert not heartbeat_of_the_desk(looked_only(late)).step(late)
    Notice.objects.update(state=Notice.State.SENT)
    assert heartbeat_of_the_desk(looked_only(late)).step(late)


@pytest.mark.parametrize("answer", [302, 404, 500])
def test_a_watch_that_does_not_take_it_is_asked_again_soon(
    watch: Watch, answer: int, caplog: pytest.LogCaptureFixture
) -> None:
    watch.answers = answer
    heartbeat = heartbeat_of_the_desk(looked(MONDAY))
    assert not heartbeat.step(MONDAY)
    assert f"127.0.0.1 answered {answer}" in caplog.text
    assert "secret" not in caplog.text
    watch.answers = 204
    again = heartbeat.due()
    assert again is not None
    assert again - MONDAY < BEAT_EVERY
    assert heartbeat.step(again)


def test_a_watch_in_a_private_network_must_be_allowed(
    watch: Watch, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv("CHARTERDESK_OUT_NETWORKS")
    assert not heartbeat_of_the_desk(looked(MONDAY)).step(MONDAY)
    assert "private network" in caplog.text


def test_without_a_watch_nothing_is_sent() -> None:
    assert not heartbeat_of_the_desk(looked(MONDAY)).step(MONDAY)
    assert not Heartbeat(Checker(), None).step(MONDAY)


@pytest.mark.parametrize("said", ["ping", "ftp://watch.example/x", "https:///x"])
def test_an_address_that_is_none_stops_the_start(
    said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTING, said)
    with pytest.raises(MalformedSetting, match="wants the address"):
        heartbeat_of_the_desk(Checker())

"""Others' calendars are read again by themselves; what fails leaves the last good edition."""

import http.server
import threading
from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from charterdesk.accounts.refusal import granted
from charterdesk.kit.egress import Allowance, Answer, EgressFailed
from charterdesk.notifications.models import Notice
from charterdesk.oncall.calendars import fetching
from charterdesk.oncall.commands import add_source, end_source, next_reading_at, reread_next
from charterdesk.oncall.commands.sources import ALARMING
from charterdesk.oncall.models import CalendarSource, Shift
from tests.apps.cast import MONDAY, ada, admin, ben
from tests.apps.oncall.rota_scene import nights, on_duty
from tests.apps.oncall.test_calendars import event, ics

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
THEIRS = ics(event("Ada Ek", since="20260616T080000Z", until="20260616T160000Z"))


class Server:
    """Whoever keeps the calendar, at the way out: answers in turn, the last one again and again."""

    def __init__(self, *answers: Answer | Exception) -> None:
        self.answers = list(answers)
        self.asked: list[Mapping[str, str]] = []

    def call(
        self, _method: str, _url: str, *, within: Allowance, headers: Mapping[str, str]
    ) -> Answer:
        assert within.most_bytes > 2 * 1024 * 1024
        self.asked.append(headers)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


def good(body: bytes = THEIRS, **headers: str) -> Answer:
    return Answer(200, headers, body)


@pytest.fixture
def stands(monkeypatch: pytest.MonkeyPatch) -> list[Server]:
    """Put a server in the list, and it is asked from then on."""
    servers: list[Server] = []

    def call(method: str, url: str, *, within: Allowance, headers: Mapping[str, str]) -> Answer:
        return servers[-1].call(method, url, within=within, headers=headers)

    monkeypatch.setattr(fetching, "call", call)
    return servers


def source(name: str = "theirs", every: timedelta = HOUR) -> CalendarSource:
    ada()
    url = f"https://calendar.example/{name}.ics"
    made = add_source(rota=nights(), name=name, url=url, every=every, by=ben(), at=MONDAY)
    return granted(made)


def round_at(hours: float) -> bool:
    return reread_next(at=MONDAY + hours * HOUR)


def fault() -> str:
    return CalendarSource.objects.get().fault


def test_a_calendar_is_read_at_its_own_pace_and_not_before(stands: list[Server]) -> None:
    stands.append(Server(good()))
    source()
    assert next_reading_at() == MONDAY + HOUR
    assert not round_at(0.9)
    assert round_at(1)
    assert not round_at(1.9)
    assert round_at(2.1)
    assert on_duty("2026-06-16T09:00") == ["ada"]
    assert len(stands[0].asked) == 2


def test_one_that_is_read_by_hand_only_is_left_alone(stands: list[Server]) -> None:
    stands.append(Server(good()))
    ada()
    granted(add_source(rota=nights(), name="file", by=ben(), at=MONDAY, every=HOUR))
    url = "https://calendar.example/x.ics"
    granted(add_source(rota=nights(), name="by hand", url=url, by=ben(), at=MONDAY))
    assert next_reading_at() is None
    assert not round_at(50)


def test_a_failure_keeps_the_last_good_edition_and_says_what_is_wrong(
    stands: list[Server],
) -> None:
    stands.append(Server(good(), Answer(500, {}, b"")))
    source()
    assert round_at(1)
    assert round_at(2)
    assert on_duty("2026-06-16T09:00") == ["ada"]
    failing = CalendarSource.objects.get()
    assert failing.failing_since == MONDAY + 2 * HOUR
    assert (failing.fault, failing.fault_about) == ("status", "500")


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (Answer(404, {}, b""), "status"),
        (Answer(302, {"location": "https://elsewhere.example/"}, b""), "status"),
        (good(b"<html>Sign in</html>"), "malformed"),
        (good(b""), "malformed"),
        (good(b"x" * (2 * 1024 * 1024 + 1)), "large"),
        (good(ics(event("Ada", more="RRULE:FREQ=SECONDLY"))), "often"),
        (EgressFailed("calendar.example took longer than 10 seconds."), "away"),
    ],
)
def test_each_fault_has_its_word(
    stands: list[Server], answer: Answer | Exception, word: str
) -> None:
    stands.append(Server(answer))
    source()
    assert round_at(1)
    assert fault() == word
    assert not Shift.objects.exists()


def test_what_no_table_can_hold_is_left_out_of_names(stands: list[Server]) -> None:
    stands.append(Server(good(ics(event("Nobody\0 Knows\x07")))))
    source()
    assert round_at(1)
    assert CalendarSource.objects.get().unknown in (["Nobody Knows"], [])


def test_a_calendar_that_fails_does_not_keep_the_next_one_waiting(stands: list[Server]) -> None:
    stands.append(Server(EgressFailed("The name x has no address."), good()))
    source("first")
    source("second")
    assert round_at(1)
    assert round_at(1)
    assert not round_at(1)
    assert on_duty("2026-06-16T09:00") == ["ada"]


def test_those_who_staff_rotas_are_told_once_when_it_fails_again_and_again(
    stands: list[Server],
) -> None:
    broken = EgressFailed("calendar.example did not answer as it should: reset.")
    stands.append(Server(*[broken] * (ALARMING + 2), good()))
    source()
    admin()
    for hour in range(1, ALARMING):
        round_at(hour)
    assert not Notice.objects.exists()
    for hour in range(ALARMING, ALARMING + 3):
        round_at(hour)
    assert {one.person for one in Notice.objects.all()} == {ben(), admin()}
    told = Notice.objects.filter(person=ben()).order_by("pk").values_list("text", flat=True)
    assert len(told) == 1
    assert "can't be read since Mon 15 June 2026, 11:00" in told[0]
    assert "calendar.example did not answer as it should: reset." in told[0]
    round_at(ALARMING + 3)
    last = Notice.objects.filter(person=ben()).order_by("pk").last()
    assert last is not None
    assert last.text == "The calendar “theirs” of out-of-hours is read again."
    assert fault() == ""


def test_an_unchanged_edition_is_not_sent_again_within_a_day(stands: list[Server]) -> None:
    marks = {"ETag": '"7"', "Last-Modified": "Mon, 15 Jun 2026 08:00:00 GMT"}
    stands.append(Server(good(THEIRS, **marks), Answer(304, {}, b"")))
    source()
    round_at(1)
    round_at(2)
    assert "If-None-Match" not in stands[0].asked[0]
    assert stands[0].asked[1]["If-None-Match"] == '"7"'
    assert stands[0].asked[1]["If-Modified-Since"].startswith("Mon, 15 Jun")
    assert on_duty("2026-06-16T09:00") == ["ada"]
    round_at(27)
    assert "If-None-Match" not in stands[0].asked[2]


def test_an_answer_unchanged_that_nobody_asked_for_is_a_fault(stands: list[Server]) -> None:
    stands.append(Server(Answer(304, {}, b"")))
    source()
    round_at(1)
    assert fault() == "status"


def test_a_shift_that_has_not_changed_stays_the_row_that_it_is(stands: list[Server]) -> None:
    stands.append(Server(good()))
    source()
    round_at(1)
    first = Shift.objects.get()
    reread_next(at=datetime.fromisoformat("2026-06-16T12:00:00+00:00"))
    assert Shift.objects.get().pk == first.pk
    assert Shift.objects.get().since == first.since


def test_a_shift_that_has_gone_from_the_calendar_ends_now_or_never_was(
    stands: list[Server],
) -> None:
    later = event("Ben Dahl", since="20260617T080000Z", until="20260617T160000Z")
    both = ics(event("Ada Ek"), later)
    stands.append(Server(good(both), good(ics())))
    source()
    round_at(1)
    assert Shift.objects.count() == 2
    at = datetime.fromisoformat("2026-06-16T12:00:00+00:00")
    reread_next(at=at)
    assert [(one.person, one.until) for one in Shift.objects.all()] == [(ada(), at)]


def test_a_calendar_that_was_ended_is_read_no_more_and_its_shifts_go(
    stands: list[Server],
) -> None:
    stands.append(Server(good()))
    theirs = source()
    round_at(1)
    theirs.refresh_from_db()
    assert end_source(source=theirs, by=ben(), at=MONDAY + 2 * HOUR) is None
    assert end_source(source=theirs, by=ben(), at=MONDAY + 2 * HOUR) is not None
    assert not Shift.objects.exists()
    assert not round_at(100)


class Shelf(http.server.BaseHTTPRequestHandler):
    """A web server with one calendar, which knows its edition by its mark."""

    def do_GET(self) -> None:
        """The calendar, or that it is the same."""
        known = self.headers.get("If-None-Match") == '"1"'
        self.send_response(304 if known else 200)
        self.send_header("ETag", '"1"')
        self.send_header("Content-Length", "0" if known else str(len(THEIRS)))
        self.end_headers()
        if not known:
            self.wfile.write(THEIRS)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def test_a_real_server_is_asked_through_the_one_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Shelf) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_address[1]
        monkeypatch.setenv("CHARTERDESK_OUT_HOSTS", "http://127.0.0.1")
        ada()
        url = f"http://127.0.0.1:{port}/rota.ics"
        granted(add_source(rota=nights(), name="theirs", url=url, every=HOUR, by=ben(), at=MONDAY))
        round_at(1)
        assert fault() == "away"
        assert "private network" in CalendarSource.objects.get().fault_about
        monkeypatch.setenv("CHARTERDESK_OUT_NETWORKS", "127.0.0.0/8")
        round_at(2)
        round_at(3)
        server.shutdown()
    read = CalendarSource.objects.get()
    assert (read.fault, read.etag) == ("", '"1"')
    assert (read.read_at, read.looked_at) == (MONDAY + 2 * HOUR, MONDAY + 3 * HOUR)
    assert on_duty("2026-06-16T09:00") == ["ada"]

"""Streams that break anywhere lose no line and double none, and no right outlives itself."""

import random
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from time import monotonic
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings

from charterdesk.customers.models import Contact
from charterdesk.kit.wallclock import now
from charterdesk.talk.models import Chat
from tests.apps.cast import ada, dora
from tests.apps.talk.chat_scene import begun, customer_at_any_hour, said, taken, texts
from tests.apps.talk.chat_server import cookie_of, served

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
COOKIE = settings.SESSION_COOKIE_NAME


@dataclass
class Browser:
    """Somebody's EventSource: it takes whole events, and goes on after the last one it has."""

    address: str
    cookie: str
    path: str
    lines: list[int] = field(default_factory=list)
    last: str = ""
    kept: bytes = b""

    @contextmanager
    def open(self) -> Iterator[socket.socket]:
        """A connection on which the stream was asked for."""
        parts = urlsplit(self.address)
        assert parts.port
        with socket.create_connection((parts.hostname or "", parts.port), timeout=8) as wire:
            again = f"Last-Event-ID: {self.last}\r\n" if self.last else ""
            asked = f"GET {self.path} HTTP/1.1\r\nHost: {parts.netloc}\r\n{again}"
            wire.sendall(f"{asked}Cookie: {COOKIE}={self.cookie}\r\n\r\n".encode())
            self.kept = b""
            yield wire

    def read(self, wire: socket.socket, most: int = 65536) -> bool:
        """Take what has come; False where the server has ended the stream."""
        came = wire.recv(most)
        self.kept += came
        *whole, self.kept = self.kept.replace(b"\r\n", b"\n").split(b"\n\n")
        for event in whole:
            fields = dict(line.split(b": ", 1) for line in event.split(b"\n") if b": " in line)
            if fields.get(b"event") == b"line":
                self.last = fields[b"id"].decode()
                self.lines.append(int(self.last))
        return bool(came)


def stream_of(chat: Chat, after: int = 0) -> str:
    return f"/chat/stream?{urlencode({'chat': chat.ref, 'after': after, 'lang': 'en'})}"


def going() -> tuple[Contact, Chat]:
    """A chat that Ada has taken, at any hour."""
    contact = customer_at_any_hour(now())
    return contact, taken(begun(at=now(), by=contact), at=now())


def test_a_stream_that_is_cut_anywhere_loses_no_line_and_doubles_none() -> None:
    dice = random.Random(7)
    contact, chat = going()
    with served() as address:
        browser = Browser(address, cookie_of(contact), stream_of(chat))
        written = 0
        until = monotonic() + 60
        while (written < 40 or browser.last != str(last_line(chat))) and monotonic() < until:
            with browser.open() as wire:
                for _ in range(dice.randrange(1, 4)):
                    if written < 40:
                        said(chat, f"line {written}", (ada(), contact)[written % 2], at=now())
                        written += 1
                # Cut after so many bytes, wherever that is.
                left = dice.randrange(1, 2500) if written < 40 else 10**6
                while left > 0 and browser.last != str(last_line(chat)):
                    before = len(browser.kept)
                    if not browser.read(wire, min(left, 700)):
                        break
                    left -= max(1, len(browser.kept) - before)
    assert browser.lines == sorted(set(browser.lines))
    assert browser.lines == list(range(1, last_line(chat) + 1))


def last_line(chat: Chat) -> int:
    return Chat.objects.get(pk=chat.pk).newest


def test_a_line_whose_post_is_cut_anywhere_stands_once_when_it_is_sent_again() -> None:
    dice = random.Random(3)
    contact, chat = going()
    with served() as address:
        cookie = cookie_of(contact)
        for number in range(12):
            body = _form(cookie, address, f"line {number}", f"key{number}")
            for _ in range(2):
                _cut(address, body, dice.randrange(len(body) + 1))
            assert _whole(address, body).startswith(b"HTTP/1.1 200")
    assert [one for one in texts(chat) if one.startswith("line")] == [
        f"line {number}" for number in range(12)
    ]


def test_a_session_that_is_ended_ends_its_stream_within_five_seconds() -> None:
    contact, chat = going()
    with served() as address:
        browser = Browser(address, cookie_of(contact), stream_of(chat))
        with browser.open() as wire:
            assert browser.read(wire)
            contact.is_active = False
            contact.save(update_fields=["is_active"])
            asked = monotonic()
            while browser.read(wire):
                assert monotonic() - asked < 6
        assert monotonic() - asked < 6
        assert _status(address, browser.path, browser.cookie) == 401


def test_nobody_hears_the_chat_of_another() -> None:
    _, chat = going()
    with served() as address:
        assert _status(address, stream_of(chat), cookie_of(dora())) == 404
        assert _status(address, stream_of(chat), "") == 401
        assert _status(address, stream_of(chat), "no-session") == 401
        assert _status(address, "/desk/chats/stream", cookie_of(dora())) == 401
        assert _status(address, "/desk/chats/stream?chat=x", cookie_of(ada())) == 404


def test_one_person_holds_eight_streams_at_the_most() -> None:
    contact, chat = going()
    with served() as address:
        cookie = cookie_of(contact)
        first = Browser(address, cookie, stream_of(chat))
        with first.open() as wire:
            assert first.read(wire)
            others = [Browser(address, cookie, stream_of(chat)).open() for _ in range(8)]
            wires = [one.__enter__() for one in others]
            assert all(one.recv(100) for one in wires)
            assert not _goes_on(first, wire)
            for one in others:
                one.__exit__(None, None, None)


def test_who_listens_is_there_and_who_has_gone_is_not() -> None:
    contact, chat = going()
    Chat.objects.update(customer_seen_at=chat.begun_at)
    with served() as address:
        browser = Browser(address, cookie_of(contact), stream_of(chat))
        with browser.open() as wire:
            while not browser.lines:
                assert browser.read(wire)
            assert Chat.objects.get().customer_seen_at > chat.begun_at


def _goes_on(browser: Browser, wire: socket.socket) -> bool:
    until = monotonic() + 5
    while monotonic() < until:
        if not browser.read(wire):
            return False
    return True


def _status(address: str, path: str, cookie: str) -> int:
    parts = urlsplit(address)
    wire = HTTPConnection(parts.hostname or "", parts.port, timeout=8)
    try:
        wire.request("GET", path, headers={"Cookie": f"{COOKIE}={cookie}"})
        return wire.getresponse().status
    finally:
        wire.close()


def _form(cookie: str, address: str, text: str, key: str) -> bytes:
    token = "a" * 32
    body = urlencode({"body": text, "key": key, "csrfmiddlewaretoken": token}).encode()
    chat = Chat.objects.get()
    head = (
        f"POST /chat/{chat.ref}/say/ HTTP/1.1\r\nHost: {urlsplit(address).netloc}\r\n"
        f"Cookie: {COOKIE}={cookie}; csrftoken={token}\r\nAccept: application/json\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _cut(address: str, request: bytes, after: int) -> None:
    """Send that many bytes and hang up without waiting for the answer."""
    parts = urlsplit(address)
    assert parts.port
    with socket.create_connection((parts.hostname or "", parts.port), timeout=8) as wire:
        wire.sendall(request[:after])


def _whole(address: str, request: bytes) -> bytes:
    parts = urlsplit(address)
    assert parts.port
    came = b""
    with socket.create_connection((parts.hostname or "", parts.port), timeout=8) as wire:
        wire.sendall(request)
        while part := wire.recv(65536):
            came += part
    return came

"""Mailboxes of a real server: nothing lost, nothing twice, wherever the line breaks (R10)."""

import imaplib
import random
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

import pytest
from django.db import OperationalError

from charterdesk.cases.models import Case
from charterdesk.channels.imap.box import ImapBox
from charterdesk.channels.mail.mailbox import Box, Fetched, Listed, MailboxFailed, Server, Then
from charterdesk.channels.pop.box import PopBox
from charterdesk.intake import fetching
from charterdesk.intake.fetching import mailbox_named, note_failure, read_mailbox
from charterdesk.intake.mailbox import FetchedMail, Mailbox
from charterdesk.intake.models import RawMail
from charterdesk.intake.taking import take_waiting
from charterdesk.notifications.returning import address_for, token_for
from tests.apps.cast import MONDAY, cleo
from tests.apps.intake.cutting import line_to
from tests.apps.intake.post import SUPPORT, letter, staffed
from tests.channels.servers.dovecot import PASSWORD, PROGRAM, Dovecot, dovecot

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not PROGRAM.exists(), reason="Dovecot is not installed"),
]

# Over the four ways of reading these are the 200 of R10.
CUTS = 50
USERS = count(1)
Opens = Callable[[Server], Box]


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    """One server for all; each test has a user of its own."""
    with dovecot() as running:
        yield running


@pytest.fixture
def user() -> str:
    return f"user{next(USERS)}"


def put(server: Dovecot, user: str, *raws: bytes, folder: str = "INBOX") -> None:
    """Lay mails into the user's mailbox."""
    line = imaplib.IMAP4("127.0.0.1", server.imap)
    line.login(user, PASSWORD)
    for raw in raws:
        assert line.append(folder, "", "", raw.replace(b"\n", b"\r\n"))[0] == "OK"
    line.logout()


def lying(server: Dovecot, user: str, folder: str = "INBOX") -> int:
    """How many mails lie in a folder of the user's."""
    line = imaplib.IMAP4("127.0.0.1", server.imap)
    line.login(user, PASSWORD)
    status, said = line.select(folder, readonly=True)
    line.logout()
    return int(said[0] or 0) if status == "OK" else 0


def by_imap(then: Then) -> Opens:
    return lambda server: ImapBox(server, then=then).open()


def by_pop(server: Server) -> Box:
    return PopBox(server).open()


def read(open_box: Opens, server: Server, *, name: str = "") -> list[RawMail]:
    """One reading of the user's mailbox; raises MailboxFailed."""
    box = open_box(server)
    try:
        return read_mailbox(
            mailbox_named(name or server.user, MONDAY), box, (SUPPORT,), lambda: MONDAY
        )
    finally:
        box.close()


def read_over(port: int, open_box: Opens, server: Server, **breaks: int) -> bool:
    """Whether a reading over a line that breaks there came to its end."""
    with line_to(port, **breaks) as line:
        try:
            read(open_box, replace(server, port=line.port, timeout=timedelta(seconds=10)))
        except MailboxFailed:
            return False
    return True


def lengths_of(port: int, open_box: Opens, server: Server) -> tuple[int, int]:
    """How many bytes come and lines go in a whole reading."""
    with line_to(port) as line:
        read(open_box, replace(server, port=line.port))
        return line.came, line.went


def stored_for(user: str) -> list[bytes]:
    brought = RawMail.objects.filter(brought_by=f"mailbox {user}")
    return [bytes(one.raw) for one in brought.order_by("pk")]


def two() -> list[bytes]:
    return [letter(f"Number {one}. " * 40, subject=f"Mail {one}") for one in (1, 2)]


@pytest.mark.parametrize("then", ["move", "delete", "seen"])
def test_what_lies_there_is_stored_and_finished(server: Dovecot, user: str, then: Then) -> None:
    raws = two()
    put(server, user, *raws)
    assert len(read(by_imap(then), server.by_imap(user))) == 2
    assert stored_for(user) == [raw.replace(b"\n", b"\r\n") for raw in raws]
    assert read(by_imap(then), server.by_imap(user)) == []
    assert lying(server, user) == (2 if then == "seen" else 0)
    assert lying(server, user, "Taken") == (2 if then == "move" else 0)


def test_a_mailbox_by_pop_is_emptied_of_what_is_stored(server: Dovecot, user: str) -> None:
    put(server, user, *two())
    assert len(read(by_pop, server.by_pop(user))) == 2
    assert lying(server, user) == 0
    assert read(by_pop, server.by_pop(user)) == []
    assert not FetchedMail.objects.filter(mailbox__name=user).exists()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["move", "delete", "seen", "pop"])
def test_a_line_cut_at_any_byte_loses_and_doubles_nothing(server: Dovecot, kind: str) -> None:
    open_box, port = _way(server, kind)
    came, _ = _lengths(server, kind)
    chance = random.Random(f"cuts of {kind}")
    broken = 0
    for at in (chance.randrange(1, came) for _ in range(CUTS)):
        broken += _survives(server, kind, open_box, port, bytes_back=at)
    assert broken > CUTS // 2


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["move", "delete", "seen", "pop"])
def test_a_line_cut_after_any_command_loses_and_doubles_nothing(server: Dovecot, kind: str) -> None:
    open_box, port = _way(server, kind)
    _, went = _lengths(server, kind)
    broken = sum(
        _survives(server, kind, open_box, port, lines_out=lines) for lines in range(1, went)
    )
    assert broken >= went - 3


def _way(server: Dovecot, kind: str) -> tuple[Opens, int]:
    if kind == "pop":
        return by_pop, server.pop
    then: Then = "move" if kind == "move" else "delete" if kind == "delete" else "seen"
    return by_imap(then), server.imap


def _server(server: Dovecot, kind: str, user: str) -> Server:
    return server.by_pop(user) if kind == "pop" else server.by_imap(user)


def _lengths(server: Dovecot, kind: str) -> tuple[int, int]:
    user = f"whole{next(USERS)}"
    put(server, user, *two())
    open_box, port = _way(server, kind)
    return lengths_of(port, open_box, _server(server, kind, user))


def _survives(server: Dovecot, kind: str, open_box: Opens, port: int, **breaks: int) -> bool:
    """Cut once, then read on a whole line: both mails are stored once. Whether the cut was felt."""
    user, raws = f"cut{next(USERS)}", two()
    put(server, user, *raws)
    whole = read_over(port, open_box, _server(server, kind, user), **breaks)
    read(open_box, _server(server, kind, user))
    assert sorted(stored_for(user)) == sorted(raw.replace(b"\n", b"\r\n") for raw in raws), breaks
    assert lying(server, user) == (2 if kind == "seen" else 0)
    return not whole


def test_new_numbers_of_the_server_make_no_second_case(server: Dovecot, user: str) -> None:
    staffed("roxen")
    cleo()
    put(server, user, *two())
    box = ImapBox(server.by_imap(user)).open()
    before = [one.mark for one in box.listing()]
    box.close()
    unfinished = _Unfinishing(server.by_imap(user))
    with pytest.raises(MailboxFailed):
        read_mailbox(mailbox_named(user, MONDAY), unfinished, (SUPPORT,), lambda: MONDAY)
    unfinished.close()
    (server.directory / "mail" / user / "dovecot-uidlist").unlink()
    for index in (server.directory / "mail" / user).glob("dovecot.index*"):
        index.unlink()
    box = ImapBox(server.by_imap(user)).open()
    assert not {one.mark for one in box.listing()} & set(before)
    box.close()
    assert len(read(by_imap("move"), server.by_imap(user))) == 2
    take_waiting(MONDAY)
    assert (RawMail.objects.count(), Case.objects.count()) == (4, 2)


class _Unfinishing(ImapBox):
    """A mailbox whose server dies when something is to be moved."""

    def __init__(self, server: Server) -> None:
        super().__init__(server)
        self.open()

    def finish(self, marks: Collection[str]) -> None:
        raise MailboxFailed("The line broke.")


def test_the_same_mail_twice_in_a_mailbox_makes_one_case(server: Dovecot, user: str) -> None:
    staffed("roxen")
    cleo()
    raw = letter()
    put(server, user, raw, raw)
    assert len(read(by_pop, server.by_pop(user))) == 2
    take_waiting(MONDAY)
    assert Case.objects.count() == 1


def test_two_readers_of_one_mailbox_store_each_mail_once(
    server: Dovecot, user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(server, user, *two())
    first, second = (by_imap("seen")(server.by_imap(user)) for _ in range(2))
    row = mailbox_named(user, MONDAY)
    listed = second.listing()
    read_mailbox(row, first, (SUPPORT,), lambda: MONDAY)
    monkeypatch.setattr(second, "listing", lambda: listed)
    read_mailbox(row, second, (SUPPORT,), lambda: MONDAY)
    first.close()
    second.close()
    assert len(stored_for(user)) == 2


def test_a_mail_that_can_not_be_stored_stays_in_its_mailbox(
    server: Dovecot, user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(server, user, letter())
    with monkeypatch.context() as broken:
        broken.setattr(fetching, "keep_mails", _no_database)
        with pytest.raises(OperationalError):
            read(by_imap("delete"), server.by_imap(user))
    assert lying(server, user) == 1
    assert len(read(by_imap("delete"), server.by_imap(user))) == 1


def _no_database(*_: object, **__: object) -> list[RawMail]:
    raise OperationalError("the disk is full")


def test_a_case_starts_when_the_mail_reached_its_own_server(user: str) -> None:
    staffed("roxen")
    cleo()
    earlier = MONDAY - timedelta(minutes=40)
    read_mailbox(mailbox_named(user, MONDAY), Lying(letter(), earlier), (SUPPORT,), lambda: MONDAY)
    take_waiting(MONDAY)
    assert Case.objects.get().opened_at == earlier


def test_a_server_whose_clock_is_ahead_brings_no_mail_from_the_future(user: str) -> None:
    later = MONDAY + timedelta(days=1)
    box = Lying(letter(), later)
    [row] = read_mailbox(mailbox_named(user, MONDAY), box, (SUPPORT,), lambda: MONDAY)
    assert row.received_at == MONDAY


def test_an_answer_finds_its_case_by_the_token_in_the_mailbox(user: str) -> None:
    staffed("roxen")
    cleo()
    row = mailbox_named(user, MONDAY)
    read_mailbox(row, Lying(letter()), (SUPPORT,), lambda: MONDAY)
    take_waiting(MONDAY)
    case = Case.objects.get()
    address = address_for(SUPPORT, token_for(case.number, case.pk, "reply"))
    read_mailbox(row, Lying(letter("More.", to=address)), (SUPPORT,), lambda: MONDAY)
    take_waiting(MONDAY)
    assert Case.objects.get().messages.filter(direction="in").count() == 2


def test_a_mail_too_large_to_read_stays_and_is_named(user: str) -> None:
    row = mailbox_named(user, MONDAY)
    box = Lying(letter(), size=10**9)
    assert read_mailbox(row, box, (SUPPORT,), lambda: MONDAY) == []
    row.refresh_from_db()
    assert (row.left, box.finished) == ("7.1 (1000000000 bytes)", [])


def test_five_minutes_without_a_reading_raise_one_alarm(user: str) -> None:
    row = mailbox_named(user, MONDAY)
    raised = [
        note_failure(row, "no answer", MONDAY + timedelta(minutes=minutes))
        for minutes in (0, 4, 5, 6)
    ]
    assert raised == [False, False, True, False]
    read_mailbox(row, Lying(letter()), (SUPPORT,), lambda: MONDAY + timedelta(minutes=7))
    row = Mailbox.objects.get(pk=row.pk)
    assert (row.alarmed_at, row.failing_since, row.fault) == (None, None, "")


class Lying:
    """A mailbox with one mail in it."""

    def __init__(self, raw: bytes, arrived: datetime | None = None, size: int = 0) -> None:
        self.fetched = Fetched(raw, arrived)
        self.listed = Listed(f"7.{1 if size else hash(raw)}", size or len(raw))
        self.finished: list[str] = []

    def listing(self) -> list[Listed]:
        return [] if self.finished else [self.listed]

    def fetch(self, mark: str) -> Fetched | None:
        return self.fetched

    def finish(self, marks: Collection[str]) -> None:
        self.finished += marks

    def wait(self, longest: timedelta) -> bool:
        return False

    def wake(self) -> None:
        return None

    def close(self) -> None:
        return None

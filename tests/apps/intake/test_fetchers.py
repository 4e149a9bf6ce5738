"""The readers of mailboxes at work: they listen, come again, and say when they can't."""

import imaplib
import json
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from charterdesk.channels.mail.mailbox import MailboxFailed
from charterdesk.intake.fetchers import Fetcher
from charterdesk.intake.mailbox import Mailbox
from charterdesk.intake.mailbox_settings import NamedMailbox, OAuth
from charterdesk.intake.mailbox_tokens import Tokens
from charterdesk.intake.models import RawMail
from charterdesk.kit.egress import Answer, EgressFailed
from tests.apps.cast import MONDAY
from tests.apps.intake.post import SUPPORT, letter
from tests.channels.servers.dovecot import PASSWORD, PROGRAM, Dovecot, dovecot
from tests.reaching import free_port

needs_dovecot = pytest.mark.skipif(not PROGRAM.exists(), reason="Dovecot is not installed")
USERS = count(1)


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


def named(port: int, user: str) -> NamedMailbox:
    return NamedMailbox(
        name=user, kind="imap", host="127.0.0.1", port=port, tls="none", user=user,
        addresses=(SUPPORT,), password=PASSWORD,
    )  # fmt: skip


def put(server: Dovecot, user: str) -> None:
    line = imaplib.IMAP4("127.0.0.1", server.imap)
    line.login(user, PASSWORD)
    line.append("INBOX", "", "", letter().replace(b"\n", b"\r\n"))
    line.logout()


@needs_dovecot
@pytest.mark.django_db(transaction=True)
def test_a_mail_that_comes_while_it_listens_is_stored_at_once(server: Dovecot) -> None:
    user, news = f"fetched{next(USERS)}", threading.Event()
    first = threading.Event()

    def seen(rows: Iterable[tuple[int, str]]) -> None:
        if list(rows):
            news.set()
        first.set()

    fetcher = Fetcher(named(server.imap, user), seen)
    fetcher.start()
    assert first.wait(60)
    put(server, user)
    assert news.wait(60)
    fetcher.stop()
    assert f"mailbox {user}" not in {thread.name for thread in threading.enumerate()}
    assert RawMail.objects.get().recipients == [SUPPORT]
    assert Mailbox.objects.get(name=user).fault == ""


@pytest.mark.django_db
def test_a_server_that_does_not_answer_is_said_on_the_mailbox() -> None:
    fetcher = Fetcher(named(free_port(), "nobody"), lambda rows: None)
    fetcher.read()
    row = Mailbox.objects.get(name="nobody")
    assert "127.0.0.1" in row.fault
    assert row.failing_since is not None


@needs_dovecot
@pytest.mark.django_db
def test_a_wrong_password_is_said_in_the_servers_words(server: Dovecot) -> None:
    wrong = named(server.imap, f"wrong{next(USERS)}")
    fetcher = Fetcher(replace(wrong, password="no such word"), lambda rows: None)
    fetcher.read()
    fault = Mailbox.objects.get(name=wrong.name).fault
    assert "Authentication failed" in fault
    assert "no such word" not in fault


class Provider:
    """Answers for tokens as it is told to, and keeps what it was asked."""

    def __init__(self, *answers: Answer | EgressFailed) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def __call__(self, url: str, body: bytes) -> Answer:
        self.asked.append(f"{url} {body.decode()}")
        answer = self.answers.pop(0)
        if isinstance(answer, EgressFailed):
            raise answer
        return answer


def gave(**said: object) -> Answer:
    return Answer(200, {}, json.dumps({"access_token": "abc", "expires_in": 3600, **said}).encode())


def tokens(kept: Path, provider: Provider, given: str = "by hand") -> Tokens:
    oauth = OAuth("microsoft", "desk", client_secret="hush", refresh_token=given)
    return Tokens(oauth, kept / "box.token", provider)


def test_a_token_is_asked_for_once_until_it_ends(tmp_path: Path) -> None:
    provider = Provider(gave(), gave(access_token="def"))
    mine = tokens(tmp_path, provider)
    hour = timedelta(hours=1)
    got = [mine.access(MONDAY), mine.access(MONDAY + hour / 2), mine.access(MONDAY + hour)]
    assert got == ["abc", "abc", "def"]
    assert provider.asked[0].startswith(
        "https://login.microsoftonline.com/common/oauth2/v2.0/token grant_type=refresh_token"
    )


def test_a_new_refresh_token_is_kept_for_the_desk_alone(tmp_path: Path) -> None:
    provider = Provider(gave(refresh_token="the next"), gave())
    tokens(tmp_path, provider).access(MONDAY)
    tokens(tmp_path, provider).access(MONDAY)
    assert "refresh_token=the+next" in provider.asked[1]
    assert (tmp_path / "box.token").stat().st_mode & 0o077 == 0


def test_a_refresh_token_that_the_operator_renewed_comes_first(tmp_path: Path) -> None:
    provider = Provider(gave(refresh_token="the next"), gave())
    tokens(tmp_path, provider).access(MONDAY)
    tokens(tmp_path, provider, "by hand again").access(MONDAY)
    assert "refresh_token=by+hand+again" in provider.asked[1]


@pytest.mark.parametrize(
    "answer",
    [
        Answer(400, {}, b'{"error": "invalid_grant"}'),
        Answer(200, {}, b"<html>"),
        Answer(200, {}, b"[]"),
        Answer(200, {}, b'{"access_token": 5}'),
        EgressFailed("The provider took longer than 10 seconds."),
    ],
)
def test_a_provider_that_gives_no_token_is_one_sentence(
    tmp_path: Path, answer: Answer | EgressFailed
) -> None:
    with pytest.raises(MailboxFailed, match=r"token") as failed:
        tokens(tmp_path, Provider(answer)).access(MONDAY)
    assert "hush" not in str(failed.value)

"""What the operator writes about mailboxes: read as values, or refused by one sentence."""

from pathlib import Path

import pytest

from charterdesk.intake.mailbox_settings import mailboxes_of_the_desk
from charterdesk.kit.settings_readers import MalformedSetting

USUAL = "host: imap.example.org, user: support, password: hush, addresses: [support@x.example]"


def said(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("CHARTERDESK_MAILBOXES", text)


def test_nothing_set_is_no_mailbox(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHARTERDESK_MAILBOXES", raising=False)
    assert mailboxes_of_the_desk() == []


def test_a_mailbox_is_read_with_its_usual_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    said(monkeypatch, f"support: {{{USUAL}}}")
    [one] = mailboxes_of_the_desk()
    assert (one.kind, one.port, one.tls, one.then, one.folder) == (
        "imap", 993, "implicit", "move", "INBOX",
    )  # fmt: skip
    assert "hush" not in repr(one)


def test_secrets_come_from_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hush\n", encoding="utf-8")
    path = tmp_path / "secret"
    said(
        monkeypatch,
        f"""
        post:
          host: outlook.example.org
          user: support@x.example
          addresses: support@x.example
          oauth: {{provider: microsoft, client: desk, tenant: x.example,
                   client_secret_file: {path}, refresh_token_file: {path}}}
        """,
    )
    [one] = mailboxes_of_the_desk()
    assert one.oauth is not None
    assert (one.oauth.refresh_token, one.oauth.tenant) == ("hush", "x.example")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[", "not YAML"),
        ("support", "lines of"),
        ("../x: {}", "letters, digits"),
        ("a: 5", "a host"),
        (f"a: {{{USUAL}, kind: exchange}}", "kind wants one of imap, pop"),
        (f"a: {{{USUAL}, port: 70000}}", "port"),
        (f"a: {{{USUAL}, pass: x}}", "pass means nothing"),
        (f"a: {{{USUAL}, kind: pop, then: seen}}", "POP3"),
        ("a: {host: h, user: u, addresses: [a@b]}", "password"),
        ("a: {host: h, user: u, password: p}", "addresses"),
        ("a: {host: h, user: u, password_file: /no/such, addresses: a@b}", "can't be read"),
        (f"a: {{{USUAL}, oauth: {{provider: other}}}}", "google, microsoft"),
    ],
)
def test_a_malformed_mailbox_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, text: str, words: str
) -> None:
    said(monkeypatch, text)
    with pytest.raises(MalformedSetting, match=words):
        mailboxes_of_the_desk()

"""The mailboxes that the operator named, as values; a malformed one stops the start.

Secrets come from files, or from the setting itself, which may be a file as a whole.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast

from charterdesk.channels.mail.mailbox import Then, Tls
from charterdesk.kit.settings_readers import MalformedSetting, read_entries

SETTING = "CHARTERDESK_MAILBOXES"
PORTS = {("imap", "implicit"): 993, ("imap", "starttls"): 143, ("imap", "none"): 143,
         ("pop", "implicit"): 995, ("pop", "starttls"): 110, ("pop", "none"): 110}  # fmt: skip
NAME = re.compile(r"[A-Za-z0-9_-]{1,80}")
KEYS = frozenset(
    {"kind", "host", "port", "tls", "user", "password", "password_file", "oauth", "addresses"}
    | {"folder", "then", "moved_to"}
)
OAUTH_KEYS = frozenset(
    {"provider", "tenant", "client", "client_secret", "client_secret_file"}
    | {"refresh_token", "refresh_token_file"}
)


@dataclass(frozen=True)
class OAuth:
    """How an access token is asked for. `provider` is google or microsoft."""

    provider: Literal["google", "microsoft"]
    client: str
    client_secret: str = field(repr=False)
    refresh_token: str = field(repr=False)
    tenant: str = "common"


@dataclass(frozen=True)
class NamedMailbox:
    """A mailbox of the settings; `addresses` are those whose mail arrives in it."""

    name: str
    kind: Literal["imap", "pop"]
    host: str
    port: int
    tls: Tls
    user: str
    addresses: tuple[str, ...]
    password: str = field(default="", repr=False)
    oauth: OAuth | None = None
    folder: str = "INBOX"
    then: Then = "move"
    moved_to: str = "Taken"


def mailboxes_of_the_desk() -> list[NamedMailbox]:
    """What CHARTERDESK_MAILBOXES names; raises MalformedSetting."""
    said = read_entries(SETTING, "name: {kind: imap, host: ...}")
    if bad := next((name for name in said if not NAME.fullmatch(name)), None):
        raise MalformedSetting(f"{SETTING}: '{bad}' wants letters, digits and - as a name.")
    return [_mailbox(name, one) for name, one in said.items()]


def _mailbox(name: str, said: Any) -> NamedMailbox:
    where = f"{SETTING}: {name}"
    words = _words(where, said, KEYS)
    kind = _among(where, words, "kind", ("imap", "pop"), "imap")
    tls = _among(where, words, "tls", ("implicit", "starttls", "none"), "implicit")
    then = _among(where, words, "then", ("move", "delete", "seen"), _usual(kind))
    oauth = _oauth(f"{where}, oauth", words["oauth"]) if "oauth" in words else None
    if kind == "pop" and (then != "delete" or oauth or "folder" in words):
        raise MalformedSetting(
            f"{where}: by POP3 mail can only be deleted, and signed in to by a password; take imap."
        )
    return NamedMailbox(
        name=name, kind=cast("Literal['imap', 'pop']", kind), tls=cast("Tls", tls),
        then=cast("Then", then), host=_text(where, words, "host"),
        port=_port(where, words, PORTS[kind, tls]), user=_text(where, words, "user"),
        addresses=_addresses(where, words), oauth=oauth,
        password="" if oauth else _secret(where, words, "password"),
        folder=str(words.get("folder", "INBOX")), moved_to=str(words.get("moved_to", "Taken")),
    )  # fmt: skip


def _oauth(where: str, said: Any) -> OAuth:
    words = _words(where, said, OAUTH_KEYS)
    provider = _among(where, words, "provider", ("google", "microsoft"), "")
    tenant = str(words.get("tenant", "common"))
    if not tenant.replace("-", "").replace(".", "").isalnum():
        raise MalformedSetting(f"{where}: '{tenant}' is no tenant.")
    return OAuth(
        provider=cast("Literal['google', 'microsoft']", provider),
        client=_text(where, words, "client"), tenant=tenant,
        client_secret=_secret(where, words, "client_secret"),
        refresh_token=_secret(where, words, "refresh_token"),
    )  # fmt: skip


def _usual(kind: str) -> str:
    return "move" if kind == "imap" else "delete"


def _words(where: str, said: Any, known: frozenset[str]) -> Mapping[str, Any]:
    if not isinstance(said, dict):
        raise MalformedSetting(f"{where} wants a host, a user, a password and addresses.")
    if unknown := sorted(str(one) for one in said if one not in known):
        raise MalformedSetting(f"{where}: {', '.join(unknown)} means nothing here.")
    return said


def _among(
    where: str, words: Mapping[str, Any], key: str, among: tuple[str, ...], usual: str
) -> str:
    said = str(words.get(key, usual))
    if said not in among:
        raise MalformedSetting(f"{where}: {key} wants one of {', '.join(among)}.")
    return said


def _text(where: str, words: Mapping[str, Any], key: str) -> str:
    said = str(words.get(key) or "").strip()
    if not said or "\r" in said or "\n" in said:
        raise MalformedSetting(f"{where} wants {key}: in one line.")
    return said


def _port(where: str, words: Mapping[str, Any], usual: int) -> int:
    said = str(words.get("port", usual))
    if not (said.isascii() and said.isdigit() and 0 < int(said) < 65536):
        raise MalformedSetting(f"{where}: port wants a number from 1 to 65535.")
    return int(said)


def _addresses(where: str, words: Mapping[str, Any]) -> tuple[str, ...]:
    said = words.get("addresses")
    listed = said if isinstance(said, list) else [said] if said else []
    found = tuple(str(one).strip() for one in listed)
    if not found or any("@" not in one for one in found):
        raise MalformedSetting(
            f"{where} wants addresses: the mail addresses of channels whose mail arrives there."
        )
    return found


def _secret(where: str, words: Mapping[str, Any], key: str) -> str:
    """The value of `key`, or the contents of the file that `key_file` names."""
    path = words.get(f"{key}_file")
    if path is None:
        return _text(where, words, key)
    try:
        return Path(str(path)).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise MalformedSetting(f"{where}: {key}_file can't be read: {reason}.") from error

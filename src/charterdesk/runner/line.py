"""The runner's line to its desk: JSON over HTTPS, with the key of a file read anew each time."""

import json
import os
import stat
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from charterdesk.kit.egress import Allowance, EgressFailed, EgressRefused, call
from charterdesk.kit.settings_readers import CannotStart
from charterdesk.runner.performing import Outcome

HOLD = 25
ASK_WITHIN = timedelta(seconds=HOLD + 15)
TELL_WITHIN = timedelta(seconds=20)
EVERYWHERE = (ip_network("0.0.0.0/0"), ip_network("::/0"))
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class DeskAway(Exception):
    """The desk gave no usable answer; the text is one sentence."""


class KeyRefused(DeskAway):
    """The desk does not know this key, or has revoked it."""


@dataclass(frozen=True)
class Line:
    """The desk at `url`; `says` is what it is told of this runner."""

    url: str
    key_file: Path
    says: Mapping[str, Any]
    authority: str = ""

    def ask(self, *, hold: int = HOLD) -> dict[str, Any] | None:
        """The next step, None where there is none for a while; raises DeskAway."""
        answer = self._post(f"ask/?hold={hold}", self.says, ASK_WITHIN)
        step = answer.get("step")
        return step if isinstance(step, dict) else None

    def begin(self, token: str) -> bool:
        """Whether the step may be begun; raises DeskAway."""
        return self._post("begin/", {"token": token}, TELL_WITHIN).get("go") is True

    def finish(self, token: str, outcome: Outcome) -> None:
        """Tell what came of a step, which may be told again; raises DeskAway."""
        self._post("finish/", {"token": token, **asdict(outcome)}, TELL_WITHIN)

    def _post(self, what: str, said: Mapping[str, Any], within: timedelta) -> dict[str, Any]:
        headers = {"Content-Type": "application/json", "User-Agent": "Charterdesk runner"}
        headers["Authorization"] = f"Bearer {read_key(self.key_file)}"
        body = json.dumps(said).encode("utf-8", "replace")
        try:
            answer = call("POST", f"{self.url}/in/runner/{what}", body=body, headers=headers,
                          within=self._allowance(within))  # fmt: skip
        except (EgressFailed, EgressRefused) as fault:
            raise DeskAway(str(fault)) from fault
        if answer.status in (401, 403):
            raise KeyRefused(f"The desk at {self.url} does not take this runner's key.")
        if answer.status == 410:
            return {}
        if answer.status != 200:
            raise DeskAway(f"The desk at {self.url} answered {answer.status}.")
        return _table(answer.body, self.url)

    def _allowance(self, within: timedelta) -> Allowance:
        """To the desk alone, wherever the operator has it."""
        parts = urlsplit(self.url)
        return Allowance(
            hosts=frozenset({parts.hostname or ""}), schemes=frozenset({parts.scheme}),
            private=EVERYWHERE, longest=within, authority=self.authority,
        )  # fmt: skip


def desk_url(text: str) -> str:
    """The desk's address without what follows its host; raises CannotStart."""
    parts = urlsplit(text.strip())
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.username:
        raise CannotStart("--desk wants the desk's address, such as https://desk.example.")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise CannotStart("--desk wants https: over http everybody on the way could read the key.")
    return text.strip().rstrip("/")


def read_key(file: Path) -> str:
    """The key in a file that nobody else may read; raises CannotStart."""
    try:
        found = file.stat()
        key = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise CannotStart(f"The key file {file} can't be read.") from error
    if found.st_mode & (stat.S_IRWXO | stat.S_IWGRP) or found.st_uid not in (0, os.geteuid()):
        raise CannotStart(f"The key file {file} is open to others: chmod 600 {file}.")
    if not key or not key.isprintable() or " " in key:
        raise CannotStart(f"The key file {file} holds no key: write the desk's one line into it.")
    return key


def _table(body: bytes, url: str) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise DeskAway(f"The desk at {url} answered with something that is no JSON.") from error
    if not isinstance(said, dict):
        raise DeskAway(f"The desk at {url} answered with something else than was asked.")
    return said

"""Access tokens of the two big providers, asked for by a refresh token and kept in memory.

A provider that gives a new refresh token with the access is asked by the new one from then on;
it is kept beside the other secrets, readable for the desk alone.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

from charterdesk.channels.mail.mailbox import MailboxFailed
from charterdesk.intake.mailbox_settings import OAuth
from charterdesk.kit.egress import Allowance, Answer, EgressFailed, EgressRefused, call

HOSTS = {"google": "oauth2.googleapis.com", "microsoft": "login.microsoftonline.com"}
SCOPE = "https://outlook.office.com/IMAP.AccessAsUser.All offline_access"
# A token that ends while it is on its way is refused.
SPARE = timedelta(minutes=2)
USUAL_SECONDS = 3600

Post = Callable[[str, bytes], Answer]


@dataclass
class Tokens:
    """The tokens of one mailbox. `kept` is the file of a refresh token that the provider gave."""

    oauth: OAuth
    kept: Path
    post: Post | None = field(default=None, repr=False)
    _token: str = field(default="", init=False, repr=False)
    _until: datetime | None = field(default=None, init=False)

    def access(self, at: datetime) -> str:
        """A token that holds now. Raises MailboxFailed with the provider's words."""
        if self._until is None or at >= self._until:
            self._ask(at)
        return self._token

    def forget(self) -> None:
        """The server did not take it: ask for another one."""
        self._until = None

    def _ask(self, at: datetime) -> None:
        host, oauth = HOSTS[self.oauth.provider], self.oauth
        microsoft = oauth.provider == "microsoft"
        url = (
            f"https://{host}/{oauth.tenant}/oauth2/v2.0/token"
            if microsoft
            else f"https://{host}/token"
        )
        form = {
            "grant_type": "refresh_token", "client_id": oauth.client,
            "client_secret": oauth.client_secret, "refresh_token": self._refresh_token(),
            **({"scope": SCOPE} if microsoft else {}),
        }  # fmt: skip
        try:
            answer = (self.post or _posted)(url, urlencode(form).encode())
        except (EgressFailed, EgressRefused) as error:
            raise MailboxFailed(f"No access token could be had: {error}") from error
        self._take(answer, host, at)

    def _take(self, answer: Answer, host: str, at: datetime) -> None:
        try:
            said = json.loads(answer.body)
        except ValueError:
            said = {}
        token = said.get("access_token") if isinstance(said, dict) else None
        if answer.status != 200 or not isinstance(token, str) or not token.isascii():
            why = said.get("error", "") if isinstance(said, dict) else ""
            raise MailboxFailed(
                f"{host} gives no access token ({answer.status} {str(why)[:100]}): sign the desk"
                " in there again and give it the new refresh token."
            )
        seconds = said.get("expires_in", USUAL_SECONDS)
        length = timedelta(seconds=seconds if isinstance(seconds, int) else USUAL_SECONDS)
        self._token, self._until = token, at + max(length - SPARE, timedelta(seconds=30))
        fresh = said.get("refresh_token")
        if isinstance(fresh, str) and fresh and fresh != self._refresh_token():
            self._keep(fresh)

    def _refresh_token(self) -> str:
        """The one that the provider gave last, unless the operator has given another since."""
        try:
            of, _, token = self.kept.read_text(encoding="utf-8").partition("\n")
        except (OSError, UnicodeDecodeError):
            return self.oauth.refresh_token
        return token if of == self._mark() and token else self.oauth.refresh_token

    def _mark(self) -> str:
        return sha256(self.oauth.refresh_token.encode()).hexdigest()

    def _keep(self, token: str) -> None:
        draft = self.kept.with_name(f"{self.kept.name}.{os.getpid()}")
        self.kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(f"{self._mark()}\n{token}")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.kept)


def _posted(url: str, body: bytes) -> Answer:
    """Through the one way out, to the providers' own hosts alone."""
    within = Allowance(hosts=frozenset(HOSTS.values()))
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    return call("POST", url, within=within, body=body, headers=headers)

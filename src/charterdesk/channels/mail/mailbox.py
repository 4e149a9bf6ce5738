"""What a mailbox on another server is to the desk: marks to ask for, raw mails, a way to finish.

A mark names one mail for ever, also over a broken line; the caller commits a mail before it
finishes its mark, so that a cut at any byte loses nothing (trust.md R10).
"""

import ssl
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, Protocol

Tls = Literal["implicit", "starttls", "none"]
Then = Literal["move", "delete", "seen"]

# A longer mail stays where it is, and is named: it would fill the memory of whoever reads it.
MOST_BYTES = 100_000_000


class MailboxFailed(Exception):
    """The mailbox could not be read now; the text is one sentence for the operator."""


@dataclass(frozen=True)
class Server:
    """Where a mailbox lies and who reads it. `token` says that `secret` is one of OAuth2."""

    host: str
    port: int
    user: str
    secret: str = field(repr=False)
    tls: Tls = "implicit"
    token: bool = False
    context: ssl.SSLContext | None = field(default=None, repr=False)
    timeout: timedelta = timedelta(seconds=30)

    @property
    def secure(self) -> ssl.SSLContext:
        """What the server's certificate is checked against."""
        return self.context or ssl.create_default_context()

    @contextmanager
    def spoken_to(self, fault: type[Exception]) -> Iterator[None]:
        """Turns what the library and the network raise into MailboxFailed."""
        try:
            yield
        except TimeoutError as error:
            raise MailboxFailed(f"{self.host} gave no answer in time.") from error
        except (OSError, EOFError, ValueError, fault) as error:
            said = " ".join(_words(error).split())[:300]
            raise MailboxFailed(f"{self.host}: {said}") from error


@dataclass(frozen=True)
class Fetched:
    """One mail as it lies there. `arrived_at` is when its own server took it, where it says so."""

    raw: bytes
    arrived_at: datetime | None = None


@dataclass(frozen=True)
class Listed:
    """A mail that is there: its mark, and its size in bytes as the server gives it."""

    mark: str
    size: int


class Box(Protocol):
    """An open mailbox. Every method raises MailboxFailed."""

    def listing(self) -> list[Listed]:
        """What lies there and is not finished, in the order in which it came."""
        ...

    def fetch(self, mark: str) -> Fetched | None:
        """The mail; None where it is gone meanwhile."""
        ...

    def finish(self, marks: Collection[str]) -> None:
        """Move, delete or mark what was committed; may be done again."""
        ...

    def wait(self, longest: timedelta) -> bool:
        """Wait for news where the server tells of them; False at once where it does not."""
        ...

    def wake(self) -> None:
        """End the wait that goes on, and any that begins, at once. For another thread."""
        ...

    def close(self) -> None:
        """End the connection; what was finished holds. Never raises."""
        ...


def _words(error: Exception) -> str:
    """What the server said, which libraries hand on as bytes, or what the system says."""
    first = error.args[0] if error.args else ""
    if isinstance(first, bytes):
        return first.decode("utf-8", "replace")
    return str(error) or type(error).__name__

"""What the listener hands over, and what it is answered."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Envelope:
    """One received mail. An empty `sender` is the null sender <>; `data` is the raw mail.

    `peer` is the address of the program that brought it.
    """

    sender: str
    recipients: tuple[str, ...]
    data: bytes
    peer: str


@dataclass(frozen=True)
class Reply:
    """The answer for one recipient: a reply code of SMTP and one line of words."""

    code: int
    words: str

    @property
    def line(self) -> str:
        """The line on the wire, in ASCII and never with a line end inside."""
        shown = " ".join(self.words.split()).encode("ascii", "replace").decode("ascii")
        return f"{self.code} {shown[:400]}"


DeliverMany = Callable[[list[Envelope]], list[list[Reply]]]
"""Takes a batch, commits it, and answers each envelope with one reply for each recipient."""


@dataclass(frozen=True)
class Room:
    """A recipient takes mails of at most `most_bytes`; `too_large` is what a larger one hears."""

    most_bytes: int
    too_large: Reply


Admits = Callable[[str], Reply | Room | None]
"""Asked as a recipient is named: the reply that refuses it, or how large a mail it takes.

None for one that takes whatever the listener takes.
"""


def accepted(words: str = "2.0.0 Stored") -> Reply:
    """Only after the mail is committed (trust.md R2)."""
    return Reply(250, words)


def try_again(words: str = "4.3.0 The desk could not store the mail; try again later") -> Reply:
    """The sender keeps the mail and comes again."""
    return Reply(451, words)


def unknown(recipient: str) -> Reply:
    """No such address here; the sender's server tells its sender."""
    return Reply(550, f"5.1.1 {recipient} is no address of this desk")

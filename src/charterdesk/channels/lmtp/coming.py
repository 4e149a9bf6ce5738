"""A mail on its way in, while its bytes are nowhere but here: bounded alone, and with all others.

What can't be kept is heard to its end all the same, and refused then.
"""

from typing import Protocol

from charterdesk.channels.lmtp.values import Reply, try_again


class Holder(Protocol):
    """Who counts the bytes of all mails that are on their way in."""

    size_limit: int

    def hold(self, count: int) -> bool:
        """Whether so many more bytes can be kept; they are then, until they are let go."""

    def let_go(self, count: int) -> None:
        """So many bytes are stored, or not wanted."""


class Coming:
    """One mail; `refused` says why it is not kept."""

    def __init__(self, host: Holder) -> None:
        self.host = host
        self.pieces = bytearray()
        self.held = 0
        self.refused: Reply | None = None

    def whole(self) -> bytes:
        """The mail, once; its bytes stay counted until they are let go."""
        content, self.pieces = bytes(self.pieces), bytearray()
        return content

    def add(self, line: bytes) -> None:
        """Keep a line, unless the mail is refused."""
        if self.refused is None:
            self.refused = self._fault(len(line))
        if self.refused is None:
            self.pieces += line
            self.held += len(line)
        else:
            self.let_go()

    def let_go(self) -> None:
        """Nothing of it is kept here any more."""
        self.host.let_go(self.held)
        self.pieces, self.held = bytearray(), 0

    def _fault(self, count: int) -> Reply | None:
        if self.held + count > self.host.size_limit:
            return Reply(552, f"5.3.4 The mail is larger than {self.host.size_limit} bytes")
        if not self.host.hold(count):
            return try_again("4.3.1 Too much mail comes in at once; try again later")
        return None

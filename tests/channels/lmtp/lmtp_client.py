"""A small LMTP client that reads an answer for each recipient, which smtplib does not."""

import socket
from types import TracebackType
from typing import Self


class Client:
    """One connection; every method answers with the server's lines."""

    def __init__(self, port: int, *, greeting: str = "LHLO client.example") -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.file = self.socket.makefile("rb")
        self.banner = self.answer()
        self.greeted = self.say(greeting) if greeting else []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.file.close()
        self.socket.close()

    def send(self, data: bytes) -> None:
        """Raw bytes."""
        self.socket.sendall(data)

    def answer(self) -> list[str]:
        """One answer, which may have several lines; nothing when the server has gone."""
        lines: list[str] = []
        while line := self.file.readline():
            lines.append(line.decode("ascii").rstrip("\r\n"))
            if lines[-1][3:4] != "-":
                break
        return lines

    def say(self, command: str) -> list[str]:
        """One command and its answer."""
        self.send(command.encode() + b"\r\n")
        return self.answer()

    def begin(self, *recipients: str, sender: str = "cleo@customer.example") -> list[str]:
        """The envelope; the answers for the recipients."""
        self.say(f"MAIL FROM:<{sender}>")
        return [self.say(f"RCPT TO:<{recipient}>")[0] for recipient in recipients]

    def hand_over(self, data: bytes) -> None:
        """DATA and the mail with its end, without waiting for what becomes of it."""
        assert self.say("DATA")[0].startswith("354")
        self.send(data + b"\r\n.\r\n")

    def deliver(
        self, data: bytes, *recipients: str, sender: str = "cleo@customer.example"
    ) -> list[str]:
        """A whole mail; one answer for each recipient."""
        self.begin(*recipients, sender=sender)
        self.hand_over(data)
        return [self.answer()[0] for _ in recipients]

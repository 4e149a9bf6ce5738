"""Sent mail as .eml files: one Message-ID is one file, whole or not there at all.

A message sent twice under its key overwrites its own file, so a repeated delivery shows
as one message. The envelope is written in front, as a delivering server would.
"""

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from charterdesk.channels.mail.carriage import Receipt, TemporaryFailure
from charterdesk.channels.mail.headers import read_headers
from charterdesk.channels.mail.message import read_mail
from charterdesk.channels.mail.message_ids import first_id
from charterdesk.channels.mail.values import Incoming

NAME = re.compile(r"[A-Za-z0-9._-]{1,120}\.eml")


@dataclass(frozen=True)
class Sent:
    """One message of the sink: its file's name and what it says."""

    name: str
    mail: Incoming


@dataclass(frozen=True)
class Sink:
    """A directory that takes every message; made when the first one comes."""

    directory: Path

    def send(self, envelope_sender: str, recipients: Sequence[str], raw: bytes) -> Receipt:
        """Write `raw` for `recipients`; on the disk when this returns.

        Raises TemporaryFailure where the directory can't be written to.
        """
        name = _file_name(raw)
        try:
            self.directory.mkdir(parents=True, exist_ok=True)
            _write(self.directory / name, _envelope(envelope_sender, recipients) + raw)
        except OSError as error:
            raise TemporaryFailure(
                f"Sent mail can't be written to {self.directory}: {error.strerror}."
            ) from error
        return Receipt(f"written to {name}")

    def close(self) -> None:
        """Nothing is kept open between messages."""

    def latest(self, most: int = 200) -> list[Sent]:
        """The messages, the newest first."""
        return [Sent(path.name, _read(path)) for path in self._newest()[:most]]

    def one(self, name: str) -> Sent | None:
        """The message in the file `name`, or None; never a file from elsewhere."""
        path = self.directory / name
        if not NAME.fullmatch(name) or path.is_symlink() or not path.is_file():
            return None
        return Sent(name, _read(path))

    def _newest(self) -> list[Path]:
        found = [(path.stat().st_mtime_ns, path) for path in self._files()]
        return [path for _, path in sorted(found, reverse=True)]

    def _files(self) -> Iterator[Path]:
        return (p for p in self.directory.glob("*.eml") if NAME.fullmatch(p.name))


def _read(path: Path) -> Incoming:
    raw = path.read_bytes()
    headers, _ = read_headers(raw, 0, len(raw))
    return read_mail(
        raw,
        envelope_sender=headers.text("return-path").strip("<>"),
        envelope_recipients=[to.strip("<>") for to in headers.lines("x-envelope-to")],
    )


def _envelope(sender: str, recipients: Sequence[str]) -> bytes:
    lines = [f"Return-Path: <{_bare(sender)}>"]
    lines += [f"X-Envelope-To: <{_bare(recipient)}>" for recipient in recipients]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8")


def _bare(address: str) -> str:
    return re.sub(r"[\s<>\0]", "", address)


def _file_name(raw: bytes) -> str:
    """Made of the Message-ID, which is made of the key; of the bytes where there is none."""
    headers, _ = read_headers(raw, 0, len(raw))
    identifier = first_id(headers.line("message-id"))
    shown = re.sub(r"[^A-Za-z0-9._-]", "_", identifier).strip("._")[:60] or "message"
    digest = hashlib.sha256(identifier.encode() if identifier else raw).hexdigest()[:12]
    return f"{shown}-{digest}.eml"


def _write(path: Path, content: bytes) -> None:
    """Under another name first, then renamed: a reader never sees half a message."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)

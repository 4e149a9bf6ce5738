"""The header block of a message or a part: split once, bounded, decoded when asked for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from charterdesk.channels.mail import bounds
from charterdesk.channels.mail.charsets import clean, decoded
from charterdesk.channels.mail.encoded_words import header_text

FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:")
END_OF_BLOCK = re.compile(rb"\n\r?\n")
# A line that is no header is skipped only in front of one of these: any other "word:" may
# be the first line of a text whose separating blank line was lost.
WELL_KNOWN = re.compile(
    rb"\n(?:from|to|cc|subject|date|message-id|mime-version|content-[a-z-]+|received|references"
    rb"|in-reply-to|reply-to|return-path|sender|delivered-to|x-[a-z-]+)[ \t]*:",
    re.IGNORECASE,
)
LOOK_AHEAD = 20_000


@dataclass(frozen=True)
class Headers:
    """Fields in the order they stand in, names lower-case, values unfolded but not decoded."""

    fields: tuple[tuple[str, bytes], ...] = ()
    defects: tuple[str, ...] = ()
    charset: str = ""

    def raw(self, name: str) -> bytes:
        """The last value under `name`, or nothing.

        A signature covers the last of several equal fields (RFC 6376 5.4.2), so that is the
        one that the sender meant and that a forger can't put in front.
        """
        return next((value for key, value in reversed(self.fields) if key == name), b"")

    def line(self, name: str) -> str:
        """The last value under `name` as characters, encoded words left as they are."""
        return characters(self.raw(name), self.charset)

    def lines(self, name: str) -> Iterator[str]:
        """Each value under `name` as characters, top-most first."""
        return (characters(value, self.charset) for key, value in self.fields if key == name)

    def text(self, name: str) -> str:
        """The last value under `name`, decoded into one line of text."""
        return header_text(self.line(name))

    def has(self, name: str) -> bool:
        """True where a field of that name stands, even an empty one."""
        return any(key == name for key, _ in self.fields)


@dataclass
class _Block:
    """A header block while it is read."""

    fields: list[tuple[str, list[bytes]]] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    size: int = 0

    def take(self, line: bytes) -> bool:
        """Add one line; False when the line belongs to no header."""
        if line[:1] in b" \t" and self.fields:
            self.fields[-1][1].append(line)
            return True
        named = FIELD.match(line)
        if named is None:
            return False
        self.fields.append((named[1].decode("ascii").lower(), [line[named.end() :]]))
        return True

    def headers(self) -> Headers:
        """The frozen result; each value cut at the bound for one value."""
        most = bounds.HEADER_VALUE_CHARS
        return Headers(
            tuple((name, b"".join(lines)[:most].strip()) for name, lines in self.fields),
            tuple(self.defects),
        )


def read_headers(data: bytes, start: int, end: int) -> tuple[Headers, int]:
    """The headers that stand in `data` from `start`, and where the body begins."""
    block = _Block()
    at = start
    for _ in range(bounds.HEADER_LINES):
        if at >= end:
            return block.headers(), end
        line, following = _line(data, at, end)
        if following - start > bounds.HEADER_BLOCK_BYTES:
            break
        if not line:
            return block.headers(), following
        if not block.take(line) and not _is_postmark(line, at):
            following = _next_known(data, at, end)
            if following < 0:
                block.defects.append("The headers end without a blank line.")
                return block.headers(), at
            block.defects.append("A line among the headers is no header and was passed over.")
        at = following
    block.defects.append("The header is longer than can be read; the rest was passed over.")
    blank = END_OF_BLOCK.search(data, max(start, at - 1), end)
    return block.headers(), blank.end() if blank else end


def characters(value: bytes, charset: str = "") -> str:
    """A header's bytes as characters: ASCII, UTF-8, escaped Japanese, `charset` or a guess."""
    if b"\x1b$" in value:
        return decoded(value, "iso-2022-jp-2")
    if value.isascii():
        return clean(value.decode("ascii"))
    try:
        return clean(value.decode("utf-8"))
    except UnicodeDecodeError:
        return decoded(value, charset)


def _next_known(data: bytes, at: int, end: int) -> int:
    """Where the next header of a usual name begins before a blank line, else -1."""
    blank = END_OF_BLOCK.search(data, at, min(end, at + LOOK_AHEAD))
    known = WELL_KNOWN.search(data, at, blank.start() if blank else min(end, at + LOOK_AHEAD))
    return known.start() + 1 if known else -1


def _line(data: bytes, at: int, end: int) -> tuple[bytes, int]:
    stop = data.find(b"\n", at, end)
    if stop < 0:
        return data[at:end].rstrip(b"\r"), end
    return data[at:stop].rstrip(b"\r"), stop + 1


def _is_postmark(line: bytes, at: int) -> bool:
    """The line that mailboxes and pipes put in front of a mail."""
    return at == 0 and line.startswith((b"From ", b">From "))

"""Damage done to raw mails, the same for the same seed."""

import random
from collections.abc import Iterator

PIECES = (
    b"=?utf-8?B?", b"?=", b"=?iso-2022-jp?B?GyRC?=", b"\0", b"\r", b"\n", b"\r\n\r\n",
    b'charset="\0utf"',
    b"; charset=iso-2022-jp", b"; charset=utf-16", b"; charset=unicode_escape", b"; charset=zlib",
    b"boundary=", b"--", b'"', b"(", b"<", b">", b"\x1b$B", b"\xff", b"*0*=", b"''", b"%",
    b"\xed\xa0\x80",
    b"Content-Type: multipart/mixed; boundary=a\n\n--a\n", b"Content-Transfer-Encoding: base64\n",
    b"Content-Transfer-Encoding: x-uuencode\n", b"Date: Fri, 99 Foo 99999 99:99:99 +9999\n",
    b"<div>" * 50, b"+AGE-", b"@", b":;",
)  # fmt: skip


def damaged(raws: list[bytes], *, count: int, seed: int) -> Iterator[bytes]:
    """`count` mails, each one of `raws` with one to twelve faults."""
    chance = random.Random(seed)
    for _ in range(count):
        content = bytearray(chance.choice(raws))
        for _ in range(chance.randint(1, 12)):
            _damage(content, raws, chance)
        yield bytes(content)


def _damage(content: bytearray, raws: list[bytes], chance: random.Random) -> None:
    at = chance.randrange(len(content) + 1)
    match chance.randrange(6):
        case 0:
            content[at:at] = chance.choice(PIECES)
        case 1:
            content[at : at + 1] = bytes([chance.randrange(256)])
        case 2:
            del content[at : at + chance.randrange(200)]
        case 3:
            other = chance.choice(raws)
            start = chance.randrange(len(other) + 1)
            content[at:at] = other[start : start + chance.randrange(1000)]
        case 4:
            content[at:at] = content[at : at + chance.randrange(400)]
        case _:
            # Cut off, but seldom near the beginning.
            del content[max(at, len(content) // 2) :]

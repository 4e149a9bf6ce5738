"""Content-Transfer-Encoding undone; damaged input gives what can be read of it, never an error."""

import binascii
import re

from charterdesk.channels.mail import bounds

LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
FOREIGN = bytes(set(range(256)) - set(LETTERS))
MORE_BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]+\Z")
PADDING = re.compile(rb"=[=\s]*")
UU_START = re.compile(rb"^begin [0-7]{3,4} [^\r\n]*\r?\n", re.MULTILINE)


def transferred(data: bytes, encoding: str) -> bytes:
    """The bytes that `data` carries; an unknown encoding carries itself."""
    match encoding.strip().strip("\"'").lower():
        case "base64":
            return base64_bytes(data)
        case "quoted-printable":
            return binascii.a2b_qp(data)
        case "x-uuencode" | "uuencode" | "x-uue" | "uue":
            return _uudecoded(data)
        case _:
            return data


def base64_bytes(data: bytes) -> bytes:
    """Base64 in linear time; foreign bytes are skipped.

    What follows the padding counts only when it is base64 to the end: some mailers write a
    file in several padded stretches, and lists append a footer in plain words.
    """
    first = PADDING.search(data)
    if first is None or not MORE_BASE64.match(data, first.end()):
        return _stretch(data[: first.start()] if first else data)
    return b"".join(_stretch(stretch) for stretch in PADDING.split(data, bounds.BASE64_STRETCHES))


def _stretch(data: bytes) -> bytes:
    letters = data.translate(None, FOREIGN)
    # A single letter over carries six bits, which make no byte.
    whole = letters[:-1] if len(letters) % 4 == 1 else letters
    return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))


def _uudecoded(data: bytes) -> bytes:
    start = UU_START.search(data)
    if start is None:
        return data
    lines = data[start.end() :].splitlines()
    if len(lines) > bounds.UU_LINES:
        return data
    decoded: list[bytes] = []
    for line in lines:
        if line.strip() in {b"end", b"`"}:
            break
        decoded.append(_uu_line(line))
    return b"".join(decoded)


def _uu_line(line: bytes) -> bytes:
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        # Some encoders count wrongly: the line's own length byte says how much is meant.
        meant = (((line[0] - 32) & 63) * 4 + 5) // 3 if line else 0
        try:
            return binascii.a2b_uu(line[:meant])
        except binascii.Error:
            return b""

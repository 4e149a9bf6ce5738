"""Bytes to text: what is declared, then UTF-8, then a guess among a few old code pages.

The guess is isolated, because a free one reads short Russian as Japanese. Text that leaves
this module holds no NUL and no half of a surrogate pair, so that any database takes it.
"""

import codecs
import re

from charset_normalizer import from_bytes

from charterdesk.channels.mail import bounds

# What mailers call things that Python's codecs know by another name, or not at all. The
# Windows pages are supersets of the ISO ones that their mails declare.
RENAMED = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "ansi_x3.4-1968": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "chinesebig5": "big5hkscs",
    "big5": "big5hkscs",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
    "unicode-1-1-utf-7": "utf-7",
    "utf8mb4": "utf-8",
    "cp-850": "cp850",
    "win-1251": "cp1251",
}
GUESSABLE = ["utf_8", "cp1251", "koi8_r", "cp1252"]
NOT_TEXT = re.compile("[\x00\ud800-\udfff]")
SMALLEST_GUESS = 8


def decoded(data: bytes, declared: str = "") -> str:
    """`data` as text; never raises. Undecodable bytes become U+FFFD where all else failed."""
    codec = known_codec(declared)
    for name in dict.fromkeys(filter(None, (codec, "utf-8"))):
        text = _strictly(data, name)
        if text is not None:
            return clean(text)
    if codec:
        return clean(_nearly(data, codec))
    return clean(_guessed(data))


def clean(text: str) -> str:
    """`text` without NUL, with each lone surrogate replaced by U+FFFD."""
    return NOT_TEXT.sub(lambda m: "" if m[0] == "\0" else "\ufffd", text)


def known_codec(declared: str) -> str:
    """The name of Python's text codec for a charset, or nothing where there is none."""
    name = declared.strip().strip("\"'").lower().partition("$")[0].strip()[:60]
    name = RENAMED.get(name, name)
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    # Python keeps compression and rot13 among its codecs; those and the escapes of its own
    # source code are no charsets.
    if not getattr(info, "_is_text_encoding", True) or "escape" in info.name:
        return ""
    return "" if info.name in {"idna", "punycode", "undefined", "mbcs", "oem"} else info.name


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, ValueError, LookupError):
        return None


def _nearly(data: bytes, codec: str) -> str:
    """The declared charset with few faults is better than a guess; with many it was a lie."""
    text = _leniently(data, codec)
    if text.count("\ufffd") <= max(2, len(text) // 100):
        return text
    guessed = _guessed(data)
    return guessed if guessed.count("\ufffd") < text.count("\ufffd") else text


def _leniently(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec, "replace")
    except (UnicodeError, ValueError, LookupError):
        return data.decode("utf-8", "replace")


def _guessed(data: bytes) -> str:
    if len(data) < SMALLEST_GUESS:
        return data.decode("cp1252", "replace")
    best = from_bytes(data[: bounds.GUESSED_BYTES], cp_isolation=GUESSABLE).best()
    return data.decode(best.encoding if best else "cp1252", "replace")

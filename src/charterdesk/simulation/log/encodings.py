"""Bytes of an export to text: by its mark, as UTF-8 or UTF-16, else by an old code page."""

import codecs
import re

from charterdesk.engine.phrase import phrase
from charterdesk.simulation.log.sentences import BadInputError

MOST_BYTES = 512_000_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4096
# A log's words are shown on terminals, which obey such characters.
_CONTROLS = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
# Accents stand alone between Latin letters; Cyrillic letters stand side by side.
_SIDE_BY_SIDE = re.compile(rb"[\xc0-\xff]{3,}")
_UNUSED_IN_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_ALONE = re.compile(rb"(?<![\xc0-\xff])[\xc0-\xff](?![\xc0-\xff])")


def text_of(data: bytes) -> tuple[str, str]:
    """The text and the encoding it was read by. Raises BadInputError for what is no text."""
    if len(data) > MOST_BYTES:
        raise BadInputError(phrase("The log is larger than 512 MB. Cut it into parts."))
    if data.startswith(_WORKBOOKS):
        raise BadInputError(
            phrase("The log is a workbook, not a text. Save it as CSV in its program first.")
        )
    name = encoding_of(data)
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        raise BadInputError(
            phrase("The log is not text in %(encoding)s. Save it as UTF-8.", encoding=name)
        ) from None
    return _CONTROLS.sub("\ufffd", text.replace("\x00", "")), name


def encoding_of(data: bytes) -> str:
    """The name of the encoding that the bytes look like."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if wide := _without_mark(data[:_SAMPLE]):
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _old_page(data)
    return "utf-8"


def _without_mark(sample: bytes) -> str:
    """UTF-16 shows by the empty half of each letter."""
    if sample[1::2].count(0) > len(sample) * 0.3:
        return "utf-16-le"
    if sample[0::2].count(0) > len(sample) * 0.3:
        return "utf-16-be"
    return ""


def _old_page(data: bytes) -> str:
    words = len(_SIDE_BY_SIDE.findall(data))
    if words > len(_ALONE.findall(data)):
        return "cp1251"
    return "latin-1" if _UNUSED_IN_1252.search(data) else "cp1252"

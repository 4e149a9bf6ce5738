"""Sizes of files as a charter writes them: `512 kB`, `25 MB`; a kB is 1024 bytes."""

import re

from charterdesk.engine.charter.faults import BadValueError, quoted
from charterdesk.engine.phrase import Phrase, phrase

KILO = 1024
MEGA = KILO * KILO
USUAL = 25 * MEGA
# A request as large as that is still taken in whole (`project/asgi.py`).
LARGEST = 100 * MEGA
_UNITS = {"kB": KILO, "MB": MEGA}
_SIZE = re.compile(r"(\d{1,6}) ?(kB|MB)", re.ASCII)


def parse_size(text: str) -> int:
    """`25 MB` in bytes, 1 kB to 100 MB. Raises BadValueError.

    >>> parse_size("512 kB")
    524288
    """
    found = _SIZE.fullmatch(text)
    if found is None:
        raise BadValueError(
            phrase("%(text)s is not a size.", text=quoted(text)), phrase("Write for example 25 MB.")
        )
    size = int(found[1]) * _UNITS[found[2]]
    if not 0 < size <= LARGEST:
        raise BadValueError(
            phrase("%(text)s is no size that the desk can take.", text=quoted(text)),
            phrase("Write 1 kB to 100 MB."),
        )
    return size


def size_phrase(size: int) -> Phrase:
    """A size as a charter writes it."""
    if size % MEGA == 0:
        return phrase("%(number)d MB", number=size // MEGA)
    return phrase("%(number)d kB", number=size // KILO)

"""What a parameter's value may look like. A value of another look is not used, never mended.

No kind lets a value begin with a hyphen, so that none can be taken for an option of a program.
"""

import re
from collections.abc import Mapping

LONGEST = 500
_KINDS: Mapping[str, re.Pattern[str]] = {
    "word": re.compile(r"[\w.][\w.-]{0,99}"),
    "number": re.compile(r"[0-9]{1,18}", re.ASCII),
    "host": re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?", re.ASCII),
    "address": re.compile(
        r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(?::[0-9]{1,5})?", re.ASCII
    ),
    "path": re.compile(r"/[\w./ -]{0,400}"),
    "text": re.compile(r"[^\W_][^\x00-\x1f\x7f]{0,499}"),
}
KINDS = tuple(_KINDS)


def fits(kind: str, value: str) -> bool:
    """Whether the value may be used as that kind; a path leads nowhere upwards."""
    if kind == "path" and ".." in value.split("/"):
        return False
    return len(value) <= LONGEST and _KINDS[kind].fullmatch(value) is not None

"""Sentences that were stored, or came over a wire, in English: read back into their forms, worded.

A process without a reader, such as a runner, says what went wrong in English; whoever reads it
later reads it in their language. Text that fits no form stays as it is.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from django.utils.translation import gettext

# Beyond this nothing is read back: who sends it may have chosen it so that it takes long.
LONGEST = 1000
_VALUE = re.compile(r"%\((\w+)\)s")


def reworded(text: str, forms: Iterable[str]) -> str:
    """`text` in the active language, where it is one of the `forms`, with `%(name)s` for values.

    >>> reworded("ada has left.", ["%(who)s has come.", "%(who)s has left."])
    'ada has left.'
    """
    if text and len(text) <= LONGEST:
        for form in forms:
            if found := _pattern(form).fullmatch(text):
                return gettext(form) % found.groupdict()
    return text


def fits(text: str, form: str) -> bool:
    """Whether the text is that sentence."""
    return _pattern(form).fullmatch(text) is not None


@lru_cache(maxsize=256)
def _pattern(form: str) -> re.Pattern[str]:
    seen: set[str] = set()
    said = ""
    for place, piece in enumerate(_VALUE.split(form)):
        if place % 2 == 0:
            said += re.escape(piece)
        elif piece in seen:
            said += f"(?P={piece})"
        else:
            seen.add(piece)
            said += f"(?P<{piece}>.+?)"
    return re.compile(said, re.DOTALL)

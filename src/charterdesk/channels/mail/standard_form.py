"""The standard form in a mail's text: lines of `Key: value`, in English or Russian (R-TER-1).

Only what the sender has written anew is read. A key that is not known is text, and so is all of it:
the form adds to what a mail says and takes nothing from it.
"""

import re
from collections.abc import Mapping

LINES = 60
VALUE_CHARS = 200
# Bullets and marks of emphasis, as forms have them that were copied out of a page.
LINE = re.compile(r"[\s*•#-]{0,8}([^\W\d_][^:：\n]{0,40}?)[\s*]{0,4}[:：]\s{0,20}\**(.*)")
KEYS: Mapping[str, tuple[str, ...]] = {
    "severity": (
        "severity", "call severity", "priority", "call priority", "urgency", "severity level",
        "приоритет", "срочность", "важность", "серьезность", "уровень серьезности",
    ),
    "criticality": ("criticality", "failure criticality", "критичность", "критичность сбоя"),
    "name": ("name", "your name", "contact", "имя", "фио", "ваше имя", "контактное лицо"),
    "phone": (
        "phone", "phone number", "telephone", "telephone number", "tel", "mobile",
        "телефон", "номер телефона", "тел", "контактный телефон",
    ),
    "contract": (
        "contract", "contract number", "договор", "номер договора", "контракт", "номер контракта",
    ),
    "key": (
        "licence key", "license key", "protection key", "protection key number", "key number",
        "лицензионный ключ", "ключ защиты", "номер ключа", "номер ключа защиты", "ключ",
    ),
}  # fmt: skip
MEANS = {word: key for key, words in KEYS.items() for word in words}


def form_in(text: str) -> Mapping[str, str]:
    """The values of the form by `severity`, `criticality`, `name`, `phone`, `contract` and `key`.

    Of a key that stands there twice the first value counts; an empty value counts as none.

    >>> form_in("Name: Cleo Lind\\nТелефон: +46 8 000\\nSeverity: Critical\\n\\nIt is down.")
    {'name': 'Cleo Lind', 'phone': '+46 8 000', 'severity': 'Critical'}
    """
    found: dict[str, str] = {}
    for line in text.split("\n", LINES)[:LINES]:
        said = LINE.fullmatch(line[: VALUE_CHARS + 60].strip())
        key = MEANS.get(_plain(said[1])) if said else None
        if said and key and (value := said[2].strip(" \t*")[:VALUE_CHARS]):
            found.setdefault(key, value)
    return found


def _plain(word: str) -> str:
    return " ".join(word.casefold().replace("ё", "е").rstrip(" .*").split())

"""Case numbers: a charter's prefix and a running number. A number is never given out twice.

A number whose case was then not saved stays unused: that is the price for two clients never
waiting for each other's whole transaction.
"""

import re

from django.db import connection

from charterdesk.cases.models import NumberSeries

FIRST = 1001
LONGEST = 40
# What stands before the running number, if anything, and what people put between the two.
_SAID = re.compile(r"[\s#№]*(.*?)[\s#№-]*([0-9]+)\s*")

# `synchronous_commit` off for this one statement: the case that uses the number is committed
# later in the log and waits for the disk, and the log reaches the disk in order.
_HURRIED = "WITH hurry AS (SELECT set_config('synchronous_commit', 'off', true))"
_TAKE = (
    "INSERT INTO cases_numberseries (prefix, last) VALUES (%s, %s)"
    " ON CONFLICT (prefix) DO UPDATE SET last = cases_numberseries.last + 1 RETURNING last"
)


def next_number(prefix: str) -> tuple[str, int]:
    """A new number under `prefix`, as it is written and as a count: ("RX1042", 1042).

    Call it outside a transaction where that can be: inside one, others wait for its end.
    """
    with connection.cursor() as cursor:
        cursor.execute(_statement(), [prefix, FIRST])
        row = cursor.fetchone()
    sequence = int(row[0]) if row else FIRST
    return f"{prefix}{sequence}", sequence


def kept_spellings(ref: str) -> list[str]:
    """The number as it would be kept, where `ref` has it in other letters: "rx1042" is RX1042.

    The prefixes in use are few, so that no index over changed letters is needed.
    """
    prefixes = NumberSeries.objects.values_list("prefix", flat=True)
    kept = [one + ref[len(one) :] for one in prefixes if ref[: len(one)].upper() == one.upper()]
    return [one for one in kept if one != ref]


def meant_numbers(words: str) -> list[str]:
    """The numbers that may be meant by a running number alone, or one set apart from its prefix.

    "1042" and "#1042" are that number under every prefix in use, "rx 1042" and "RX-1042" are
    RX1042; other words are none.
    """
    said = _SAID.fullmatch(words) if len(words) <= LONGEST else None
    if said is None:
        return []
    before, running = said[1].upper(), said[2]
    prefixes = NumberSeries.objects.values_list("prefix", flat=True)
    return [one + running for one in prefixes if before in ("", one.rstrip(" -").upper())]


def _statement() -> str:
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return _TAKE
    return _HURRIED + _TAKE.replace("VALUES (%s, %s)", "SELECT %s, %s FROM hurry")

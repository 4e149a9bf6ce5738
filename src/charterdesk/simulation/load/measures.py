"""Numbers, shares and lengths to draw, as a load writes them."""

import re
from collections.abc import Callable

from charterdesk.engine.charter.durations import parse_length
from charterdesk.engine.charter.faults import BadValueError, quoted
from charterdesk.engine.charter.nodes import Node, Table, Text
from charterdesk.simulation.document import Document
from charterdesk.simulation.load.values import Handling, Length, Sometimes

MOST_CONTACTS = 50
_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,3})?)%")
_RATE = re.compile(r"\d{1,19}(?:\.\d{1,6})?")
_NUMBER = re.compile(r"\d{1,19}")
_CUSTOMARY = Length("exponential", 900.0)


def number_between(least: int, most: int) -> Callable[[str], int]:
    """A parser of whole numbers. It raises BadValueError."""

    def parse(text: str) -> int:
        if not _NUMBER.fullmatch(text) or not least <= int(text) <= most:
            mend = f"Write a whole number from {least} to {most}."
            raise BadValueError(f"{quoted(text)} is no such number.", mend)
        return int(text)

    return parse


def rate_up_to(most: int) -> Callable[[str], float]:
    """A parser of numbers such as 20 or 0.5. It raises BadValueError."""

    def parse(text: str) -> float:
        if not _RATE.fullmatch(text) or float(text) > most:
            mend = f"Write a number from 0 to {most}, such as 20 or 0.5."
            raise BadValueError(f"{quoted(text)} is no such number.", mend)
        return float(text)

    return parse


def parse_share(text: str) -> float:
    """`40%` or `2.5%` as a share. Raises BadValueError."""
    found = _SHARE.fullmatch(text)
    if not found or float(found[1]) > 100:
        raise BadValueError(f"{quoted(text)} is not a share.", "Write 0% to 100%.")
    return float(found[1]) / 100


def length_of(document: Document, node: Node | None, key: str) -> Length | None:
    """`10m` (always), `{mean: 10m}` (exponential), `{median: 10m, p90: 30m}` (lognormal)."""
    if node is None:
        return None
    if isinstance(node, Text):
        seconds = document.made(node, _seconds)
        return None if seconds is None else Length("fixed", seconds)
    table = document.table(node, f"`{key}`")
    if table is None:
        return None
    document.keys(table, ("mean", "median", "p90"), "a key of a length")
    mean = document.parsed(table, "mean", _seconds)
    median, p90 = (document.parsed(table, name, _seconds) for name in ("median", "p90"))
    if mean is not None and median is None and table.get("p90") is None:
        return Length("exponential", mean)
    if mean is not None or median is None or p90 is None or p90 <= median:
        mend = "Write `10m`, `{mean: 10m}`, or `{median: 10m, p90: 30m}` with the p90 the longer."
        document.fault(table.place, f"`{key}` is no length to draw.", mend)
        return None
    return Length("lognormal", median, p90)


def _seconds(text: str) -> float:
    seconds = parse_length(text).total_seconds()
    if not seconds:
        raise BadValueError(f"{quoted(text)} is no time at all.", "Write 1s or more.")
    return seconds


def sometimes_of(document: Document, root: Table, key: str) -> Sometimes | None:
    """`{share: 5%, after: {median: 1d, p90: 4d}}`."""
    node = root.get(key)
    table = document.table(node, f"`{key}`")
    if table is None:
        return None
    document.keys(table, ("share", "after"), f"a key of `{key}`")
    share = document.parsed(table, "share", parse_share)
    after = length_of(document, table.get("after"), "after")
    if share is None or after is None:
        mend = f"Write `{key}: {{share: 5%, after: {{median: 1h, p90: 4h}}}}`."
        document.fault(table.place, f"`{key}` needs `share` and `after`.", mend)
        return None
    return Sometimes(share, after)


def handling_of(document: Document, table: Table | None) -> Handling:
    """`{first: ..., later: ..., contacts: {1: 60%, 2: 40%}}`."""
    if table is None:
        return Handling(_CUSTOMARY, _CUSTOMARY)
    document.keys(table, ("first", "later", "contacts"), "a key of `work`")
    first = length_of(document, table.get("first"), "first")
    if first is None and table.get("first") is None:
        mend = "Write how long work takes up to the first answer: `first: {median: 10m, p90: 30m}`."
        document.fault(table.place, "`work` needs `first`.", mend)
    later = length_of(document, table.get("later"), "later")
    first = first or _CUSTOMARY
    return Handling(first, later or first, _contacts(document, table))


def _contacts(document: Document, table: Table) -> tuple[tuple[int, float], ...]:
    found: list[tuple[int, float]] = []
    for key, node in document.entries(table, "contacts"):
        number = document.made(key, number_between(1, MOST_CONTACTS))
        for text in document.texts(node, key.value):
            share = document.made(text, parse_share)
            if number is not None and share is not None:
                found.append((number, share))
    total = sum(share for _, share in found)
    if found and abs(total - 1) > 0.005:
        node = table.get("contacts") or table
        mend = "Let the shares make 100% together."
        document.fault(node.place, f"The shares of contacts make {total:.0%}.", mend)
    return tuple((number, share / total) for number, share in found) if total else ((1, 1.0),)

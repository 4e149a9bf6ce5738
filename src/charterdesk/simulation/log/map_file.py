"""A map's file: YAML, read with exact positions; what it doesn't know is an error with a guess."""

from collections.abc import Iterator

from charterdesk.engine.charter.faults import BadValueError, quoted
from charterdesk.engine.charter.nodes import Table
from charterdesk.simulation.document import Document, parse_zone
from charterdesk.simulation.log.mapping import (
    COLUMNS,
    LINE_PER,
    STATES,
    UNITS,
    Filter,
    LogMap,
    plain,
)
from charterdesk.simulation.log.moments import ORDERS

KEYS = (
    "map", "describes", "recognised_by", "one_line_per", "times", "zone", "unknown", "columns",
    "lengths", "values", "states", "only",
)  # fmt: skip
AXES = ("impact", "urgency", "criticality")


def read_map(source: str | bytes, file: str) -> LogMap:
    """The map in a file. Raises CharterErrors, with every fault at its place."""
    document = Document(source, file)
    root = document.root
    document.keys(root, KEYS, "a key of a map")
    per = document.word(root, "one_line_per", LINE_PER) or "case"
    made = LogMap(
        name=document.word(root, "map") or "your map",
        columns=_columns(document, root),
        describes=document.word(root, "describes"),
        recognised_by=_words(document, root, "recognised_by"),
        line_per=next(one for one in LINE_PER if one == per),
        times=document.parsed(root, "times", parse_order) or "",
        zone=document.parsed(root, "zone", parse_zone) or "",
        unknown=frozenset(word.casefold() for word in _words(document, root, "unknown")),
        values=dict(_values(document, root)),
        states=dict(_states(document, root)),
        spans=dict(_spans(document, root)),
        filters=tuple(_filters(document, root)),
    )
    document.done()
    return made


def parse_order(text: str) -> str:
    """How times are written: a word of `ORDERS`, or a format. Raises BadValueError."""
    if text in ORDERS or "%" in text:
        return text
    raise BadValueError(
        f"{quoted(text)} is no way to write times.",
        f"Write {', '.join(ORDERS)}, or a format such as %d.%m.%Y %H:%M.",
    )


def _words(document: Document, root: Table, key: str) -> tuple[str, ...]:
    return tuple(text.value for text in document.texts(root.get(key), key))


def _columns(document: Document, root: Table) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for key, node in document.entries(root, "columns"):
        if document.known(key, (*COLUMNS, *AXES), "a column of ours"):
            found[key.value] = tuple(text.value for text in document.texts(node, key.value))
    if "opened" not in found and not document.faults:
        mend = "Write `columns: {opened: its name, number: its name}`."
        document.fault(root.place, "A map must say which column is `opened`.", mend)
    return found


def _values(document: Document, root: Table) -> Iterator[tuple[str, dict[str, str]]]:
    for key, node in document.entries(root, "values"):
        document.known(key, ("priority", "channel", "contract", "waiting_on", *AXES), "a column")
        table = document.table(node, f"`{key.value}`")
        yield (
            key.value,
            {
                entry.key.value.casefold(): text.value
                for entry in (table.entries if table else ())
                for text in document.texts(entry.value, key.value)
            },
        )


def _states(document: Document, root: Table) -> Iterator[tuple[str, str]]:
    for key, node in document.entries(root, "states"):
        if document.known(key, STATES, "a state"):
            for text in document.texts(node, key.value):
                yield plain(text.value), key.value


def _spans(document: Document, root: Table) -> Iterator[tuple[str, str]]:
    for key, node in document.entries(root, "lengths"):
        document.known(key, ("answered", "resolved", "closed"), "a time since the opening")
        for text in document.texts(node, key.value):
            if document.known(text, UNITS, "a unit"):
                yield key.value, text.value


def _filters(document: Document, root: Table) -> Iterator[Filter]:
    for key, node in document.entries(root, "only"):
        words = document.texts(node, key.value)
        yield Filter(key.value, frozenset(text.value.casefold() for text in words))

"""A value as YAML that our reader reads back as the same words; quotes stand only where needed.

Whether a word may stand without quotes is not guessed: it is read back.
"""

from collections.abc import Mapping

from charterdesk.engine.charter.faults import CharterErrors, Faults
from charterdesk.engine.charter.nodes import read_nodes
from charterdesk.engine.editing.source import EditError, Plain, plain
from charterdesk.engine.phrase import phrase

# `_1` and `_2` keep the form's own keys apart from what is tried in it.
_FLOW = "_1: [{word}, {{_1: {word}, _2: x}}]\n"
_BLOCK = "_1: {word}\n"
_KEY = "{word}: x\n_1: {{{word}: x, _1: x}}\n"


def scalar(value: str, *, flow: bool, quote: str = "") -> str:
    """A word or sentence of one line; `quote` is the kind of quotes that stood there before.

    Raises EditError for an empty one and for what a charter can't hold.
    """
    if not value or value != value.strip() or "\n" in value or "\r" in value:
        raise EditError(
            phrase("'%(value)s' can't stand in a charter: write one line.", value=value)
        )
    if quote not in ("'", '"'):
        if _reads_back(value, flow):
            return value
        quote = "'" if '"' in value or "\\" in value else '"'
    if not _is_visible(value):
        raise EditError(
            phrase("An invisible character stands in '%(value)s'.", value=repr(value)[1:-1])
        )
    return _quoted(value, quote)


def key(value: str) -> str:
    """A key of a mapping."""
    if value and value == value.strip() and _reads(_KEY.format(word=value), _key_form(value)):
        return value
    return scalar(value, flow=True, quote='"')


def written(value: Plain, *, flow: bool) -> str:
    """A value on one line: lists in brackets, mappings in braces."""
    match value:
        case str():
            return scalar(value, flow=flow)
        case Mapping():
            return f"{{{', '.join(entry(name, one, flow=True) for name, one in value.items())}}}"
        case _:
            return f"[{', '.join(written(one, flow=True) for one in value)}]"


def entry(name: str, value: Plain, *, flow: bool) -> str:
    """A key with its value."""
    return f"{key(name)}: {written(value, flow=flow)}"


def _quoted(value: str, quote: str) -> str:
    if quote == "'":
        return "'" + value.replace("'", "''") + "'"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _key_form(value: str) -> Plain:
    return {value: "x", "_1": {value: "x", "_1": "x"}}


def _is_visible(value: str) -> bool:
    return _reads(f"_1: {_quoted(value, chr(39))}\n", {"_1": value})


def _reads_back(value: str, flow: bool) -> bool:
    if flow:
        return _reads(_FLOW.format(word=value), {"_1": [value, {"_1": value, "_2": "x"}]})
    return _reads(_BLOCK.format(word=value), {"_1": value})


def _reads(text: str, wanted: Plain) -> bool:
    faults = Faults("")
    try:
        found = plain(read_nodes(text, faults))
    except CharterErrors:
        return False
    return not faults and found == wanted

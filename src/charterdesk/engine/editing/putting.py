"""What a form says, put where it belongs: changed, added, or taken out when it says nothing."""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from charterdesk.engine.charter.nodes import Items, Table, Text
from charterdesk.engine.editing.adding import add_entry, add_item
from charterdesk.engine.editing.removing import remove_entry, remove_item
from charterdesk.engine.editing.setting import set_word
from charterdesk.engine.editing.source import EditError, Path, Plain, Source, plain, shown
from charterdesk.engine.phrase import phrase


def put(text: str, path: Path, value: Plain) -> str:
    """The text that says `value` at the path; an empty value takes the key out.

    Keys on the way that are missing are added. A word, a list of words and a mapping may be put.
    """
    source = Source.read(text)
    node = source.find(path)
    if node is None:
        return _added(text, source, path, value) if value else text
    if plain(node) == value:
        return text
    if not value:
        return remove_item(text, path) if isinstance(path[-1], int) else remove_entry(text, path)
    if isinstance(value, str) and isinstance(node, Text):
        return set_word(text, path, value)
    if isinstance(value, Mapping) and isinstance(node, Table):
        return _put_each(text, path, node, value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return set_list(text, path, [str(one) for one in value])
    raise EditError(
        phrase(
            "'%(path)s' is written in the charter in a way that this form can't change:"
            " change it in the text.",
            path=shown(path),
        )
    )


def set_list(text: str, path: Path, values: Sequence[str]) -> str:
    """The text whose list at the path holds these words; items that stay are not touched."""
    node = Source.read(text).at(path)
    if isinstance(node, Text):
        if len(values) == 1:
            return set_word(text, path, values[0])
        old = [node.value]
    elif isinstance(node, Items):
        old = [item.value if isinstance(item, Text) else "" for item in node.items]
    else:
        raise EditError(phrase("'%(path)s' is not a list of words.", path=shown(path)))
    return _edited(text, path, old, list(values))


def _edited(text: str, path: Path, old: list[str], new: list[str]) -> str:
    """From the end to the start, so that the numbers before stay true; first what comes."""
    steps = SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
    for _, start, end, since, until in reversed(steps):
        same = min(end - start, until - since)
        for number in range(same):
            text = _set(text, path, start + number, new[since + number])
        for value in reversed(new[since + same : until]):
            text = add_item(text, path, value, start + same)
        for number in reversed(range(start + same, end)):
            text = remove_item(text, (*path, number))
    return text


def _set(text: str, path: Path, number: int, value: str) -> str:
    if isinstance(Source.read(text).at(path), Text):
        return set_word(text, path, value)
    return set_word(text, (*path, number), value)


def _put_each(text: str, path: Path, node: Table, value: Mapping[str, Plain]) -> str:
    for name, one in value.items():
        text = put(text, (*path, name), one)
    for entry in node.entries:
        if entry.key.value not in value:
            text = remove_entry(text, (*path, entry.key.value))
    return text


def _added(text: str, source: Source, path: Path, value: Plain) -> str:
    """The key added, with the keys above it that are missing too."""
    for depth in range(len(path) - 1, -1, -1):
        above, name = path[:depth], path[depth]
        if source.find(above) is None:
            value = {str(name): value} if depth else value
            continue
        return _under(text, above, name, value)
    raise AssertionError("The root is always there.")


def _under(text: str, above: Path, name: str | int, value: Plain) -> str:
    if isinstance(name, int):
        return add_item(text, above, value, name)
    return add_entry(text, above, name, value)

"""A story file read into values; every fault says where it stands and what is known there."""

from collections.abc import Callable, Iterator, Mapping

from charterdesk.engine.calendar_line import zone_of
from charterdesk.engine.charter.faults import Faults, suggestion
from charterdesk.engine.charter.nodes import Items, Node, Table, Text, decode, read_nodes
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.story.reading_lines import LineReader
from charterdesk.engine.story.values import NoSuchCharter, Story

FILE_KEYS = ("charter", "zone", "people", "stories")
STORY_KEYS = ("story", "meets", "people", "zone", "charter", "lines")
FindCharter = Callable[[str], Charter]


def read_stories(source: str | bytes, file: str, find_charter: FindCharter) -> tuple[Story, ...]:
    """All stories of a file. Raises CharterErrors with each fault's place.

    `find_charter` gives a charter by the name or path that the file writes, or raises
    NoSuchCharter with a sentence; what else it raises passes through.
    """
    faults = Faults(file)
    root = read_nodes(decode(source, file), faults)
    _known_keys(root, FILE_KEYS, faults)
    reader = _Reader(root, _people(root, faults), find_charter, faults)
    stories = tuple(reader.story(node) for node in _tables(root, "stories", faults))
    if faults:
        raise faults.all()
    return tuple(story for story in stories if story is not None)


class _Reader:
    """What the stories of one file share: the file's own keys, and the charters it names."""

    def __init__(
        self,
        root: Table,
        people: Mapping[str, tuple[str, ...]],
        find: FindCharter,
        faults: Faults,
    ) -> None:
        self._root, self._people, self._find, self._faults = root, people, find, faults

    def story(self, node: Table) -> Story | None:
        faults = self._faults
        _known_keys(node, STORY_KEYS, faults)
        name = node.get("story")
        if not isinstance(name, Text) or not name.value:
            faults.add(node.place, "A story needs its name.", "Write `story: what it shows`.")
        charter = self._charter(node)
        if charter is None:
            return None
        zone = _text(node, "zone") or _text(self._root, "zone") or charter.zone
        if not self._is_zone(zone, node):
            return None
        lines = LineReader(charter, zone, faults)
        return Story(
            name=_text(node, "story"),
            charter=_text(node, "charter") or _text(self._root, "charter"),
            zone=zone,
            people={**self._people, **_people(node, faults)},
            lines=tuple(
                line for item in _tables(node, "lines", faults) if (line := lines.line(item))
            ),
            meets=_words(node.get("meets")),
            file=faults.file,
            place=node.place,
        )

    def _charter(self, node: Table) -> Charter | None:
        written = node.get("charter") or self._root.get("charter")
        if not isinstance(written, Text) or not written.value:
            mend = "Write `charter: roxen`, or the path of a charter's file."
            self._faults.add((written or self._root).place, "The file names no charter.", mend)
            return None
        try:
            return self._find(written.value)
        except NoSuchCharter as error:
            self._faults.add(written.place, str(error))
            return None

    def _is_zone(self, zone: str, node: Table) -> bool:
        written = node.get("zone") or self._root.get("zone") or node
        try:
            zone_of(zone)
        except ValueError as error:
            sentence = str(error)
            self._faults.add(written.place, sentence if sentence.endswith("?") else f"{sentence}.")
            return False
        return True


def _people(node: Table, faults: Faults) -> dict[str, tuple[str, ...]]:
    people = node.get("people")
    if people is None:
        return {}
    if not isinstance(people, Table):
        faults.add(people.place, "`people` wants roles with lists of names.")
        return {}
    return {entry.key.value: _names(entry.value, faults) for entry in people.entries}


def _names(node: Node, faults: Faults) -> tuple[str, ...]:
    for item in node.items if isinstance(node, Items) else (node,):
        if not isinstance(item, Text) or not item.value:
            mend = "Write `role: [Olle, Karin]`, or `role: []` for nobody."
            faults.add(item.place, "A role has a list of people's names.", mend)
    return _words(node)


def _tables(node: Table, key: str, faults: Faults) -> Iterator[Table]:
    items = node.get(key)
    if not isinstance(items, Items):
        faults.add((items or node).place, f"`{key}` must be a list.")
        return
    for item in items.items:
        if isinstance(item, Table):
            yield item
        else:
            faults.add(item.place, f"Each entry of `{key}` has keys and values.")


def _known_keys(node: Table, known: tuple[str, ...], faults: Faults) -> None:
    for entry in node.entries:
        if entry.key.value not in known:
            message = f"The key '{entry.key.value}' is not known here."
            faults.add(entry.key.place, message, suggestion(entry.key.value, known))


def _text(node: Table, key: str) -> str:
    found = node.get(key)
    return found.value if isinstance(found, Text) else ""


def _words(node: Node | None) -> tuple[str, ...]:
    if isinstance(node, Text):
        return (node.value,)
    if isinstance(node, Items):
        return tuple(item.value for item in node.items if isinstance(item, Text))
    return ()

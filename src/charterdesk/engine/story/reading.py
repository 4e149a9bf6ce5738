"""A story file read into values; every fault says where it stands and what is known there."""

from collections.abc import Callable, Iterator, Mapping

from charterdesk.engine.calendar_line import zone_of
from charterdesk.engine.charter.faults import Faults, suggestion
from charterdesk.engine.charter.nodes import Items, Node, Table, Text, decode, read_nodes
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.story.expecting import EXPECT_KEYS, is_expectation
from charterdesk.engine.story.times import moment
from charterdesk.engine.story.values import Line, Story
from charterdesk.engine.story.verbs import FIELDS

FILE_KEYS = ("charter", "zone", "people", "stories")
STORY_KEYS = ("story", "meets", "people", "zone", "charter", "lines")
LINE_KEYS = ("at", "case", "expect")
FindCharter = Callable[[str], Charter]


def read_stories(source: str | bytes, file: str, find_charter: FindCharter) -> tuple[Story, ...]:
    """All stories of a file. Raises CharterErrors with each fault's place.

    `find_charter` gives a charter by the name or path that the file writes; what it raises
    passes through.
    """
    faults = Faults(file)
    root = read_nodes(decode(source, file), faults)
    _known_keys(root, FILE_KEYS, faults)
    people = _people(root, faults)
    stories = tuple(
        _story(node, root, people, find_charter, faults)
        for node in _tables(root, "stories", faults)
    )
    if faults:
        raise faults.all()
    return stories


def _story(
    node: Table,
    root: Table,
    people: Mapping[str, tuple[str, ...]],
    find: FindCharter,
    faults: Faults,
) -> Story:
    _known_keys(node, STORY_KEYS, faults)
    name = _text(node, "charter") or _text(root, "charter")
    zone = _text(node, "zone") or _text(root, "zone") or find(name).zone
    _check_zone(zone, node, faults)
    lines = tuple(
        line
        for item in _tables(node, "lines", faults)
        if (line := _line(item, zone, faults)) is not None
    )
    return Story(
        name=_text(node, "story"),
        charter=name,
        zone=zone,
        people={**people, **_people(node, faults)},
        lines=lines,
        meets=_words(node.get("meets")),
        file=faults.file,
        place=node.place,
    )


def _line(node: Table, zone: str, faults: Faults) -> Line | None:
    verbs = [e for e in node.entries if e.key.value not in LINE_KEYS]
    for entry in verbs[1:]:
        faults.add(entry.key.place, "A line has one verb at most.", "Write a second line.")
    verb = verbs[0].key.value if verbs else ""
    if verb and verb not in FIELDS:
        faults.add(verbs[0].key.place, f"There is no verb '{verb}'.", suggestion(verb, FIELDS))
        return None
    at = node.get("at")
    try:
        when = moment(at.value if isinstance(at, Text) else "", zone)
    except ValueError as error:
        faults.add((at or node).place, f"{error}.")
        return None
    fields = _fields(verb, verbs[0].value, faults) if verbs else {}
    expects = tuple(_expects(node, faults))
    return Line(
        at=when,
        case=_text(node, "case") or "A",
        verb=verb,
        fields=fields,
        expects=expects,
        place=node.place,
    )


def _fields(verb: str, node: Node, faults: Faults) -> dict[str, Node]:
    known = FIELDS[verb]
    if not isinstance(node, Table):
        faults.add(node.place, f"'{verb}' wants its fields in braces.", f"Write `{verb}: {{}}`.")
        return {}
    fields = {entry.key.value: entry.value for entry in node.entries}
    for entry in node.entries:
        if known is not None and entry.key.value not in known:
            message = f"'{verb}' has no field '{entry.key.value}'."
            faults.add(entry.key.place, message, suggestion(entry.key.value, known))
    if verb == "open" and "channel" not in fields:
        faults.add(node.place, "'open' needs a channel.", "Write `open: {channel: ...}`.")
    return fields


def _expects(node: Table, faults: Faults) -> Iterator[tuple[str, Node]]:
    expect = node.get("expect")
    if expect is None:
        return
    if not isinstance(expect, Table):
        faults.add(expect.place, "'expect' wants keys and values in braces.")
        return
    for entry in expect.entries:
        if is_expectation(entry.key.value):
            yield entry.key.value, entry.value
        else:
            message = f"'{entry.key.value}' can't be expected."
            faults.add(entry.key.place, message, suggestion(entry.key.value, EXPECT_KEYS))


def _people(node: Table, faults: Faults) -> dict[str, tuple[str, ...]]:
    people = node.get("people")
    if people is None:
        return {}
    if not isinstance(people, Table):
        faults.add(people.place, "'people' wants roles with lists of names.")
        return {}
    return {entry.key.value: _words(entry.value) for entry in people.entries}


def _tables(node: Table, key: str, faults: Faults) -> Iterator[Table]:
    items = node.get(key)
    if not isinstance(items, Items):
        faults.add((items or node).place, f"'{key}' must be a list.")
        return
    for item in items.items:
        if isinstance(item, Table):
            yield item
        else:
            faults.add(item.place, f"Each entry of '{key}' has keys and values.")


def _known_keys(node: Table, known: tuple[str, ...], faults: Faults) -> None:
    for entry in node.entries:
        if entry.key.value not in known:
            message = f"The key '{entry.key.value}' is not known here."
            faults.add(entry.key.place, message, suggestion(entry.key.value, known))


def _check_zone(zone: str, node: Table, faults: Faults) -> None:
    try:
        zone_of(zone)
    except ValueError as error:
        faults.add(node.place, f"{error}.")


def _text(node: Table, key: str) -> str:
    found = node.get(key)
    return found.value if isinstance(found, Text) else ""


def _words(node: Node | None) -> tuple[str, ...]:
    if isinstance(node, Text):
        return (node.value,)
    if isinstance(node, Items):
        return tuple(item.value for item in node.items if isinstance(item, Text))
    return ()

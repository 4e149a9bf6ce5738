"""The lines of a story: their time, their verb with its fields, and what they expect."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from charterdesk.engine.charter.faults import Faults, suggestion
from charterdesk.engine.charter.nodes import Node, Table, Text
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.story.reading_expects import ExpectReader
from charterdesk.engine.story.reading_values import Check, Values
from charterdesk.engine.story.times import moment
from charterdesk.engine.story.values import Line
from charterdesk.engine.story.verbs import FIELDS, FLAGS, LISTS, NUMBERS, REQUIRED, TIMES

LINE_KEYS = ("at", "case", "expect")


class LineReader:
    """Reads the lines of one story; knows the cases and messages named so far."""

    def __init__(self, charter: Charter, zone: str, faults: Faults) -> None:
        self._zone, self._faults = zone, faults
        self._values = Values(zone, faults)
        self._expects = ExpectReader(charter, self._values)
        self._cases: set[str] = set()
        self._messages: set[str] = set()

    def line(self, node: Table) -> Line | None:
        """The line, or None where it has a fault without which nothing can be made of it."""
        verb = self._verb(node)
        when = self._time(node)
        if when is None:
            return None
        case = node.get("case")
        name = case.value if isinstance(case, Text) and case.value else "A"
        return Line(
            at=when,
            case=name,
            verb=verb.value if verb else "",
            fields=self._fields(node, verb, name) if verb else {},
            expects=tuple(self._expected(node)),
            place=node.place,
        )

    def _time(self, node: Table) -> datetime | None:
        at = node.get("at")
        if at is None:
            self._faults.add(node.place, "A line needs its time.", "Write `at: 2026-06-15 10:00`.")
            return None
        try:
            return moment(at.value if isinstance(at, Text) else "", self._zone)
        except ValueError as error:
            self._faults.add(at.place, f"{error}.")
            return None

    def _verb(self, node: Table) -> Text | None:
        verbs = [entry.key for entry in node.entries if entry.key.value not in LINE_KEYS]
        for second in verbs[1:]:
            self._faults.add(second.place, "A line has one verb at most.", "Write a second line.")
        for verb in verbs[:1]:
            if verb.value in FIELDS:
                return verb
            message = f"There is no verb '{verb.value}'."
            self._faults.add(verb.place, message, suggestion(verb.value, FIELDS))
        return None

    def _fields(self, line: Table, verb: Text, case: str) -> Mapping[str, Node]:
        name, node = verb.value, line.get(verb.value)
        if not isinstance(node, Table):
            mend = f"Write `{name}: {{}}`."
            self._faults.add(verb.place, f"`{name}` wants its fields in braces.", mend)
            return {}
        known = FIELDS[name]
        checks = {key: self._check_of(key) for key in known or [e.key.value for e in node.entries]}
        self._values.keys(node, checks, f"`{name}`")
        for wanted in REQUIRED.get(name, ()):
            if node.get(wanted) is None:
                mend = f"Write `{name}: {{{wanted}: ...}}`."
                self._faults.add(node.place, f"`{name}` needs `{wanted}`.", mend)
        self._remember(name, node, case)
        return {entry.key.value: entry.value for entry in node.entries}

    def _check_of(self, field: str) -> Check:
        values = self._values
        kinds = ((TIMES, values.time), (FLAGS, values.flag), (LISTS, values.words))
        for fields, check in (*kinds, (NUMBERS, values.number)):
            if field in fields:
                return check
        return values.text

    def _remember(self, verb: str, node: Table, case: str) -> None:
        """What a later line may name: the cases there are, the messages sent."""
        into, of, message = node.get("into"), node.get("of"), node.get("id")
        off = node.get("from")
        if isinstance(off, Text) and verb == "split":
            self._known(off, self._cases - {case}, "no other case of this story so far")
        if isinstance(into, Text) and verb == "merge":
            self._known(into, self._cases - {case}, "no other case of this story so far")
        if isinstance(of, Text):
            self._known(of, self._messages, "no message of this story so far")
        if isinstance(message, Text):
            self._messages.add(message.value)
        self._cases.add(case)

    def _known(self, word: Text, known: set[str], what: str) -> None:
        if word.value not in known:
            message = f"'{word.value}' is {what}."
            self._faults.add(word.place, message, suggestion(word.value, sorted(known)))

    def _expected(self, node: Table) -> Iterator[tuple[str, Node]]:
        expect = node.get("expect")
        if expect is not None:
            yield from self._expects.expected(expect)

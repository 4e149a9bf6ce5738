"""Which warnings of the checks a charter lives with, by name and with a reason (part 5)."""

from collections.abc import Mapping

from charterdesk.engine.charter.faults import quoted, suggestion
from charterdesk.engine.charter.nodes import Node, Text
from charterdesk.engine.charter.section import Section
from charterdesk.engine.charter.values import Accepted
from charterdesk.engine.charter.words import WORDS
from charterdesk.engine.phrase import phrase


def read_accepts(root: Section) -> Mapping[str, Accepted]:
    """The accepted warnings by number; errors can't be accepted, and a reason is needed."""
    section = root.section("accepts", "accepts")
    found: dict[str, Accepted] = {}
    for number, node in section.free() if section else ():
        assert section is not None
        if _is_warning(section, number):
            found[number.value] = Accepted(_why(section, number, node), number.place)
    return found


def _is_warning(section: Section, number: Text) -> bool:
    if number.value in WORDS["warning"]:
        return True
    if number.value[:1] in ("E", "I") and number.value[1:].isdecimal():
        mend = phrase(
            "Only warnings (W) are accepted: an error must be mended, information stops nothing."
        )
    else:
        mend = suggestion(number.value, WORDS["warning"])
    section.fault(
        number.place,
        phrase("%(number)s is not a warning of the checks.", number=quoted(number.value)),
        mend,
    )
    return False


def _why(section: Section, number: Text, node: Node) -> str:
    why = " ".join(word.value for word in section.texts_of(node, number.value))
    return why

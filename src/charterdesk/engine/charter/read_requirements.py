"""How many requirements the source of a charter states, so that none is forgotten (I32)."""

import re
from collections.abc import Mapping

from charterdesk.engine.charter.faults import BadValueError, quoted
from charterdesk.engine.charter.nodes import Text
from charterdesk.engine.charter.section import Section
from charterdesk.engine.phrase import phrase


def read_requirements(root: Section) -> Mapping[str, int]:
    """`requirements: {R: 12}`: R-1 to R-12 are wanted, and `meets` says which rule meets them."""
    section = root.section("requirements", "requirements")
    found: dict[str, int] = {}
    for name, node in section.free() if section else ():
        assert section is not None
        word = node if isinstance(node, Text) else None
        if word is None:
            section.fault(
                node.place,
                phrase("It isn't a number of requirements."),
                phrase("Write for example 12."),
            )
        number = section.parsed(word, _number)
        if number:
            found[name.value] = number
    return found


def _number(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,3}", text):
        message = phrase("%(text)s is not a number of requirements.", text=quoted(text))
        raise BadValueError(message, phrase("Write a whole number from 1 to 9999."))
    return int(text)

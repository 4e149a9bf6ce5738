"""A charter's text becomes frozen values, or one exception that names every fault found (E1).

Names are gathered first, so rules may stand in any order; no key is read and silently ignored.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from charterdesk.engine.charter.durations import parse_share
from charterdesk.engine.charter.faults import BadValueError, Faults, quoted
from charterdesk.engine.charter.names import collect_names
from charterdesk.engine.charter.nodes import decode, read_nodes
from charterdesk.engine.charter.read_accepts import read_accepts
from charterdesk.engine.charter.read_gates import (
    read_charges,
    read_checklist,
    read_closing,
    read_gates,
)
from charterdesk.engine.charter.read_intake import read_channels, read_intake
from charterdesk.engine.charter.read_ladders import read_ladders
from charterdesk.engine.charter.read_needs import read_acts, read_facts
from charterdesk.engine.charter.read_people import (
    read_askers,
    read_last_resort,
    read_roles,
    read_tiers,
)
from charterdesk.engine.charter.read_priorities import read_matrix, read_priorities
from charterdesk.engine.charter.read_promises import (
    read_aims,
    read_contracts,
    read_rows,
    read_waiting,
)
from charterdesk.engine.charter.read_requirements import read_requirements
from charterdesk.engine.charter.read_tells import read_tells
from charterdesk.engine.charter.read_time import read_hours, read_in_force_from, read_zone
from charterdesk.engine.charter.reading import Reading
from charterdesk.engine.charter.section import Section
from charterdesk.engine.charter.values import Charter, QueueOrder
from charterdesk.engine.phrase import phrase

_QUEUES: Mapping[str, QueueOrder] = {
    "due first": "due first",
    "first come first served within a priority": "first come first served within a priority",
}

# Every name is looked for among all the others, so the time goes with the square of this.
MOST_WORDS = 20_000


def read_charter(source: str | bytes, file: str) -> Charter:
    """The charter in a file's text or bytes (UTF-8); `file` is how its places name it.

    Raises CharterErrors, and nothing else, with as many faults as one pass can find.
    """
    faults = Faults(file)
    nodes = read_nodes(decode(source, file), faults, MOST_WORDS)
    reading = Reading(faults, collect_names(nodes))
    charter = _charter(Section(reading, nodes, "charter"), file)
    if faults:
        raise faults.all()
    assert not reading.untaken, f"no reader takes {sorted(reading.untaken)}"
    return charter


def _charter(root: Section, file: str) -> Charter:
    reading = root.reading
    reading.zone = read_zone(root)
    reading.at_once = root.length("at_once", timedelta(minutes=15))
    return replace(
        _people_and_promises(_head(root, file), root),
        ladders=read_ladders(root),
        tells=read_tells(root),
        gates=read_gates(root),
        closing=read_closing(root),
        checklist=read_checklist(root),
        charges=read_charges(root),
        facts=read_facts(root),
        acts=read_acts(root),
        assumed=reading.assumed,
        shown=tuple(reading.shown),
        meets=reading.meets,
    )


def _head(root: Section, file: str) -> Charter:
    """What the document is, and when its hours are."""
    zone = root.reading.zone
    return Charter(
        name=_name(root),
        version=root.parsed(root.wanted("version", phrase("Write `version: 1`.")), _whole) or 1,
        zone=zone,
        last_resort=read_last_resort(root),
        title=root.text("title"),
        in_force_from=read_in_force_from(root, zone),
        languages=_languages(root),
        assumes=_assumes(root),
        accepts=read_accepts(root),
        requirements=read_requirements(root),
        hours=read_hours(root),
        at_once=root.reading.at_once,
        warn=root.parsed(root.word("warn"), parse_share) or 0.75,
        file=file,
    )


def _people_and_promises(charter: Charter, root: Section) -> Charter:
    rows = read_rows(root)
    priorities, set_by = read_priorities(root)
    return replace(
        charter,
        roles=read_roles(root),
        channels=read_channels(root),
        askers=read_askers(root),
        intake=read_intake(root),
        contracts=read_contracts(root, rows),
        priorities=priorities,
        set_by=set_by,
        matrix=read_matrix(root),
        rows=rows,
        aims=read_aims(root),
        waiting=read_waiting(root),
        queue=_queue(root),
        tiers=read_tiers(root),
    )


def _name(root: Section) -> str:
    word = root.wanted("charter", phrase("Name it in one word: `charter: example`."))
    if word and not re.fullmatch(r"\w[\w-]{0,59}", word.value):
        mend = phrase("Use up to 60 letters, digits and hyphens.")
        root.fault(
            word.place, phrase("%(word)s can't name a charter.", word=quoted(word.value)), mend
        )
    return word.value if word else ""


def _whole(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,5}", text):
        raise BadValueError(
            phrase("%(text)s is not a version.", text=quoted(text)),
            phrase("Write a whole number from 1."),
        )
    return int(text)


def _languages(root: Section) -> tuple[str, ...]:
    words = root.texts("languages")
    for word in words:
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]{2,4})?", word.value):
            message = phrase("%(word)s is not a language.", word=quoted(word.value))
            root.fault(word.place, message, phrase("Write a code like en, sv or ru."))
    return tuple(word.value for word in words) or ("en",)


def _assumes(root: Section) -> dict[str, str]:
    section = root.section("assumes", "assumes")
    if section is None:
        return {}
    found = {}
    for key, node in section.free():
        found[key.value] = " ".join(word.value for word in section.texts_of(node, key.value))
    return found


def _queue(root: Section) -> QueueOrder:
    section = root.section("queue", "queue")
    if section is None:
        return "due first"
    section.choice("by", "queue by")
    return _QUEUES[section.choice("order", "queue order") or "due first"]

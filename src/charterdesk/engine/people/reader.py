"""A people file's text becomes frozen values, or one exception that names every fault found.

It is read in the charter's own manner: exact positions, unknown words with the nearest known one.
"""

from collections.abc import Iterator

from charterdesk.engine.calendar import Calendar, Line, always, parse_line
from charterdesk.engine.charter.faults import BadValueError, Faults, quoted
from charterdesk.engine.charter.names import collect_names
from charterdesk.engine.charter.nodes import Items, Node, Table, decode, read_nodes
from charterdesk.engine.charter.reader import MOST_WORDS
from charterdesk.engine.charter.reading import Reading
from charterdesk.engine.charter.schema import NOTES
from charterdesk.engine.charter.section import Section
from charterdesk.engine.charter.values import ALWAYS_NAME, Charter
from charterdesk.engine.charter.words import WORDS
from charterdesk.engine.people import schema
from charterdesk.engine.people.moments import parted, stretch, zone_named
from charterdesk.engine.people.read_rotas import read_rotas
from charterdesk.engine.people.values import People, Person
from charterdesk.engine.spans import Span, union

MEANS = ("phone", "sms", "mail")


def read_people(source: str | bytes, file: str, charter: Charter) -> People:
    """The people in a file's text or bytes (UTF-8), checked against the roles of the charter.

    `file` is how its places name it. Raises CharterErrors, and nothing else, with as many faults
    as one pass can find.
    """
    faults = Faults(file)
    nodes = read_nodes(decode(source, file), faults, MOST_WORDS)
    _refuse_notes(nodes, faults)
    root = Section(Reading(faults, collect_names(nodes), charter.zone), nodes, schema.DOCUMENT)
    people = _people(root, charter, file)
    if faults:
        raise faults.all()
    assert not root.reading.untaken, f"no reader takes {sorted(root.reading.untaken)}"
    return people


def _people(root: Section, charter: Charter, file: str) -> People:
    named = root.wanted("people", f"Name the charter: `people: {charter.name}`.")
    if named and named.value != charter.name:
        message = f"These are the people of {quoted(named.value)}, the charter is '{charter.name}'."
        root.fault(named.place, message, f"Give the charter {quoted(named.value)} with them.")
    zone = root.parsed(root.word("zone"), zone_named) or charter.zone
    root.reading.zone = zone
    persons = {person.name: person for person in _persons(root, charter)}
    rotas = read_rotas(root, charter, tuple(persons))
    _refuse_idle(root, persons, frozenset().union(*(plan.people for plan in rotas.values())))
    return People(charter.name, zone, persons, rotas, file)


def _persons(root: Section, charter: Charter) -> Iterator[Person]:
    section = root.section("persons", schema.PERSONS)
    if section is None:
        root.fault(root.place, "The file has no people.", "Write them under `persons:`.")
        return
    taken = {*charter.roles, *WORDS["who"], "customer"}
    for name, person in section.named(schema.PERSON):
        if name.value in taken:
            mend = "The word has a meaning in the charter; call the person otherwise."
            section.fault(name.place, f"Nobody may be called {quoted(name.value)}.", mend)
        yield _person(person, charter)


def _person(section: Section, charter: Charter) -> Person:
    by = section.choices("by", "means") if section.has("by") else MEANS
    zone = section.reading.zone
    away = (
        section.parsed(word, lambda text: stretch(text, zone)) for word in section.texts("away")
    )
    return Person(
        name=section.name,
        roles=tuple(dict.fromkeys(_roles(section, charter))),
        works=_works(section, charter),
        by=frozenset(by),
        away=_joined(span for span in away if span),
        place=section.place,
    )


def _joined(spans: Iterator[Span]) -> tuple[Span, ...]:
    return tuple(union(sorted(spans)))


def _roles(section: Section, charter: Charter) -> Iterator[str]:
    """A role by its name, else all roles of a team, else those of a tier."""
    teams = {role.group for role in charter.roles.values() if role.kind == "team"}
    tiers = {tier.name: tier.roles for tier in charter.tiers}
    known = tuple(dict.fromkeys((*charter.roles, *sorted(teams), *tiers)))
    for name in section.some("roles", known, "a role, a team or a tier of the charter"):
        if name in charter.roles:
            yield name
        elif name in teams:
            yield from (r.name for r in charter.roles.values() if r.group == name)
        else:
            yield from tiers[name]


def _works(section: Section, charter: Charter) -> Calendar:
    """A calendar of the charter by its name, or lines of hours; always, where nothing is said."""
    words = section.texts("works")
    zone = section.reading.zone
    if not words:
        return always(zone)
    if len(words) == 1 and words[0].value in (*charter.hours, ALWAYS_NAME):
        return charter.calendar(words[0].value)

    def parse(text: str) -> Line:
        try:
            return parse_line(text, zone)
        except ValueError as error:
            fault = parted(error)
            names = ", ".join(f"`{name}`" for name in (*charter.hours, ALWAYS_NAME))
            mend = f"{fault.mend} Or name hours of the charter: {names}."
            raise BadValueError(fault.message, mend.strip()) from None

    found = (section.parsed(word, parse) for word in words)
    return Calendar(section.name, tuple(line for line in found if line), frozenset(), zone)


def _refuse_idle(root: Section, persons: dict[str, Person], turning: frozenset[str]) -> None:
    for person in persons.values():
        if not person.roles and person.name not in turning and not root.reading.faults:
            mend = "Give them `roles`, or a turn under `rotas`."
            root.fault(person.place, f"{quoted(person.name)} has no role and no turn.", mend)


def _refuse_notes(node: Node, faults: Faults) -> None:
    """A charter's notes mean nothing here, so they are as unknown as any word."""
    for entry in node.entries if isinstance(node, Table) else ():
        if entry.key.value in NOTES:
            faults.add(
                entry.key.place, f"{quoted(entry.key.value)} means nothing here.", "Drop it."
            )
        _refuse_notes(entry.value, faults)
    for item in node.items if isinstance(node, Items) else ():
        _refuse_notes(item, faults)

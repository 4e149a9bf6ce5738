"""The rotas of a people file: turns that rotate, or single shifts, and who takes one instead."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from charterdesk.engine.charter.durations import parse_length
from charterdesk.engine.charter.faults import BadValueError, quoted, suggestion
from charterdesk.engine.charter.section import Section
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.people import schema
from charterdesk.engine.people.moments import moment, wall_seconds, zone_named
from charterdesk.engine.people.values import Plan, Rotation, Turn
from charterdesk.engine.spans import Span

SHORTEST = timedelta(hours=1)


def read_rotas(root: Section, charter: Charter, people: tuple[str, ...]) -> Mapping[str, Plan]:
    """The rotas by the charter's words for them; `people` are the names that may have turns."""
    section = root.section("rotas", schema.ROTAS)
    groups = tuple(
        dict.fromkeys(role.group for role in charter.roles.values() if role.kind == "rota")
    )
    found: dict[str, Plan] = {}
    for name, rota in section.named(schema.ROTA) if section else ():
        if section and name.value not in groups:
            message = f"{quoted(name.value)} is not a rota of the charter."
            section.fault(name.place, message, suggestion(name.value, groups))
        found[name.value] = _plan(rota, people)
    return found


def _plan(section: Section, people: tuple[str, ...]) -> Plan:
    zone = section.parsed(section.word("zone"), zone_named) or section.reading.zone
    rotates, shifted = section.has("turns"), section.has("shifts")
    if rotates == shifted:
        said = "both `turns` and `shifts`" if rotates else "no turns"
        mend = "Write `turns: [...]` with `each` and `from`, or `shifts: [...]`."
        section.fault(section.place, f"The rota has {said}.", mend)
    if not rotates:
        _refuse_rotation(section)
    return Plan(
        name=section.name,
        rotation=_rotation(section, people, zone) if rotates else None,
        shifts=tuple(_turns(section, "shifts", people, zone)),
        instead=tuple(_turns(section, "instead", people, zone)),
        place=section.place,
    )


def _refuse_rotation(section: Section) -> None:
    for key in ("each", "from", "until"):
        word = section.word(key)
        if word is not None:
            section.fault(word.place, f"`{key}` belongs to `turns`.", "Write `turns: [...]`.")


def _rotation(section: Section, people: tuple[str, ...], zone: str) -> Rotation | None:
    who = section.some("turns", people, "a person of this file")
    each = section.parsed(section.wanted("each", "Write for example `each: 7d`."), _each)
    mend = "Write when the first turn begins: `from: 2026-08-31 17:00`."
    first = section.parsed(section.wanted("from", mend), wall_seconds)
    until = section.parsed(section.word("until"), lambda text: moment(text, zone))
    if not section.texts("turns"):
        section.fault(section.place_of("turns"), "Nobody takes a turn.", "Name who does.")
    if not who or each is None or first is None:
        return None
    return Rotation(people=who, each=each, first=first, zone=zone, until=until)


def _each(text: str) -> timedelta:
    each = parse_length(text)
    if each < SHORTEST:
        raise BadValueError(f"{quoted(text)} is too short for a turn.", "Write 1h or more.")
    return each


def _turns(section: Section, key: str, people: tuple[str, ...], zone: str) -> Iterator[Turn]:
    for shift in section.listed(key, schema.SHIFT, "who"):
        mend = "Write `{who: anna, from: 2026-09-01 17:00, until: 2026-09-02 08:00}`."
        who = shift.known(shift.wanted("who", mend), people, "a person of this file")
        since, until = _edge(shift, "from", zone, mend), _edge(shift, "until", zone, mend)
        if since is None or until is None:
            continue
        if until <= since:
            shift.fault(shift.place_of("until"), "The shift doesn't end after it begins.", mend)
        elif who:
            yield Turn(who, Span(since, until))


def _edge(shift: Section, key: str, zone: str, mend: str) -> datetime | None:
    return shift.parsed(shift.wanted(key, mend), lambda text: moment(text, zone))

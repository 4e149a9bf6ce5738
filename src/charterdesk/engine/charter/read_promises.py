"""What is promised: rows of targets with their hours, the contracts' own rows, aims and waiting."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from charterdesk.engine.charter.durations import Promised, parse_promise, parse_target
from charterdesk.engine.charter.faults import BadValueError, quoted, suggestion
from charterdesk.engine.charter.nodes import Text
from charterdesk.engine.charter.section import Section, refuse_twins
from charterdesk.engine.charter.values import ALWAYS_NAME, Contract, Row, Target, Term, Waiting
from charterdesk.engine.charter.words import WORDS
from charterdesk.engine.phrase import phrase

Rows = Mapping[str, Row]


def read_rows(root: Section) -> Rows:
    """The promises of each priority; every priority has a row (E9)."""
    on_raise = bool(root.choice("on_raise", "on raise"))
    section = root.section("promises", "promises")
    if section is None:
        root.fault(
            root.place,
            phrase("The charter promises nothing."),
            phrase("Write rows under `promises:`."),
        )
        return {}
    rows = _rows(section, "row", {}, on_raise)
    for priority in section.reading.names.priorities:
        if priority not in rows:
            message = phrase(
                "The priority %(priority)s has no row of promises.", priority=quoted(priority)
            )
            mend = phrase("Write one; `response: not stated` promises nothing.")
            section.fault(section.place, message, mend, "E9")
    return rows


def read_aims(root: Section) -> Rows:
    """What we aim at among ourselves; never shown as a promise."""
    section = root.section("aims", "aims")
    return _rows(section, "aim", {}, False) if section else {}


def read_contracts(root: Section, base: Rows) -> Mapping[str, Contract]:
    """The contracts; their rows take the place of the base rows kind by kind."""
    section = root.section("contracts", "contracts")
    named = list(section.named("contract")) if section else []
    found = {name.value: _contract(contract, base) for name, contract in named}
    levels = [word for _, contract in named for word in contract.texts("levels")]
    refuse_twins(root, levels, phrase("levels"))
    return found


def _contract(section: Section, base: Rows) -> Contract:
    rows = section.section("promises", "contract promises")
    return Contract(
        name=section.name,
        levels=section.values("levels"),
        gives=tuple(ladder for word in section.texts("gives") if (ladder := _gift(section, word))),
        needs=section.roles("needs"),
        starts=section.text("starts"),
        rows=_rows(rows, "row", base, False) if rows else {},
        example=section.flag("example"),
        place=section.place,
        gives_place=section.place_of("gives"),
    )


def _gift(section: Section, word: Text) -> str:
    first, _, name = word.value.partition(" ")
    if first != "ladder" or not name:
        message = phrase("%(word)s is nothing that a contract gives.", word=quoted(word.value))
        section.fault(word.place, message, phrase("Write `ladder NAME`."))
        return ""
    # A ladder that isn't there is a warning (W30): a contract may be written before its ladder.
    return name


def _rows(section: Section, rule: str, base: Rows, on_raise: bool) -> dict[str, Row]:
    """Rows by priority; one without `hours` or `on_raise` has those of its base row."""
    raised = on_raise or bool(section.choice("on_raise", "on raise"))
    names = section.reading.names.priorities
    found: dict[str, Row] = {}
    for name, row in section.named(rule):
        if name.value not in names:
            message = phrase("%(name)s is not a priority of this charter.", name=quoted(name.value))
            section.fault(name.place, message, suggestion(name.value, names), "E9")
        else:
            under = base.get(name.value)
            kept = raised or bool(under and under.on_raise_from_start)
            found[name.value] = read_row(row, under.hours if under else "", kept)
    return found


def read_row(section: Section, otherwise: str, on_raise: bool) -> Row:
    """One row; each kind has the row's hours unless its target names its own (`24h always`)."""
    calendars = section.reading.names.hours
    hours = section.one("hours", calendars, phrase("a calendar under `hours`")) or otherwise
    customer_zone = bool(section.choice("zone", "row zone"))
    raised = on_raise or bool(section.choice("on_raise", "on raise"))
    promised = {kind: _promised(section, kind) for kind in WORDS["kind of promise"]}
    terms = {
        kind: _term(section, kind, one, one.hours or hours or ALWAYS_NAME, customer_zone)
        for kind, one in promised.items()
        if one
    }
    unsaid = not hours and not section.has("hours")
    if unsaid and any(one and one.target.has_due and not one.hours for one in promised.values()):
        mend = phrase("Write `hours: always`, or a calendar's name.")
        section.fault(section.place, phrase("It isn't said in which hours this row counts."), mend)
    return Row(section.name, terms, raised, hours or ALWAYS_NAME, place=section.place)


def _promised(section: Section, kind: str) -> Promised | None:
    reading = section.reading
    calendars = frozenset(reading.names.hours)
    parse = partial(parse_promise, kind, at_once=reading.at_once, hours=calendars)
    return section.parsed(section.word(kind), parse)


def _term(section: Section, kind: str, one: Promised, hours: str, customer_zone: bool) -> Term:
    return Term(
        kind=kind,
        target=one.target,
        hours=hours,
        customer_zone=customer_zone,
        row=section.path,
        place=section.place_of(kind),
    )


def read_waiting(root: Section) -> Mapping[str, Waiting]:
    """What waiting pauses, and when the customer is reminded (T7, R-BIC-10)."""
    section = root.section("waiting", "waiting")
    found: dict[str, Waiting] = {}
    for name, wait in section.named("wait") if section else ():
        if wait.known(name, WORDS["waiting on"], phrase("something a case waits on")):
            found[name.value] = _waiting(wait)
    return found


def _waiting(section: Section) -> Waiting:
    reminders = (section.parsed(word, _reminder) for word in section.texts("remind"))
    return Waiting(
        on=section.name,
        pauses=section.choices("pauses", "kind of promise"),
        remind=tuple(reminder for reminder in reminders if reminder),
        place=section.place,
        pauses_place=section.place_of("pauses"),
    )


def _reminder(text: str) -> Target:
    target = parse_target(text, timedelta())
    if not target.days and not target.amount:
        raise BadValueError(
            phrase("%(text)s is no time for a reminder.", text=quoted(text)),
            phrase("Write for example 3d."),
        )
    return target

"""Who stands behind a role at a moment: everything that is tried, in order, until one is found.

Rota > `else` roles in order > last resort (2.9); overrides and swaps are the rota's own affair.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from charterdesk.engine.calendar import is_open
from charterdesk.engine.charter.values import Charter, Role
from charterdesk.engine.rota import Rota

WAKING = frozenset({"phone", "sms"})
Came = Literal["found", "off", "nobody", "unreachable", "passed"]


@dataclass(frozen=True, slots=True)
class Asked:
    """By whose charter and rota, when, for which customer, and by which means to be reached.

    `without` are those who were called and said that they can't take it.
    """

    charter: Charter
    rota: Rota
    at: datetime
    customer: str
    means: tuple[str, ...] = ()
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Try:
    """One try for `role`. `came`: found; or off by its hours, nobody on duty, no such means, or one
    who can't take it.
    """

    role: str
    came: Came
    person: str = ""
    last_resort: bool = False


def first(asked: Asked, role: str) -> Try | None:
    """The try by which somebody is found."""
    return next((one for one in tries(asked, role) if one.came == "found"), None)


def tries(asked: Asked, role: str) -> Iterator[Try]:
    """Every try for a role, those for its `else`, and those for the last resort.

    Whoever is found first is told; the tries after that are those that were not needed.
    """
    yield from _of(asked, role, frozenset())
    yield from _last_resort(asked)


def is_on_by_hours(charter: Charter, role: Role, at: datetime) -> bool:
    """Whether the charter calls for the role at that moment (`hours`, `outside`)."""
    if role.hours and not is_open(charter.calendar(role.hours), at):
        return False
    return not (role.outside and is_open(charter.calendar(role.outside), at))


def _of(asked: Asked, name: str, seen: frozenset[str]) -> Iterator[Try]:
    role = asked.charter.roles.get(name)
    if role is None or name in seen:
        return
    if is_on_by_hours(asked.charter, role, asked.at):
        yield from _on_duty(asked, name)
    else:
        yield Try(name, "off")
    for other in role.otherwise:
        yield from _of(asked, other, seen | {name})


def _on_duty(asked: Asked, name: str) -> Iterator[Try]:
    people = asked.rota.on_duty(name, asked.at, asked.customer)
    for person in people:
        yield Try(name, _came(asked, person), person)
    if not people:
        yield Try(name, "nobody")


def _last_resort(asked: Asked) -> Iterator[Try]:
    """The last resort, even by a lesser means and at any hour: nobody must ever mean silence."""
    name = asked.charter.last_resort
    for means in dict.fromkeys((asked.means, ())):
        for one in _of(replace(asked, means=means), name, frozenset()):
            yield replace(one, last_resort=True)
    for person in asked.rota.on_duty(name, asked.at, asked.customer):
        came: Came = "passed" if person in asked.without else "found"
        yield Try(name, came, person, last_resort=True)


def _came(asked: Asked, person: str) -> Came:
    if person in asked.without:
        return "passed"
    return "found" if _is_reachable(asked, person) else "unreachable"


def _is_reachable(asked: Asked, person: str) -> bool:
    """A person without a working phone counts as nobody for `by: phone` (2.9)."""
    waking = [mean for mean in asked.means if mean in WAKING]
    wanted = waking or list(asked.means)
    return not wanted or any(asked.rota.can_be_reached(person, mean) for mean in wanted)

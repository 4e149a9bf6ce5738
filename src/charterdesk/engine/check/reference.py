"""Checks of references: stand-ins that go round, and roles behind which nobody stands (E2).

E1 is the reader's own: a text with an unknown word is never a charter. E3 needs people: `cover`.
"""

from collections.abc import Iterator, Mapping

from charterdesk.engine.charter.values import Charter, Role
from charterdesk.engine.check.context import Check, Context
from charterdesk.engine.check.finding import Finding
from charterdesk.engine.phrase import phrase

Roles = Mapping[str, Role]


def circles_of_stand_ins(charter: Charter, context: Context) -> Iterator[Finding]:
    """E2: `else` that comes back to where it began (2.9)."""
    done: set[str] = set()
    for name in charter.roles:
        circle = _circle(charter.roles, name, done)
        if circle:
            said = " > ".join(circle)
            yield Finding(
                "E2",
                phrase("The stand-ins go round in a circle: %(circle)s.", circle=said),
                phrase("Take one `else` out, so that the circle ends."),
                charter.roles[circle[-2]].else_place,
            )


def _circle(roles: Roles, first: str, done: set[str]) -> tuple[str, ...]:
    """The first circle met from a role; the roles that were walked to their end go to `done`."""
    path: list[str] = []
    waiting = [(first, 0)]
    while waiting:
        name, depth = waiting.pop()
        done.update(path[depth:])
        del path[depth:]
        if name in path:
            done.update(path)
            return (*path[path.index(name) :], name)
        if name in done:
            continue
        path.append(name)
        waiting += [(other, depth + 1) for other in reversed(roles[name].otherwise)]
    done.update(path)
    return ()


def roles_that_end_nowhere(charter: Charter, context: Context) -> Iterator[Finding]:
    """E2: somebody to be told who is never a person: a machine, or a last resort for some only."""
    resort = charter.roles[charter.last_resort]
    if not _ends(charter.roles, resort, ("team", "rota", "person")):
        yield Finding(
            "E2",
            phrase(
                "The last resort '%(role)s' is %(kind)s, so it isn't always somebody.",
                role=resort.name,
                kind=_kind(resort),
            ),
            phrase("Name a person, a rota or a team as the last resort, or as its stand-in."),
            resort.place,
        )
    for name, by in _told(charter).items():
        role = charter.roles.get(name)
        if role and role.kind == "machine" and not _ends(charter.roles, role, _PEOPLE):
            yield Finding(
                "E2",
                phrase("'%(role)s' is a machine, yet %(rule)s tells it.", role=name, rule=by),
                phrase("Tell a role of people, or write one under the role's `else`."),
                role.place,
            )


_PEOPLE = ("team", "rota", "person", "per customer")


def _kind(role: Role) -> str:
    return f"{role.kind} {role.group}".strip()


def _ends(roles: Roles, role: Role, kinds: tuple[str, ...]) -> bool:
    """Whether the role or one of its stand-ins, however far, is of these kinds."""
    seen, waiting = {role.name}, [role]
    while waiting:
        found = waiting.pop()
        if found.kind in kinds:
            return True
        waiting += [roles[name] for name in found.otherwise if name not in seen]
        seen.update(found.otherwise)
    return False


def _told(charter: Charter) -> dict[str, str]:
    """Each role that something tells, with the name of the first rule that does."""
    found: dict[str, str] = {}
    for ladder in charter.ladders.values():
        for step in ladder.steps:
            for name in step.notify:
                found.setdefault(name, f"{ladder.name} {step.name}")
    for rule in charter.tells:
        for name in rule.who:
            found.setdefault(name, f"tell {rule.name}")
    return found


REFERENCE: tuple[Check, ...] = (circles_of_stand_ins, roles_that_end_nowhere)

"""Whom a run has called and reached, by every name under which they may answer (L2, L5, 2.9)."""

from charterdesk.engine.charter.values import Ladder
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.events import Told
from charterdesk.engine.intents import CONTACT
from charterdesk.engine.ladder import Run


def involved(draft: Draft, run: Run, ladder: Ladder) -> dict[str, tuple[str, ...]]:
    """The people whom the run has reached, with the roles through which; all whom it has told,
    where the charter says so (L5).

    A step without `within` reaches its people by telling them, as it is taken when it fires (L2).
    """
    at_once = {
        person
        for step in ladder.steps
        if step.within is None
        for _, person in run.step(step.name).called
    }
    return {
        person: roles
        for person, roles in told_by(draft, run).items()
        if ladder.stand_down_all or person in at_once or was_reached(draft, run, person)
    }


def told_by(draft: Draft, run: Run) -> dict[str, tuple[str, ...]]:
    """Everybody whom the run has told, with the roles through which they were found."""
    people: dict[str, tuple[str, ...]] = {}
    for step in run.steps:
        for role, person in step.called:
            people[person] = (*people.get(person, ()), role)
    for told in _notices(draft, run):
        people[told.person] = told.via or told.roles
    return people


def was_reached(draft: Draft, run: Run, person: str, role: str = "") -> bool:
    """Whether somebody answered since the run counts, under any name they were called by."""
    return draft.case.has_reached(names_of(draft, run, person) | {role}, run.counted_from)


def names_of(draft: Draft, run: Run, person: str) -> frozenset[str]:
    """The person and every role for which, or through which, they were told."""
    called = {role for step in run.steps for role, who in step.called if who == person}
    roles = {
        role
        for told in _notices(draft, run)
        if told.person == person
        for role in (*told.roles, *told.via)
    }
    return frozenset({person} | called | roles)


def _notices(draft: Draft, run: Run) -> list[Told]:
    own = f"run{run.number}/"
    return [t for t in draft.case.notices if t.key.startswith(own) and t.person != CONTACT]

"""People are called again until they answer, then those who stand in for them (L3, 2.10)."""

from dataclasses import replace
from datetime import datetime

from charterdesk.engine import events as ev
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.decide.telling import Notice, find, tell
from charterdesk.engine.ladder import Calling, calling_name


def repeat(draft: Draft, calling: Calling, due_at: datetime) -> None:
    """Call again those who have not answered; after the last time tell their `else` (L3)."""
    roles = tuple(role for role in calling.roles if not _has_answered(draft, calling, role))
    number = calling.done + 1
    if _is_over(draft, calling) or not roles:
        _miss(draft, calling, calling.repeat.times + 1)
    elif calling.is_spent:
        _tell_stand_ins(draft, calling, roles, due_at)
        _miss(draft, calling, number)
    elif draft.is_late(due_at):
        _miss(draft, calling, number)
    else:
        _call_again(draft, calling, roles, due_at)


def _call_again(draft: Draft, calling: Calling, roles: tuple[str, ...], due_at: datetime) -> None:
    number = calling.done + 1
    text = f"Call {number + 1}, nobody has answered yet: {calling.about}."
    notice = _notice(calling, text, due_at, number, ("again", str(number + 1)))
    notice = replace(notice, without=_passers(draft, calling))
    if not tell(draft, roles, notice):
        _miss(draft, calling, number)


def _tell_stand_ins(
    draft: Draft, calling: Calling, roles: tuple[str, ...], due_at: datetime
) -> None:
    """The first of each silent role's `else` who has not been called for it all the while."""
    passers = _passers(draft, calling)
    for role in roles:
        silent = _called_for(draft, calling, role)
        for other in draft.charter.roles[role].otherwise if role in draft.charter.roles else ():
            found = find(draft, other, calling.means, passers)
            if found is not None and found[0] not in silent:
                text = f"{role} has not answered: {calling.about}. You are told for {role}."
                notice = _notice(calling, text, due_at, 0, ("silent", role))
                notice = replace(notice, without=passers)
                tell(draft, (other,), replace(notice, rule=f"{calling.name}/else", calling=""))
                break


def _is_over(draft: Draft, calling: Calling) -> bool:
    case = draft.case
    left_the_row = bool(calling.if_priority) and calling.if_priority != case.priority
    return left_the_row or case.is_resolved or case.is_over


def _has_answered(draft: Draft, calling: Calling, role: str) -> bool:
    """Acknowledging ends the calling of that person (L4); also of one who had passed before."""
    people, passers = _called_for(draft, calling, role), _passers(draft, calling)
    mine = (t for t in draft.case.notices if t.calling == calling.name and t.person in people)
    names = frozenset({role, *people}).union(*((*told.roles, *told.via) for told in mine))
    since = calling.answers_since or calling.since
    reached = draft.case.has_reached(names - passers, since)
    acknowledged = draft.case.has_acknowledged(names | passers, since)
    return acknowledged or (reached and calling.repeat.until == "reached")


def _passers(draft: Draft, calling: Calling) -> frozenset[str]:
    """Those who can't take it in the step of this calling."""
    mine = (run for run in draft.case.runs if calling.step and run.number == calling.run)
    return frozenset().union(*(run.step(calling.step).passers for run in mine))


def _called_for(draft: Draft, calling: Calling, role: str) -> set[str]:
    """The people called for a role so far."""
    told = {
        told.person
        for told in draft.case.notices
        if told.calling == calling.name and role in told.roles
    }
    return told | {
        person
        for run in draft.case.runs
        for step in run.steps
        if calling_name(run.number, step.name) == calling.name
        for asked, person in step.called
        if asked == role
    }


def _miss(draft: Draft, calling: Calling, number: int) -> None:
    draft.record(
        ev.RepeatsMissed(at=draft.at, recorded_at=draft.at, calling=calling.name, number=number)
    )


def _notice(
    calling: Calling, text: str, due_at: datetime, number: int, why: tuple[str, str]
) -> Notice:
    return Notice(
        rule=calling.name,
        about=calling.about,
        text=text,
        due_at=due_at,
        means=calling.means,
        calling=calling.name,
        number=number,
        words=(("step", calling.step), why),
        always=True,
    )

"""Why this person was told: the rule, when it was due, and everybody who was tried (2.9)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import dropwhile
from typing import Literal, Protocol

from charterdesk.engine import events as ev
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Charter, Role
from charterdesk.engine.decide import finding
from charterdesk.engine.decide.finding import Asked, Try
from charterdesk.engine.decide.telling import EVERYONE, OWNER
from charterdesk.engine.explain.rules import rule_step
from charterdesk.engine.explain.tells import rule_of, whom
from charterdesk.engine.explain.values import Explanation, Step, tried
from charterdesk.engine.intents import CONTACT
from charterdesk.engine.ladder import calling_name
from charterdesk.engine.phrase import Phrase, PhraseValue, phrase
from charterdesk.engine.rota import Rota

TurnKind = Literal["override", "shift", "account manager", "assigned", "team"]


@dataclass(frozen=True, slots=True)
class Turn:
    """How a person came to stand behind a role; a shift or an override with its ends."""

    kind: TurnKind
    since: datetime | None = None
    until: datetime | None = None


class Turns(Protocol):
    """Knows the rota behind the people: whether it was a shift, an override, a team."""

    def turn_of(self, role: str, person: str, at: datetime) -> Turn | None:
        """How `person` stands behind the role at a moment; None where that is not known."""
        ...


def explain_notice(
    charter: Charter, case: Case, told: ev.Told, rota: Rota, turns: Turns | None = None
) -> Explanation:
    """Why a notice went to this person, by this rule, at this moment.

    The rotas are asked as they are known now; a person whom they do not name any more is said so.
    """
    steps = [rule_step(charter, case, told)]
    steps += _moment(told)
    customer = case.asker if case.exists else ""
    asked = Asked(charter, rota, told.at, customer, told.means, _passers(case, told))
    for role in dict.fromkeys(told.roles):
        steps += _role_steps(asked, role, told, turns)
    return Explanation(_answer(told), tuple(steps))


def _passers(case: Case, told: ev.Told) -> frozenset[str]:
    """Those who had passed in the step of this notice by then; of one moment, what came first."""
    since = dropwhile(lambda event: event != told, case.history)
    after = {(e.at, e.who) for e in since if isinstance(e, ev.CallPassed)}
    return frozenset(
        who
        for run in case.runs
        for step in run.steps
        if told.key.startswith(f"{calling_name(run.number, step.name)}/")
        for at, who in step.passed
        if at <= told.at and (at, who) not in after
    )


def tries_in_words(asked: Asked, role: str, turns: Turns | None = None) -> Iterator[Step]:
    """Everything that is tried for a role at a moment, up to the person who is found."""
    for one in finding.tries(asked, role):
        yield _try_step(asked, one, turns)
        if one.came == "found":
            return


def _answer(told: ev.Told) -> Phrase:
    if told.means:
        return phrase(
            "%(who)s was told at %(at)s by %(means)s.",
            who=whom(told),
            at=told.at,
            means=told.means,
        )
    return phrase("%(who)s was told at %(at)s.", who=whom(told), at=told.at)


def _moment(told: ev.Told) -> Iterator[Step]:
    """When it was due, where that was noticeably before; and how often it was said before."""
    if told.late:
        said = phrase("It was due at %(due)s and was told late.", due=told.due_at)
        yield Step(phrase("Moment"), said, verdict="sum")
    if told.number:
        said = phrase("This is call %(number)d: nobody had answered.", number=told.number + 1)
        yield Step(phrase("Moment"), said, verdict="sum")


def _role_steps(asked: Asked, role: str, told: ev.Told, turns: Turns | None) -> Iterator[Step]:
    """The role that was asked for, who was tried, and whether the rotas say so still."""
    if role == CONTACT:
        said = phrase("Asked for the customer: whoever asked in this case.")
        yield Step(phrase("Role"), said)
        return
    if role == OWNER:
        said = phrase("Asked for the owner of the case, then %(person)s.", person=told.person)
        yield Step(phrase("Role"), said)
        return
    if role not in asked.charter.roles:
        return
    yield from tries_in_words(asked, role, turns)
    found = finding.first(asked, role)
    if told.person != (found.person if found else ""):
        yield (
            _told_before(told)
            if _is_known_already(asked.charter, told)
            else _changed_since(told, found)
        )


def _is_known_already(charter: Charter, told: ev.Told) -> bool:
    """Whether the person was meant as one told before (L5), and not looked for in the rota."""
    rule = next((one for one in charter.tells if one.name == rule_of(told)), None)
    return told.about in ("all-clear", "reopened") or (rule is not None and EVERYONE in rule.who)


def _told_before(told: ev.Told) -> Step:
    said = phrase("%(person)s hears of it as one whom the ladder had told.", person=told.person)
    return Step(phrase("Role"), said)


def _changed_since(told: ev.Told, found: Try | None) -> Step:
    said = phrase(
        "At that moment it was %(person)s; the rotas have been changed since and name "
        "%(other)s for it now.",
        person=told.person,
        other=found.person if found else phrase("nobody"),
    )
    return Step(phrase("Since then"), said, verdict="sum")


def _try_step(asked: Asked, one: Try, turns: Turns | None) -> Step:
    role = asked.charter.roles[one.role]
    heading = phrase("Last resort") if one.last_resort else phrase("Role")
    said: dict[str, PhraseValue] = {"role": one.role, "person": one.person}
    match one.came:
        case "found":
            return tried(heading, _found(asked, one, turns, said), role.place, holds=True)
        case "off":
            text = _off(role)
        case "unreachable":
            text = phrase("%(role)s is %(person)s, who can't be reached by these means.", **said)
        case "passed":
            text = phrase("%(role)s is %(person)s, who can't take it.", **said)
        case "nobody":
            text = phrase("%(role)s: nobody is on duty.", **said)
    return tried(heading, text, role.place, holds=False)


def _off(role: Role) -> Phrase:
    if role.outside:
        return phrase(
            "%(role)s is called only outside “%(hours)s”, and those are open.",
            role=role.name,
            hours=role.outside,
        )
    return phrase(
        "%(role)s is called only in “%(hours)s”, and those are closed.",
        role=role.name,
        hours=role.hours,
    )


def _found(asked: Asked, one: Try, turns: Turns | None, said: dict[str, PhraseValue]) -> Phrase:
    turn = turns.turn_of(one.role, one.person, asked.at) if turns is not None else None
    if turn is None:
        return phrase("%(role)s is %(person)s.", **said)
    if turn.since is not None and turn.until is not None:
        said = {**said, "since": turn.since, "until": turn.until}
    return Phrase(_TURNS[turn.kind].form, said)


_TURNS = {
    "override": phrase("%(role)s is %(person)s, by an override from %(since)s to %(until)s."),
    "shift": phrase("%(role)s is %(person)s, by the shift from %(since)s to %(until)s."),
    "account manager": phrase("%(role)s is %(person)s, the customer's account manager."),
    "assigned": phrase("%(role)s is %(person)s, who is assigned to it."),
    "team": phrase("%(role)s is %(person)s, the first of the team."),
}

"""Which `tell` rules a decision follows, each with those who are told; and which it does not."""

from collections.abc import Iterable, Iterator

from charterdesk.engine import events as ev
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Charter, TellRule
from charterdesk.engine.explain.values import Step, tried
from charterdesk.engine.intents import CONTACT
from charterdesk.engine.ladder import calling_name
from charterdesk.engine.phrase import Phrase, PhraseValue, phrase


def tell_steps(charter: Charter, case: Case, events: Iterable[ev.Event]) -> Iterator[Step]:
    """The rules of an opening, and whatever other rule fired with it."""
    told = [event for event in events if isinstance(event, ev.Told)]
    for rule in charter.tells:
        mine = [one for one in told if rule_of(one) == rule.name]
        if mine:
            yield Step(phrase("Notice"), _fires(rule, mine), rule.place)
        elif rule.when == "opened":
            yield tried(phrase("Notice"), _why_not(rule, case), rule.place, holds=False)
    yield from _called(charter, case, told)


def rule_of(told: ev.Told) -> str:
    """The rule or step that a notice belongs to: its key is rule/person/attempt (2.10)."""
    return told.key.rsplit("/", 2)[0]


def whom(told: ev.Told) -> Phrase:
    """Who is told, and for which roles."""
    if told.person == CONTACT:
        return phrase("the customer")
    roles = tuple(role for role in told.roles if role != told.person)
    if not roles:
        return phrase("%(person)s", person=told.person)
    return phrase("%(person)s (for %(roles)s)", person=told.person, roles=roles)


def _called(charter: Charter, case: Case, told: list[ev.Told]) -> Iterator[Step]:
    """The steps of ladders that have called somebody, with the people."""
    for run in case.runs:
        ladder = charter.ladders.get(run.ladder)
        for step in ladder.steps if ladder is not None else ():
            mine = [one for one in told if rule_of(one) == calling_name(run.number, step.name)]
            if mine:
                said = phrase(
                    "Step %(step)s of the ladder %(ladder)s calls %(who)s.",
                    step=step.name,
                    ladder=run.ladder,
                    who=_people(mine),
                )
                yield Step(phrase("Notice"), said, step.place)


def _people(told: list[ev.Told]) -> tuple[Phrase, ...]:
    return tuple({one.person: whom(one) for one in told}.values())


def _fires(rule: TellRule, told: list[ev.Told]) -> Phrase:
    people = _people(told)
    if rule.means:
        return phrase(
            "When %(when)s: %(people)s, by %(means)s.",
            when=rule.when,
            people=people,
            means=rule.means,
        )
    return phrase("When %(when)s: %(people)s.", when=rule.when, people=people)


def _why_not(rule: TellRule, case: Case) -> Phrase:
    said: dict[str, PhraseValue] = {"who": rule.who, "priority": rule.if_priority}
    if rule.if_priority and rule.if_priority != case.priority:
        return phrase("%(who)s: only with the priority %(priority)s.", **said)
    if rule.if_step:
        return phrase("%(who)s: only once the ladder is at %(step)s.", step=rule.if_step, **said)
    return phrase("%(who)s: told by another rule, or off by the hours of the charter.", **said)

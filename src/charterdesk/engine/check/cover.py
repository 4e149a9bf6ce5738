"""Checks of who is there when, over the real people of the next 90 days (E3, W21, E23).

Without people in the context nothing is known, and nothing is said. Nothing is sampled: people
are asked for at each change of turns or hours, so a gap of one minute is found as such.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from charterdesk.engine.calendar_table import LAST_YEAR
from charterdesk.engine.charter.values import Charter, Place, Step
from charterdesk.engine.check.context import COVER_AHEAD, Check, Context
from charterdesk.engine.check.finding import Finding
from charterdesk.engine.check.terms import counts_always, rows_to_customers
from charterdesk.engine.check.watch import Watch, is_staffed, wanted_means
from charterdesk.engine.phrase import Phrase, counted, phrase
from charterdesk.engine.spans import Span

# A bug's promises are kept by developers in their own time: nobody is woken for them.
_NOT_BY_THE_DESK = frozenset({"patch", "indication", "supplier"})


@dataclass(frozen=True, slots=True)
class Calling:
    """A rule that needs people at every hour. `alone`: each role is needed, else one of them."""

    rule: Phrase
    roles: tuple[str, ...]
    means: tuple[str, ...]
    alone: bool
    place: Place


def cover(charter: Charter, context: Context) -> Iterator[Finding]:
    """E3, W21 and E23, from one walk over the time ahead."""
    since = max(context.at, charter.in_force_from or context.at)
    until = since + COVER_AHEAD
    if context.rota is None or until.year > LAST_YEAR:
        return
    watch = Watch.over(charter, context.rota, since, until)
    yield from _unreachable(charter, watch)
    yield from _one_for_two(charter, watch)
    yield from _uncovered(charter, watch)


def _unreachable(charter: Charter, watch: Watch) -> Iterator[Finding]:
    """E3: a role that is called only by means that none of its people has."""
    said: set[tuple[str, tuple[str, ...]]] = set()
    for role, means, place in _told_by_means(charter):
        wanted = wanted_means(means)
        if not wanted or (role, wanted) in said or not is_staffed(charter.roles[role]):
            continue
        said.add((role, wanted))
        people = {person for at in watch.cuts for person in watch.there(role, at)}
        if people and not any(watch.first(role, at, means) for at in watch.cuts):
            yield Finding(
                "E3",
                phrase(
                    "'%(role)s' is called by %(means)s, which none of its people has: %(people)s.",
                    role=role,
                    means=wanted,
                    people=tuple(sorted(people)),
                ),
                phrase("Give one of them the means, or call only by what they have."),
                place,
            )


def _told_by_means(charter: Charter) -> Iterator[tuple[str, tuple[str, ...], Place]]:
    for ladder in charter.ladders.values():
        for step in ladder.steps:
            for role in step.notify:
                yield role, step.means, step.place
    for rule in charter.tells:
        for role in rule.who:
            if role in charter.roles:
                yield role, rule.means, rule.place


def _one_for_two(charter: Charter, watch: Watch) -> Iterator[Finding]:
    """W21: one person is on duty for two roles of a step."""
    for ladder in charter.ladders.values():
        for step in ladder.steps:
            yield from _twice(step, watch)


def _twice(step: Step, watch: Watch) -> Iterator[Finding]:
    roles = [name for name in step.notify if is_staffed(watch.charter.roles[name])]
    for first, second in combinations(dict.fromkeys(roles), 2):
        at = next((at for at in watch.cuts if _same(watch, step, first, second, at)), None)
        if at is not None:
            yield Finding(
                "W21",
                phrase(
                    "%(person)s is both '%(first)s' and '%(second)s' in the step '%(step)s', "
                    "from %(since)s on.",
                    person=watch.first(first, at, step.means),
                    first=first,
                    second=second,
                    step=step.name,
                    since=at,
                ),
                phrase("Let another person stand behind one of the two roles."),
                step.place,
            )


def _same(watch: Watch, step: Step, first: str, second: str, at: datetime) -> bool:
    person = watch.first(first, at, step.means)
    return bool(person) and person == watch.first(second, at, step.means)


def _uncovered(charter: Charter, watch: Watch) -> Iterator[Finding]:
    """E23: a 24/7 ladder or row with a stretch in which nobody is left to be told."""
    said: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    for calling in (*_ladders(charter, watch.since), *_rows(charter, watch.since)):
        for roles in ((role,) for role in calling.roles) if calling.alone else (calling.roles,):
            key = roles, wanted_means(calling.means)
            gaps = _gaps(watch, calling, roles) if key not in said else ()
            if gaps:
                said.add(key)
                yield _finding(watch, calling, roles, gaps)


def _gaps(watch: Watch, calling: Calling, roles: tuple[str, ...]) -> tuple[Span, ...]:
    if calling.alone:
        return watch.gaps_of_one(roles[0], calling.roles, calling.means)
    return watch.gaps(roles, calling.means)


def _ladders(charter: Charter, at: datetime) -> Iterator[Calling]:
    for ladder in charter.ladders.values():
        for step in ladder.steps if counts_always(charter, ladder.hours, at) else ():
            roles = tuple(r for r in step.notify if charter.roles[r].kind != "machine")
            rule = phrase(
                "Ladder '%(ladder)s', step '%(step)s'", ladder=ladder.name, step=step.name
            )
            yield Calling(rule, roles, step.means, True, step.place)


def _rows(charter: Charter, at: datetime) -> Iterator[Calling]:
    for one in rows_to_customers(charter):
        always = [
            term
            for kind, term in one.row.terms.items()
            if kind not in _NOT_BY_THE_DESK
            and term.target.has_due
            and counts_always(charter, term.hours, at)
        ]
        if always:
            roles, means = answering(charter, one.priority)
            rule = phrase("Row '%(row)s', day and night", row=one.priority)
            yield Calling(rule, roles, means, False, always[0].place)


def answering(charter: Charter, priority: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The roles that hear of a new case of the priority, or work on it first, and by which means.

    Those that a `tell` rule calls by a means come first; then whoever is told at all; then the
    first tier; then the last resort.
    """
    opened = [
        rule
        for rule in charter.tells
        if rule.when == "opened" and rule.if_priority in ("", priority)
    ]
    for rule in sorted(opened, key=lambda rule: not rule.means):
        roles = tuple(name for name in rule.who if name in charter.roles)
        if roles:
            return roles, rule.means
    return charter.tiers[0].roles if charter.tiers else (charter.last_resort,), ()


def _finding(
    watch: Watch, calling: Calling, roles: tuple[str, ...], gaps: tuple[Span, ...]
) -> Finding:
    first = gaps[0]
    there = any(watch.found(role, first.since, ()) for role in roles)
    return Finding(
        "E23",
        _unreached(calling, roles, gaps) if there else _nobody(calling, roles, gaps),
        phrase("Close the gap in the rota, or write an `else` that is there then."),
        calling.place,
    )


def _nobody(calling: Calling, roles: tuple[str, ...], gaps: tuple[Span, ...]) -> Phrase:
    return counted(
        "%(rule)s: nobody is %(roles)s from %(since)s to %(until)s, and nobody stands in.",
        "%(rule)s: nobody is %(roles)s from %(since)s to %(until)s, and nobody stands in; there "
        "are %(count)d such gaps in 90 days, the longest lasts %(longest)s.",
        count=len(gaps),
        rule=calling.rule,
        roles=roles,
        since=gaps[0].since,
        until=gaps[0].until,
        longest=max(gap.length for gap in gaps),
    )


def _unreached(calling: Calling, roles: tuple[str, ...], gaps: tuple[Span, ...]) -> Phrase:
    return counted(
        "%(rule)s: nobody can be reached by %(means)s for %(roles)s from %(since)s to %(until)s.",
        "%(rule)s: nobody can be reached by %(means)s for %(roles)s from %(since)s to %(until)s; "
        "there are %(count)d such gaps in 90 days, the longest lasts %(longest)s.",
        count=len(gaps),
        rule=calling.rule,
        roles=roles,
        means=wanted_means(calling.means),
        since=gaps[0].since,
        until=gaps[0].until,
        longest=max(gap.length for gap in gaps),
    )


COVER: tuple[Check, ...] = (cover,)

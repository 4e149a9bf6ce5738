"""Checks of promises against the life of a case: who is there, what pauses, what ends it.

W13, W15, W16 and W17; a check that needs people judges them by the rota that it is handed.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from charterdesk.engine.charter.values import Charter, Need, Term, Waiting
from charterdesk.engine.check.context import COVER_AHEAD, Check, Context, PlannedRota
from charterdesk.engine.check.finding import Finding
from charterdesk.engine.check.terms import (
    Promised,
    counts_always,
    kinds_promised,
    rows_to_customers,
)
from charterdesk.engine.explain.words import kind_name
from charterdesk.engine.phrase import Phrase, phrase

AN_HOUR = timedelta(hours=1)
_AGREEMENTS = ("agreement", "customer says", "customer agrees")
_BUG_NEEDS = ("bug number", "bug closed", "indication")


def quick_promises_without_a_rota(charter: Charter, context: Context) -> Iterator[Finding]:
    """W13: under an hour, day and night, and no rota or team that is there all the time.

    Stand-ins don't count: a manager who is asleep is no rota. Without people in the context
    nothing is known to stand behind a role.
    """
    for one in rows_to_customers(charter):
        quick = [term for term in one.row.terms.values() if _is_quick(charter, term, context.at)]
        roles = _called_first(charter, one) if quick else ()
        gap = _gap(roles, context) if quick else None
        if gap is not None:
            yield _without_a_rota(one.priority, quick, roles, None if context.rota is None else gap)
    yield from _quick_while_a_ladder_runs(charter, context)


def _quick_while_a_ladder_runs(charter: Charter, context: Context) -> Iterator[Finding]:
    """A ladder's own row is kept by whoever its steps call, and by the first tier (2.8)."""
    for ladder in charter.ladders.values():
        terms = ladder.row.terms.values() if ladder.row else ()
        quick = [term for term in terms if _is_quick(charter, term, context.at)]
        called = [name for step in ladder.steps for name in step.notify]
        first = charter.tiers[0].roles if charter.tiers else ()
        roles = tuple(n for n in dict.fromkeys((*called, *first)) if _is_shift(charter, n))
        gap = _gap(roles, context) if quick else None
        if gap is not None:
            yield _without_a_rota(ladder.name, quick, roles, None if context.rota is None else gap)


def _is_quick(charter: Charter, term: Term, at: datetime) -> bool:
    within = term.target.kind == "time" and term.target.amount < AN_HOUR
    return within and not term.customer_zone and counts_always(charter, term.hours, at)


def _called_first(charter: Charter, one: Promised) -> tuple[str, ...]:
    """The rotas and teams that hear of such a case when it is opened, or work on it first."""
    told = [
        name
        for rule in charter.tells
        if rule.when == "opened" and rule.if_priority in ("", one.priority)
        for name in rule.who
    ]
    starting = [
        name
        for ladder in charter.ladders.values()
        if any(start.priority == one.priority for start in ladder.starts) and ladder.steps
        for name in ladder.steps[0].notify
    ]
    first = charter.tiers[0].roles if charter.tiers else ()
    names = dict.fromkeys((*told, *starting, *first))
    return tuple(name for name in names if _is_shift(charter, name))


def _is_shift(charter: Charter, name: str) -> bool:
    role = charter.roles.get(name)
    return role is not None and role.kind in ("rota", "team")


def _gap(roles: tuple[str, ...], context: Context) -> tuple[datetime, datetime] | None:
    """The first stretch of the next 90 days in which none of the roles has anybody."""
    until = context.at + COVER_AHEAD
    if context.rota is None or not roles:
        return context.at, until
    return _first_gap(context.rota, roles, context.at, until)


def _first_gap(
    rota: PlannedRota, roles: tuple[str, ...], since: datetime, until: datetime
) -> tuple[datetime, datetime] | None:
    began: datetime | None = None
    for at in (since, *rota.changes(since, until)):
        there = any(rota.on_duty(role, at, "") for role in roles)
        if there and began is not None:
            return began, at
        if not there and began is None:
            began = at
    return None if began is None else (began, until)


def _without_a_rota(
    row: str,
    quick: list[Term],
    roles: tuple[str, ...],
    gap: tuple[datetime, datetime] | None,
) -> Finding:
    kinds, names = tuple(kind_name(term.kind) for term in quick), roles
    if not roles:
        message = phrase(
            "'%(row)s' promises %(kinds)s in under an hour, day and night, but no rota or team "
            "hears of such a case.",
            row=row,
            kinds=kinds,
        )
    elif gap is None:
        message = phrase(
            "'%(row)s' promises %(kinds)s in under an hour, day and night, but nobody is known "
            "to stand behind %(roles)s.",
            row=row,
            kinds=kinds,
            roles=names,
        )
    else:
        message = phrase(
            "'%(row)s' promises %(kinds)s in under an hour, day and night, but nobody is "
            "%(roles)s from %(since)s to %(until)s.",
            row=row,
            kinds=kinds,
            roles=names,
            since=gap[0],
            until=gap[1],
        )
    mend = phrase("Set a rota that covers day and night, promise less, or accept it and say why.")
    return Finding("W13", message, mend, quick[0].place)


def waiting_that_pauses_too_much(charter: Charter, context: Context) -> Iterator[Finding]:
    """W15: a pause of the response, or of every kind that the charter promises (T7)."""
    promised = kinds_promised(charter)
    for waiting in charter.waiting.values():
        if promised and promised <= set(waiting.pauses):
            yield _pausing(
                waiting,
                phrase("Waiting on the %(on)s pauses everything that is promised.", on=waiting.on),
            )
        elif "response" in waiting.pauses:
            yield _pausing(
                waiting,
                phrase("Waiting on the %(on)s pauses the response.", on=waiting.on),
            )


def _pausing(waiting: Waiting, message: Phrase) -> Finding:
    mend = phrase("Leave the response out of `pauses`: a first answer never has to wait.")
    return Finding("W15", message, mend, waiting.pauses_place)


def patches_without_bugs(charter: Charter, context: Context) -> Iterator[Finding]:
    """W16: `patch` and `indication` count from a bug, and nothing brings a bug to a case."""
    if _bugs_come_in(charter):
        return
    for one in rows_to_customers(charter):
        for kind in ("patch", "indication"):
            term = one.row.terms.get(kind)
            if term and term.target.kind != "not stated":
                yield Finding(
                    "W16",
                    phrase(
                        "'%(row)s' promises %(kind)s, but nothing in this charter brings a bug "
                        "to a case.",
                        row=one.priority,
                        kind=kind_name(kind),
                    ),
                    phrase("Let a tier join `by bug ticket`, or an outcome need `bug number`."),
                    term.place,
                )


def _bugs_come_in(charter: Charter) -> bool:
    stated = (
        *(gate.needs for gate in charter.gates.values()),
        *(outcome.needs for outcome in charter.closing.outcomes.values()),
    )
    joined = any(tier.joins == "bug" for tier in charter.tiers)
    return joined or charter.closing.closes_bug or _has_bugs(stated)


def _has_bugs(stated: Iterable[tuple[Need, ...]]) -> bool:
    return any(need.kind in _BUG_NEEDS for needs in stated for need in needs)


def resolutions_that_never_close(charter: Charter, context: Context) -> Iterator[Finding]:
    """W17: a resolution with a due, while a customer who keeps silent keeps the case open."""
    if charter.closing.silence is not None or not _wants_agreement(charter):
        return
    for one in rows_to_customers(charter):
        term = one.row.terms.get("resolution")
        if term and term.target.has_due:
            yield Finding(
                "W17",
                phrase(
                    "'%(row)s' promises a resolution (%(target)s), but closing needs an agreement "
                    "that may never come.",
                    row=one.priority,
                    target=term.target.text,
                ),
                phrase("Close by silence, for example `silence: {close: 14d after resolved}`."),
                term.place,
            )


def _wants_agreement(charter: Charter) -> bool:
    closing = charter.closing
    if closing.agreement == "by outcome":
        return any(
            need.kind in _AGREEMENTS
            for outcome in closing.outcomes.values()
            if outcome.agreement_needed
            for need in outcome.needs
        )
    gate = charter.gates.get("close")
    agreed = (
        any(need.kind in ("agreement", "customer agrees") for need in gate.needs) if gate else False
    )
    return closing.agreement != "not stated" or agreed


KEPT: tuple[Check, ...] = (
    quick_promises_without_a_rota, waiting_that_pauses_too_much, patches_without_bugs,
    resolutions_that_never_close,
)  # fmt: skip

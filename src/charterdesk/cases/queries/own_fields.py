"""The desk's own fields: all of them, those that a case is asked for, what it lacks to close."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from charterdesk.accounts.editions import edition_of
from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import Actor, demand_sight
from charterdesk.cases.models import Case
from charterdesk.cases.models.own_field import FIELDS, OwnField, OwnValue
from charterdesk.cases.own_rows import values_in
from charterdesk.cases.own_values import applies, folded, lacking
from charterdesk.cases.store import load
from charterdesk.charters.queries import live_charters
from charterdesk.engine.case import Case as State
from charterdesk.engine.decide import Refusal
from charterdesk.engine.phrase import phrase

MATTER = "kind"
_NAMED = re.compile(r'(?<!\S)(?P<key>[\w-]+):(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+))')
_kept: dict[str, tuple[OwnField, ...]] = {}


def fields_of_the_desk(asker: Actor) -> QuerySet[OwnField]:
    """Every field, retired ones too, in the order in which they were declared."""
    demand_sight(asker)
    return OwnField.objects.order_by("pk")


def fields_asked(charter: str, *, customers: bool = False) -> tuple[OwnField, ...]:
    """What is asked under a charter, of whichever kind of matter; of customers what they see."""
    live = OwnField.objects.filter(retired_at=None).order_by("pk")
    found = live.filter(is_shown=True) if customers else live
    return tuple(one for one in found if not one.charters or charter in one.charters)


def declared_at(mark: str | None) -> Sequence[OwnField]:
    """Every field, as the process keeps them under that mark; None: none was ever declared."""
    if mark is None:
        return ()
    found = _kept.get(mark)
    if found is None:
        found = tuple(OwnField.objects.order_by("pk"))
        _kept.clear()
        _kept[mark] = found
    return found


def fields_declared() -> Sequence[OwnField]:
    """Every field; one query at most times."""
    return declared_at(edition_of(FIELDS) or None)


def fields_on(
    row: Case, state: State, declared: Sequence[OwnField] | None = None
) -> tuple[OwnField, ...]:
    """The fields that a case is asked for, then those not asked any more that hold something.

    `declared` are all of the desk's, where the caller has them.
    """
    known = OwnField.objects.order_by("pk") if declared is None else declared
    held, matter = values_in(state), matter_of(state)
    asked = [one for one in known if applies(one, row.charter, matter)]
    return (*asked, *(one for one in known if one not in asked and one.key in held))


def shown_to_customers(row: Case, state: State) -> Sequence[tuple[OwnField, str]]:
    """The fields of a case that its customer sees, with what they hold; empty ones are left out."""
    held = values_in(state)
    if not held:
        return ()
    known = OwnField.objects.filter(key__in=held, is_shown=True).order_by("pk")
    return [(one, held[one.key]) for one in known]


def matter_of(state: State) -> str:
    """The kind of matter that a case is, where its charter has kinds; else ""."""
    return state.axes.get(MATTER, "")


def not_to_close(case: Case) -> Refusal | None:
    """Why one of us can't close the case yet: fields that its desk wants filled in before."""
    wanted = [
        one
        for one in OwnField.objects.filter(retired_at=None, needed=OwnField.Needed.CLOSING)
        if not one.charters or case.charter in one.charters
    ]
    if not wanted:
        return None
    state = load(case.pk).state
    fields = [one for one in wanted if applies(one, case.charter, matter_of(state))]
    empty = lacking(fields, values_in(state), OwnField.Needed.CLOSING)
    if not empty:
        return None
    names = tuple(one.name for one in empty)
    return Refusal(
        phrase("Before the case is closed, fill in on its page, under Fields: %(names)s.",
               names=names),
        names,
    )  # fmt: skip


def matters_known(asker: Person, at: datetime) -> tuple[str, ...]:
    """The kinds of matter of all live charters, each once."""
    demand_sight(asker)
    return tuple(dict.fromkeys(kind for one in live_charters(at) for kind in one.intake.kinds))


def fields_named_in(words: str) -> tuple[str, dict[str, str]]:
    """The words without each `field:value` or `field:"some value"`, and those values by key.

    What stands before a colon and is no field of the desk's is a word like any other.
    """
    named = {match["key"].casefold() for match in _NAMED.finditer(words)}
    known = (
        set(OwnField.objects.filter(key__in=named).values_list("key", flat=True)) if named else ()
    )
    wanted: dict[str, str] = {}
    rest: list[str] = []
    end = 0
    for match in _NAMED.finditer(words):
        if (key := match["key"].casefold()) in known:
            wanted[key] = " ".join((match["quoted"] or match["bare"] or "").split())
            rest.append(words[end : match.start()])
            end = match.end()
    return " ".join("".join([*rest, words[end:]]).split()), wanted


def cases_holding(seen: QuerySet[Case], wanted: Mapping[str, str]) -> QuerySet[Case]:
    """Of the cases, those that hold exactly these values, by key; large and small are the same."""
    for key, value in wanted.items():
        holding = OwnValue.objects.filter(field__key=key, folded=folded(value))
        seen = seen.filter(pk__in=holding.values("case"))
    return seen


def values_of(cases: Sequence[int]) -> Mapping[int, Mapping[str, str]]:
    """What cases hold, by the case's key and the field's; one query."""
    found: dict[int, dict[str, str]] = {}
    rows = OwnValue.objects.filter(Q(case__in=cases)).values_list("case", "field__key", "value")
    for case, key, value in rows:
        found.setdefault(case, {})[key] = value
    return found

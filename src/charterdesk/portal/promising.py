"""Promises in a customer's words: within what, by which hours, or that nothing is promised."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from charterdesk.engine.charter.values import ALWAYS_NAME, Charter, Contract, Row, Target, Term
from charterdesk.look.moments import length_words
from charterdesk.portal.values import Level, Promised

# Towards the customer nothing is promised of what goes on between us and others (2.5).
INTERNAL = ("takeover", "supplier")


def levels_of(charter: Charter) -> tuple[Level, ...]:
    """Every priority, the strictest first, and what contracts promise instead."""
    own = [
        Level(
            priority.name,
            (*priority.when, *_notes(charter, priority.name)),
            promised(_terms(charter.rows.get(priority.name))),
        )
        for priority in charter.priorities
    ]
    return (*own, *(level for one in charter.contracts.values() for level in _under(one)))


def promised(terms: Mapping[str, Term]) -> tuple[Promised, ...]:
    """The promises of a row in words, in the order of the file."""
    shown = (term for term in terms.values() if term.kind not in INTERNAL)
    return tuple(Promised(promise_name(term.kind), term_words(term)) for term in shown)


def length_of(target: Target) -> str:
    """How long a target gives, in the reader's words."""
    if target.kind == "days":
        return ngettext("%(days)d day", "%(days)d days", target.days) % {"days": target.days}
    return length_words(target.amount) if target.kind == "time" else target.text


def _terms(row: Row | None) -> Mapping[str, Term]:
    return row.terms if row else {}


def _under(contract: Contract) -> Iterable[Level]:
    for name, row in contract.rows.items():
        yield Level(name, (), promised(row.terms), contract=contract.name)


def _notes(charter: Charter, priority: str) -> Iterable[str]:
    found = charter.priority(priority)
    if found.default:
        yield _("This is what a case is unless something else is said.")
    if found.only_by_escalation:
        yield _("Only an escalation leads here: give its reason.")


def promise_name(kind: str) -> str:
    """A kind of promise as customers know it."""
    return {
        "response": _("First answer"),
        "activation": _("Work begins"),
        "update": _("News from us"),
        "reply": _("Answer to each message"),
        "diagnosis": _("Diagnosis"),
        "indication": _("When a bug will be solved"),
        "patch": _("Patch for a critical bug"),
        "workaround": _("Workaround"),
        "resolution": _("Solution"),
    }[kind]


def term_words(term: Term) -> str:
    """What the charter promises there, in words."""
    target = term.target
    if target.kind == "asap":
        return _("as soon as we can, without a number")
    if target.kind == "not stated":
        return _("no time is promised")
    if term.kind == "update":
        return _each(target, term.hours)
    return _within(target, term.hours)


def _within(target: Target, hours: str) -> str:
    said = {"length": length_words(target.amount), "hours": hours, "days": target.days}
    if target.kind == "days" and hours != ALWAYS_NAME:
        return ngettext(
            "by the same time on the next working day (%(hours)s)",
            "by the same time %(days)d working days later (%(hours)s)",
            target.days,
        ) % said  # fmt: skip
    if target.kind == "end of day":
        return ngettext(
            "by the end of the working day (%(hours)s)",
            "by the end of the working day, %(days)d days on (%(hours)s)",
            target.days,
        ) % said  # fmt: skip
    if target.kind == "days":
        return ngettext("within %(days)d day", "within %(days)d days", target.days) % said
    if hours == ALWAYS_NAME:
        return _("within %(length)s, day and night") % said
    return _("within %(length)s of our hours (%(hours)s)") % said


def _each(target: Target, hours: str) -> str:
    said = {"length": length_words(target.amount), "hours": hours, "days": target.days}
    if target.kind in ("days", "end of day"):
        return _each_days(target.days, hours)
    if hours == ALWAYS_NAME:
        return pgettext("news", "at least every %(length)s, day and night") % said
    return pgettext("news", "at least every %(length)s of our hours (%(hours)s)") % said


def _each_days(days: int, hours: str) -> str:
    said = {"days": days, "hours": hours}
    if hours == ALWAYS_NAME:
        return ngettext("at least every day", "at least every %(days)d days", days) % said
    said_words = ngettext(
        "at least every working day (%(hours)s)",
        "at least every %(days)d working days (%(hours)s)",
        days,
    )
    return said_words % said

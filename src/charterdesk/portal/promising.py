"""Promises in a customer's words: within what, by which hours, or that nothing is promised."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from charterdesk.engine.charter.values import Charter, Contract, Row, Term
from charterdesk.look.terms import criteria_of, term_words
from charterdesk.portal.values import Level, Promised
from charterdesk.welcome.naming import promise_name

# Towards the customer nothing is promised of what goes on between us and others (2.5).
INTERNAL = ("takeover", "supplier")


def levels_of(charter: Charter) -> tuple[Level, ...]:
    """Every priority, the strictest first, and what contracts promise instead."""
    own = [
        Level(
            priority.name,
            (*criteria_of(charter, priority), *_notes(charter, priority.name)),
            promised(_terms(charter.rows.get(priority.name))),
        )
        for priority in charter.priorities
    ]
    return (*own, *(level for one in charter.contracts.values() for level in _under(one)))


def promised(terms: Mapping[str, Term]) -> tuple[Promised, ...]:
    """The promises of a row in words, in the order of the file."""
    shown = (term for term in terms.values() if term.kind not in INTERNAL)
    return tuple(Promised(promise_name(term.kind), term_words(term)) for term in shown)


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

"""Why two cases can't become one, as far as their rows tell: said before the press, and at it."""

from collections.abc import Iterable

from charterdesk.cases.models import Case
from charterdesk.engine.decide import Refusal
from charterdesk.engine.phrase import phrase

ITSELF = Refusal(phrase("A case can't be merged into itself: name another one."))
OTHER_CHARTER = Refusal(
    phrase("The two cases are under different charters, so neither can keep the other's promises.")
)
OTHER_CUSTOMER = Refusal(
    phrase(
        "The two cases are of different customers, who would read what the other writes: make them"
        " cases of one outage instead."
    )
)


def not_to_merge(case: Case, into: Case) -> Refusal | None:
    """Why `case` can't end in `into`; None where only the engine may still refuse it (2.6 E)."""
    if case.pk == into.pk:
        return ITSELF
    if case.charter != into.charter:
        return OTHER_CHARTER
    return OTHER_CUSTOMER if are_of_two([case, into]) else None


def are_of_two(cases: Iterable[Case]) -> bool:
    """Whether not all of the cases that have a customer have the same (trust.md rule 6)."""
    return len({case.organisation_id for case in cases} - {None}) > 1

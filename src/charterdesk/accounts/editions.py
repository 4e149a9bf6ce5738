"""Marks that change with what they stand for, so that a process knows when its copy is old.

Read the mark first and the contents after it: the copy is then at least as new as its mark.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from secrets import token_hex
from threading import local
from typing import TypeVar

from charterdesk.accounts.models import Edition
from charterdesk.kit.prepared import Sql, Statement

# People, teams, assignments, rotas: all that says who is on duty and how they are reached.
DUTY = "duty"

T = TypeVar("T")


_round = local()


@contextmanager
def one_round() -> Iterator[None]:
    """While this lasts, each mark is asked for once, so that all that is done in a bulk act, and
    all that stands on a page, see one state of duty. Nothing may renew a mark meanwhile."""
    _round.answers = {}
    try:
        yield
    finally:
        del _round.answers


def once_in_a_round(question: str, ask: Callable[[], T]) -> T:
    """What `ask` answers; in a round, what it answered to this question before."""
    answers: dict[str, T] | None = getattr(_round, "answers", None)
    if answers is None:
        return ask()
    if question not in answers:
        answers[question] = ask()
    return answers[question]


def edition_of(subject: str) -> str:
    """The present mark; empty while nothing was ever renewed."""
    found = once_in_a_round(f"mark of {subject}", lambda: _MARK.rows(subject=subject))
    return str(found[0][0]) if found else ""


def renew_edition(subject: str) -> None:
    """Give `subject` a new mark; call it in the transaction that changes the contents."""
    Edition.objects.update_or_create(subject=subject, defaults={"mark": token_hex(16)})


def mark_sql(subject: str) -> Sql:
    """The query of the present mark, for a larger one; NULL while nothing was ever renewed."""
    return Edition.objects.filter(subject=subject).values_list("mark").query.sql_with_params()


_MARK = Statement(lambda *, subject: mark_sql(subject))

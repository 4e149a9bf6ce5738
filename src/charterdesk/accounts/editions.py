"""Marks that change with what they stand for, so that a process knows when its copy is old.

Read the mark first and the contents after it: the copy is then at least as new as its mark.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_hex
from threading import local

from charterdesk.accounts.models import Edition
from charterdesk.kit.prepared import Sql, Statement

# People, teams, assignments, rotas: all that says who is on duty and how they are reached.
DUTY = "duty"


_round = local()


@contextmanager
def one_round() -> Iterator[None]:
    """While this lasts, each mark is asked for once, so that many cases see one state of duty."""
    _round.marks = {}
    try:
        yield
    finally:
        del _round.marks


def edition_of(subject: str) -> str:
    """The present mark; empty while nothing was ever renewed."""
    kept: dict[str, str] | None = getattr(_round, "marks", None)
    if kept is not None and subject in kept:
        return kept[subject]
    found = _MARK.rows(subject=subject)
    mark = str(found[0][0]) if found else ""
    if kept is not None:
        kept[subject] = mark
    return mark


def renew_edition(subject: str) -> None:
    """Give `subject` a new mark; call it in the transaction that changes the contents."""
    Edition.objects.update_or_create(subject=subject, defaults={"mark": token_hex(16)})


def mark_sql(subject: str) -> Sql:
    """The query of the present mark, for a larger one; NULL while nothing was ever renewed."""
    return Edition.objects.filter(subject=subject).values_list("mark").query.sql_with_params()


_MARK = Statement(lambda *, subject: mark_sql(subject))

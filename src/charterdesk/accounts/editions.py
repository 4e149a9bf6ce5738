"""Marks that change with what they stand for, so that a process knows when its copy is old.

Read the mark first and the contents after it: the copy is then at least as new as its mark.
"""

from secrets import token_hex

from charterdesk.accounts.models import Edition
from charterdesk.kit.prepared import Sql, Statement

# People, teams, assignments, rotas: all that says who is on duty and how they are reached.
DUTY = "duty"


def edition_of(subject: str) -> str:
    """The present mark; empty while nothing was ever renewed."""
    found = _MARK.rows(subject=subject)
    return str(found[0][0]) if found else ""


def renew_edition(subject: str) -> None:
    """Give `subject` a new mark; call it in the transaction that changes the contents."""
    Edition.objects.update_or_create(subject=subject, defaults={"mark": token_hex(16)})


def mark_sql(subject: str) -> Sql:
    """The query of the present mark, for a larger one; NULL while nothing was ever renewed."""
    return Edition.objects.filter(subject=subject).values_list("mark").query.sql_with_params()


_MARK = Statement(lambda *, subject: mark_sql(subject))

"""What the rail counts beside the desk's own lists: held mail, the reader's unread news, and the
reader's starred views.

One query for a page. Which views somebody has starred is kept by the process, under marks that
change with every view and every team; the query that counts them brings the marks along.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from charterdesk.accounts.editions import DUTY, mark_sql
from charterdesk.accounts.models import Person
from charterdesk.cases.queries.queue import Filters, capped_counts, seen_values
from charterdesk.cases.queries.sight import Sight, cases_in_sight
from charterdesk.intake.queries import held_sql
from charterdesk.kit.prepared import Sql, Statement
from charterdesk.lists.models import SavedView
from charterdesk.lists.queries.news import ended_sql
from charterdesk.lists.queries.views import VIEWS, filters_of, starred_by
from charterdesk.watching.queries import unread_sql

KEPT_AT_MOST = 1000
Lists = tuple[tuple[str, Filters], ...]
Marks = tuple[str | None, str | None]
_kept: dict[int, tuple[Marks, list[SavedView]]] = {}


@dataclass(frozen=True, slots=True)
class Rail:
    """Held mails, unread news, and each starred view with its count; 1001 for more."""

    held: int = 0
    news: int = 0
    starred: Sequence[tuple[SavedView, int]] = ()


NO_RAIL = Rail()


def rail_of(person: Person, sight: Sight) -> Rail:
    """The rail of somebody; one query, two more where a view was changed since the last page."""
    for _attempt in range(2):
        mark, views = _kept.get(person.pk, ((None, None), []))
        lists: Lists = tuple((view.base, filters_of(view, person)) for view in views)
        held, news, ended, *now = _RAIL.rows(lists, sight.everything, **seen_values(sight, person))[
            0
        ]
        if tuple(now[:2]) == mark:
            break
        if len(_kept) >= KEPT_AT_MOST:
            _kept.clear()
        _kept[person.pk] = ((now[0], now[1]), starred_by(person))
    return Rail(held, (news or 0) + (ended or 0), tuple(zip(views, now[2:], strict=False)))


def _rail(
    lists: Lists, everything: bool, *, charters: Sequence[str], owner: int, person: int
) -> Sql:
    held, values = held_sql(everything, charters)
    views, about = mark_sql(VIEWS)
    teams, whose = mark_sql(DUTY)
    unread, own_news = unread_sql(person)
    ended, own_acts = ended_sql(person)
    parts, own = capped_counts(cases_in_sight(everything, charters, owner), person, lists)
    counts = [f"({sql})" for sql in (held, unread, ended, views, teams)]
    return (
        f"SELECT {', '.join((*counts, *parts))}",
        (*values, *own_news, *own_acts, *about, *whose, *own),
    )


_RAIL = Statement(_rail)

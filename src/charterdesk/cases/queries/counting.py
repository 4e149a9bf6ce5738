"""The open cases of a charter: how many by what decides over their promises, and which."""

from collections import Counter
from collections.abc import Mapping

from django.db.models import QuerySet

from charterdesk.accounts.rights import Actor
from charterdesk.cases.models import Case
from charterdesk.cases.queries.sight import cases_seen_by


def open_cases_by_row(asker: Actor, charter: str) -> Mapping[tuple[str, str], int]:
    """The open cases of a charter that the asker may see, counted by (priority, contract).

    The contract is as the engine has it: its level, else its name, else "".
    """
    rows = cases_seen_by(asker).filter(charter=charter, is_open=True)
    found: Counter[tuple[str, str]] = Counter()
    for priority, level, name in rows.values_list("priority", "contract__level", "contract__name"):
        found[priority, level or name or ""] += 1
    return found


def open_cases_under(asker: Actor, charter: str, version: int) -> QuerySet[Case]:
    """The open cases of a charter that the asker may see and that are under another version."""
    rows = cases_seen_by(asker).filter(charter=charter, is_open=True)
    return rows.exclude(charter_version=version).order_by("pk")

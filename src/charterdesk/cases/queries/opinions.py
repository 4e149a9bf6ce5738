"""What customers said of replies and of cases, for the leads of the desk (R-BIC-8)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import demand_staffing
from charterdesk.cases.models import CaseEvent, Message
from charterdesk.cases.queries.sight import cases_seen_by

COUNTED_AT_MOST = 5000
COLUMNS = ("case", "at", "about", "score", "words", "replied by")


@dataclass(frozen=True, slots=True)
class Opinion:
    """One word of a customer's; `of` is a reply's id, "" for the case as a whole."""

    pk: int
    number: str
    subject: str
    at: datetime
    of: str
    score: int
    says: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """The last words on each reply and case: how many clear, how many not, how many of each score.

    `partly`: there are more than were counted, and these are the newest.
    """

    clear: int
    not_clear: int
    scores: Mapping[int, int]
    partly: bool


def opinions_seen_by(asker: Person, before: int | None = None, most: int = 50) -> Sequence[Opinion]:
    """The newest first, or those before one; raises PermissionDenied for who leads nobody."""
    rows = _rated(asker)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.select_related("case").order_by("-pk")[:most])
    refs = {row.data["of"] for row in found if row.data["of"]}
    replies = Message.objects.filter(ref__in=refs).select_related("person")
    names = {one.ref: one.person.name for one in replies if one.person}
    return [_opinion(row, names) for row in found]


def opinions_counted(asker: Person) -> Tally:
    """The newest 5000 words; where somebody changed their mind, only the last one counts."""
    said = _rated(asker).order_by("-pk").values_list("case", "data")[: COUNTED_AT_MOST + 1]
    rows = list(said)
    last: dict[tuple[int, str], int] = {}
    for case, data in rows[:COUNTED_AT_MOST]:
        last.setdefault((case, data["of"]), data["score"])
    replies = Counter(score for (_case, of), score in last.items() if of)
    scores = Counter(score for (_case, of), score in last.items() if not of)
    return Tally(
        clear=replies[1], not_clear=replies[0],
        scores={score: scores[score] for score in range(1, 6)},
        partly=len(rows) > COUNTED_AT_MOST,
    )  # fmt: skip


def _rated(asker: Person) -> QuerySet[CaseEvent]:
    """SQLite takes the partial index only where its condition stands in the statement itself."""
    demand_staffing(asker)
    rated = CaseEvent.objects.extra(where=["cases_caseevent.kind = 'rated'"])
    return rated.filter(case__in=cases_seen_by(asker))


def _opinion(row: CaseEvent, names: Mapping[str, str]) -> Opinion:
    of = row.data["of"]
    return Opinion(
        pk=row.pk, number=row.case.number, subject=row.case.subject, at=row.at, of=of,
        score=row.data["score"], says=row.data["says"], by=names.get(of, ""),
    )  # fmt: skip

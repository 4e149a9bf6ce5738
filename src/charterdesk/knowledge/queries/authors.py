"""What authors have before them: texts handed in, wishes of cases, searches without an answer."""

from dataclasses import dataclass

from django.db.models import Q

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import demand_sight
from charterdesk.cases.models import Case, CaseEvent
from charterdesk.cases.queries import cases_seen_by
from charterdesk.knowledge.models import ArticleText, Miss, NotWanted
from charterdesk.knowledge.queries.sight import texts_seen_by

MOST = 100


@dataclass(frozen=True, slots=True)
class Wish:
    """A case that wants an article written or made clearer (R-BIC-38); `why` is the event's."""

    case: Case
    event: CaseEvent

    @property
    def why(self) -> str:
        """`missing` or `unclear`."""
        return str(self.event.data.get("why", ""))


def texts_in_state(reader: Person, state: str) -> list[ArticleText]:
    """Drafts, or texts handed in for review; the longest untouched first."""
    found = texts_seen_by(reader).filter(state=state).select_related("changed_by").defer("body")
    return list(found.order_by("changed_at", "pk")[:MOST])


def wishes(reader: Person) -> list[Wish]:
    """Cases whose last word on articles is that one is wanted, the newest first.

    An article linked after it fulfils the wish; an author may say that none will be written.
    """
    told = CaseEvent.objects.filter(kind__in=("article_linked", "article_wanted"))
    seen = cases_seen_by(reader).exclude(pk__in=NotWanted.objects.values("case"))
    last: dict[int, CaseEvent] = {}
    for event in told.filter(case__in=seen).order_by("-pk").select_related("case")[: MOST * 20]:
        last.setdefault(event.case_id, event)
    wanted = [event for event in last.values() if event.kind == "article_wanted"]
    return [Wish(event.case, event) for event in wanted[:MOST]]


def misses(reader: Person) -> list[Miss]:
    """Words that nobody found an article for, the most often asked first."""
    demand_sight(reader)
    return list(Miss.objects.filter(Q(times__gt=0)).order_by("-times", "-last_at", "pk")[:MOST])

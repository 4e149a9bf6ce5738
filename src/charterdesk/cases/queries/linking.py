"""What was merged or split lately, so that it can be undone; only between cases that are seen."""

from datetime import datetime

from django.db.models import F, Q

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case, CaseLink
from charterdesk.cases.queries.sight import cases_seen_by
from charterdesk.engine.decide.unmerging import UNDO_WITHIN

MERGED = Q(kind=CaseLink.Kind.TOOK_IN, other__merged_into=F("case"))
SPLIT = Q(kind=CaseLink.Kind.SPLIT, case__merged_into=None)


def links_to_undo(person: Person, case: Case, at: datetime) -> list[CaseLink]:
    """Merges and splits of the case within the last 14 days that still stand, newest first."""
    seen = cases_seen_by(person).filter(pk__in=_near(case))
    found = CaseLink.objects.filter(
        Q(case=case, other__in=seen) | Q(other=case, case__in=seen),
        MERGED | SPLIT, at__gte=at - UNDO_WITHIN,
    )  # fmt: skip
    return list(found.select_related("case", "other").order_by("-at", "-pk"))


def _near(case: Case) -> list[int]:
    links = CaseLink.objects.filter(Q(case=case) | Q(other=case)).values_list("case", "other")
    return [pk for pair in links for pk in pair if pk != case.pk]

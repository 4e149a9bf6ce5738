"""What a macro would do to how many of some cases, before it is used on them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from charterdesk.accounts.models import Person
from charterdesk.cases.models import CaseLabel, Macro
from charterdesk.cases.queries import cases_seen_by


@dataclass(frozen=True, slots=True)
class Ahead:
    """How many cases there are, and of how many each is true."""

    total: int
    unreachable: int
    over: int
    own: int
    waiting: int
    labelled: int


def ahead_of(person: Person, cases: Sequence[int], macro: Macro) -> Ahead:
    """Of these cases by their keys, as they are now; two queries."""
    nobody = Q(contact__isnull=True) | Q(contact__addresses__isnull=True)
    counted = (
        cases_seen_by(person)
        .filter(pk__in=cases)
        .aggregate(
            total=Count("pk", distinct=True),
            unreachable=Count("pk", distinct=True, filter=nobody & ~Q(asker__contains="@")),
            over=Count("pk", distinct=True, filter=Q(is_open=False)),
            own=Count("pk", distinct=True, filter=Q(owner=person)),
            waiting=Count("pk", distinct=True, filter=Q(waiting_on="customer")),
        )
    )
    put = CaseLabel.objects.filter(label=macro.label_id, case__in=cases)
    return Ahead(**counted, labelled=put.count() if macro.label_id else 0)

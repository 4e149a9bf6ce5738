"""Cases that have to do with each other, said by a person: a link, and no promise moves by it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import demand_sight
from charterdesk.cases.answers import Answer, Done
from charterdesk.cases.models import Case, CaseLink
from charterdesk.engine.decide import Refusal
from charterdesk.engine.phrase import phrase

ITSELF = Refusal(phrase("A case can't be linked to itself: name another one."))
NO_LINK = Refusal(phrase("There is no such link that could be taken off."))
RELATED = CaseLink.Kind.RELATED


def relate_cases(*, case: Case, other: Case, by: Person, at: datetime) -> Answer:
    """Each of the two leads to the other. Twice is once, from whichever side."""
    demand_sight(by)
    if case.pk == other.pk:
        return ITSELF
    first, second = sorted((case, other), key=lambda one: one.pk)
    with transaction.atomic():
        if not CaseLink.objects.filter(_between(case, other), kind=RELATED).exists():
            CaseLink.objects.get_or_create(
                case=first, other=second, kind=RELATED, defaults={"at": at}
            )
    return Done(case)


def unrelate_cases(*, case: Case, other: Case, by: Person) -> Answer:
    """Take the link between the two off; what came by splitting or merging stays."""
    demand_sight(by)
    count, _rows = CaseLink.objects.filter(_between(case, other), kind=RELATED).delete()
    return Done(case) if count else NO_LINK


def _between(one: Case, other: Case) -> Q:
    return Q(case=one, other=other) | Q(case=other, other=one)

"""Joining and leaving the people who work on an incident, and one's call once more after a while.

Joining calls nobody and changes nothing of the case: it says to the others who is there.
"""

from datetime import datetime

from django.db import IntegrityError, transaction

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import demand_sight
from charterdesk.cases.answers import Answer
from charterdesk.cases.calls import LONGEST_MINUTES, answer_call
from charterdesk.cases.models import Case
from charterdesk.engine.decide import Refusal
from charterdesk.engine.phrase import phrase
from charterdesk.incidents.models import Participation
from charterdesk.incidents.queries.calls import call_to


def join_incident(*, case: Case, by: Person, at: datetime) -> None:
    """The person is among those who work on the case; once, however often it is said."""
    demand_sight(by)
    try:
        with transaction.atomic():
            Participation.objects.get_or_create(
                case=case, person=by, left_at=None, defaults={"joined_at": at}
            )
    except IntegrityError:
        # Two presses at one moment: the other one has made the row.
        return


def leave_incident(*, case: Case, by: Person, at: datetime) -> None:
    """The person is no longer among them."""
    demand_sight(by)
    Participation.objects.filter(case=case, person=by, left_at=None).update(left_at=at)


def take_call(*, case: Case, minutes: int, by: Person, at: datetime) -> Answer:
    """The person has it, for some minutes: they are asked again after these (L4)."""
    notice = call_to(case, by, at)
    if notice is None:
        return Refusal(phrase("Nobody has called you about this case, or you have answered it."))
    if not 0 <= minutes <= LONGEST_MINUTES:
        return Refusal(phrase("Take it for %(most)s minutes at the most.", most=LONGEST_MINUTES))
    answer = answer_call(notice=notice, at=at, minutes=minutes)
    assert answer is not None  # a call always has its case
    return answer

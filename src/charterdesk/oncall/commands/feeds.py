"""The address of one's own duty as a calendar: made, shown once, ended."""

from datetime import datetime
from secrets import token_urlsafe

from django.db import transaction

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import demand_sight
from charterdesk.oncall.calendars.feeds import hash_of
from charterdesk.oncall.models import CalendarFeed


@transaction.atomic
def make_feed(*, by: Person, at: datetime) -> str:
    """The token of a new address of one's own duty; the former one ends. It is shown once."""
    demand_sight(by)
    end_feed(by=by, at=at)
    token = token_urlsafe(32)
    CalendarFeed.objects.create(person=by, token_hash=hash_of(token), made_at=at)
    return token


@transaction.atomic
def end_feed(*, by: Person, at: datetime) -> bool:
    """Nobody reads one's feed any more; says whether there was one."""
    return bool(CalendarFeed.objects.filter(person=by, ended_at=None).update(ended_at=at))

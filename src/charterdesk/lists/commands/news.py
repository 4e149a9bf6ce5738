"""That a worker has ended an act on many cases is news to its asker, until they saw the result."""

from datetime import datetime

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import demand_sight
from charterdesk.lists.models import BulkAct


def make_news(*, bulk: BulkAct, at: datetime) -> None:
    """Nobody works on it any more: its last case is done, or it was cancelled, or it failed."""
    BulkAct.objects.filter(pk=bulk.pk).update(news_at=at)


def see_result(*, bulk: BulkAct, by: Person) -> None:
    """Its asker has the result before them; anybody else's look changes nothing."""
    demand_sight(by)
    if bulk.news_at is not None and bulk.by_id == by.pk:
        BulkAct.objects.filter(pk=bulk.pk).update(news_at=None)


def see_all_results(*, by: Person, until: datetime) -> None:
    """Those that ended up to that moment are seen."""
    demand_sight(by)
    BulkAct.objects.filter(by=by, news_at__lte=until).update(news_at=None)

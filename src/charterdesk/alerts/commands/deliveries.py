"""What leads decide about deliveries that could not be taken: once more, or nothing of them."""

from datetime import datetime

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import demand_staffing
from charterdesk.alerts.models import AlertDelivery
from charterdesk.alerts.queries import delivery_for

State = AlertDelivery.State


def take_again(*, delivery: AlertDelivery, by: Person, at: datetime) -> bool:
    """Let a worker try it once more, from where it stood; False where it needs no trying."""
    return _changed(delivery, by, state=State.WAITING, settled_at=None, tries=0)


def drop_delivery(*, delivery: AlertDelivery, by: Person, at: datetime) -> bool:
    """Nothing is to come of it; its bytes stay for their time."""
    return _changed(delivery, by, state=State.DROPPED, settled_at=at)


def _changed(delivery: AlertDelivery, by: Person, **fields: object) -> bool:
    demand_staffing(by)
    if delivery_for(by, delivery.source.name, delivery.pk) is None:
        return False
    aside = AlertDelivery.objects.filter(pk=delivery.pk, state=State.UNREADABLE)
    return bool(aside.update(form="", values={}, **fields))

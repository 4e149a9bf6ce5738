"""What of a published charter is served at this desk: is it live, and who publishes it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import Actor, demand_management
from charterdesk.charters.models import ServedCharter


def set_charter_live(
    *, name: str, is_live: bool, by: Actor, at: datetime
) -> ServedCharter | Refusal:
    """Let the charter's channels take in new cases, or no more; its open cases go on."""
    demand_management(by)
    served = ServedCharter.objects.filter(name=name).first()
    if served is None:
        return _not_here(name)
    served.is_live = is_live
    served.save(update_fields=["is_live"])
    return served


@transaction.atomic
def want_second_person(*, name: str, by: Actor, at: datetime) -> ServedCharter | Refusal:
    """From now on a version of this charter is published only when a second person approves."""
    demand_management(by)
    served = ServedCharter.objects.select_for_update().filter(name=name).first()
    if served is None:
        return _not_here(name)
    served.needs_second, served.lift_asked_by = True, None
    served.save(update_fields=["needs_second", "lift_asked_by"])
    return served


@transaction.atomic
def lift_second_person(*, name: str, by: Person, at: datetime) -> ServedCharter | Refusal:
    """Ask that the rule ends; it ends when somebody else asks for the same."""
    demand_management(by)
    served = ServedCharter.objects.select_for_update().filter(name=name).first()
    if served is None:
        return _not_here(name)
    if served.lift_asked_by_id in (None, by.pk):
        served.lift_asked_by = by
    else:
        served.needs_second, served.lift_asked_by = False, None
    served.save(update_fields=["needs_second", "lift_asked_by"])
    return served


def _not_here(name: str) -> Refusal:
    return Refusal(
        _("There is no charter “%(name)s” here: publish it first.") % {"name": name}, "name"
    )

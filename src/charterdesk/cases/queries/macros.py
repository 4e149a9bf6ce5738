"""The macros that somebody has: their own and those of their teams."""

from django.db.models import Q, QuerySet

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import demand_sight, may_manage
from charterdesk.cases.models import Macro


def macros_of(asker: Person) -> QuerySet[Macro]:
    """By name, with team and label."""
    demand_sight(asker)
    theirs = Q(made_by=asker, team=None) | Q(team__in=asker.memberships.values("team"))
    return Macro.objects.filter(theirs).select_related("team", "label", "made_by")


def may_change(asker: Person, macro: Macro) -> bool:
    """Its maker, a lead of its team, an administrator."""
    if macro.made_by_id == asker.pk or may_manage(asker):
        return True
    return asker.memberships.filter(team=macro.team_id, is_lead=True).exists()

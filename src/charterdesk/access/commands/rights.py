"""Which teams may look at secrets: an administrator says so."""

from datetime import datetime

from charterdesk.access.models import TeamRight
from charterdesk.accounts.models import Person, Team
from charterdesk.accounts.rights import demand_management


def give_right(*, team: Team, by: Person, at: datetime) -> None:
    """The people of the team may look at secrets from now on."""
    demand_management(by)
    TeamRight.objects.get_or_create(team=team, defaults={"given_by": by, "given_at": at})


def take_right(*, team: Team, by: Person, at: datetime) -> None:
    """They may no longer, at once."""
    demand_management(by)
    TeamRight.objects.filter(team=team).delete()

"""What must be true before duty changes hands: whose it is, and who is away then."""

from datetime import datetime

from charterdesk.accounts.models import Person
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.rotation import final_schedule
from charterdesk.oncall.models import Absence, Rota
from charterdesk.oncall.staff import staff_of


def has_duty_in(
    charter: Charter, rota: Rota, person: Person, since: datetime, until: datetime
) -> bool:
    """Whether the final schedule gives the person any duty of the rota between two moments."""
    plan = staff_of(charter).plan_of(rota.name, since, until)
    return any(person.username in stretch.people for stretch in final_schedule(plan, since, until))


def away_in(person: Person, since: datetime, until: datetime) -> bool:
    """Whether the person is away at any time between two moments."""
    return Absence.objects.filter(person=person, since__lt=until, until__gt=since).exists()

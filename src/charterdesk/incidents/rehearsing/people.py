"""Who can be called in a rehearsed night: the desk's own rota, without those who are said away."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from charterdesk.accounts.models import Person
from charterdesk.engine.intents import Tell
from charterdesk.engine.rota import Rota
from charterdesk.notifications.models import Means, Notice
from charterdesk.notifications.routes import Way, means_of, route_of


@dataclass(frozen=True, slots=True)
class AwayRota:
    """The rota as it is for that moment; nobody of `away` is on duty."""

    rota: Rota
    away: frozenset[str]

    def on_duty(self, role: str, at: datetime, customer: str) -> Sequence[str]:
        """Those on duty who are not away."""
        found = self.rota.on_duty(role, at, customer)
        return [person for person in found if person not in self.away]

    def roles_of(self, person: str) -> frozenset[str]:
        """As the desk has it."""
        return self.rota.roles_of(person)

    def can_be_reached(self, person: str, means: str) -> bool:
        """As the desk has it."""
        return self.rota.can_be_reached(person, means)


def ways_to_people(kinds: Collection[str]) -> Callable[[Tell], Sequence[Way]]:
    """The ways to the person of a notice, as the outbox would take them; two queries at first."""
    people: Mapping[str, Person] = {one.username: one for one in Person.objects.all()}
    own: Mapping[int, list[Means]] = means_of([one.pk for one in people.values()])

    def ways(tell: Tell) -> Sequence[Way]:
        person = people.get(tell.person)
        if person is None:
            return ()
        urgent = tell.urgent or tell.key.startswith("run")
        notice = Notice(
            person=person, about=tell.about, means=list(tell.means), address=person.email,
            urgent=urgent,
        )  # fmt: skip
        return route_of(notice, own.get(person.pk, []), kinds)

    return ways

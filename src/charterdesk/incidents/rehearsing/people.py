"""Who can be called in a rehearsed night: the desk's own rota, without those who are said away."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from charterdesk.accounts.models import Person
from charterdesk.engine.charter.values import Charter, Ladder
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


def people_called_by(
    charter: Charter, ladder: str, rota: Rota, people: Sequence[Person]
) -> tuple[Person, ...]:
    """Those whom the ladder may call at some time: by its steps, or as a fallback (2.9)."""
    roles = _roles_of(charter, charter.ladders[ladder])
    return tuple(one for one in people if rota.roles_of(one.username) & roles)


def _roles_of(charter: Charter, ladder: Ladder) -> frozenset[str]:
    """The roles of its steps, with whoever stands in for these."""
    found: set[str] = set()
    ahead = [charter.last_resort, *(role for step in ladder.steps for role in step.notify)]
    while ahead:
        name = ahead.pop()
        if name in charter.roles and name not in found:
            found.add(name)
            ahead += charter.roles[name].otherwise
    return frozenset(found)


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

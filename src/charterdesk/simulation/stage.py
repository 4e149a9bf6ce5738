"""One side of a simulation made ready: a charter, who stands behind its roles, who works."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from charterdesk.engine.charter.reader import read_charter
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.people import PeopleRota, read_people
from charterdesk.engine.rota import Rota
from charterdesk.engine.simulate.values import Workers
from charterdesk.engine.spans import Span, union
from charterdesk.engine.story.cast import Cast
from charterdesk.simulation.values import File


@dataclass(frozen=True)
class PeopleWorkers:
    """The people of a people file as those who work on cases."""

    rota: PeopleRota

    def of_tier(self, tier: str) -> Sequence[str]:
        """Those who ever work for a tier or for one of its roles, in the order of the file."""
        charter = self.rota.charter
        if tier in charter.roles:
            found = self.rota.members(tier)
        else:
            roles = next((one.roles for one in charter.tiers if one.name == tier), ())
            found = frozenset(chain.from_iterable(self.rota.members(role) for role in roles))
        return [person for person in self.rota.people.persons if person in found]

    def at_work(self, person: str, since: datetime, until: datetime) -> Iterator[Span]:
        """When the person works for any tier; a turn of a rota is work as well."""
        charter = self.rota.charter
        roles = {role for tier in charter.tiers for role in tier.roles} or {charter.last_resort}
        spans: tuple[Span, ...] = ()
        for role in sorted(roles):
            own = self.rota.at_work(role, since, until).get(person, ())
            spans = tuple(union(spans, own))
        return iter(spans)


@dataclass(frozen=True)
class SideStage:
    """One charter with its rota; `workers` is None where cases are replayed and nobody queues."""

    charter: Charter
    rota: Rota
    workers: Workers | None = None


def side_stage(charter_file: File, people: File) -> SideStage:
    """The stage of one charter. Raises CharterErrors for a faulty charter or people file."""
    charter = read_charter(charter_file.data, charter_file.name)
    if not people:
        return SideStage(charter, Cast(charter, {}))
    rota = PeopleRota(charter, read_people(people.data, people.name, charter))
    return SideStage(charter, rota, PeopleWorkers(rota))

"""The engine's rota over a people file, and who is at work for a role, a team or a tier.

A turn of a rota counts whether its taker works then or not; a team is those of it who are at
work; a `person` or a `per customer` role is called at any hour. Nobody who is away counts (2.9).
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import chain, groupby, pairwise

from charterdesk.engine.calendar import is_open, open_spans
from charterdesk.engine.calendar_table import LAST_YEAR
from charterdesk.engine.calendar_wall import EPOCH
from charterdesk.engine.charter.values import Charter, Role
from charterdesk.engine.people.values import People, Person, Plan
from charterdesk.engine.spans import Span, intersect, subtract, union

_MOMENT = timedelta(seconds=1)
# So much is cut at once: long enough to serve many questions, short enough for one alone.
_WINDOW = timedelta(days=30)
_LAST = datetime(LAST_YEAR, 12, 31, 23, 59, 59, tzinfo=UTC)


@dataclass(frozen=True)
class PeopleRota:
    """Answers `decide`, and the checks of cover (`engine.check.PlannedRota`), for one charter."""

    charter: Charter
    people: People

    def on_duty(self, role: str, at: datetime, customer: str) -> tuple[str, ...]:
        """The people on duty for a role, first to be called first; empty: nobody.

        Whoever takes the rota instead comes before its turns, these before those who have the
        role written beside their name. `customer` makes no difference. An answer holds until the
        next change and is kept, because a simulation asks a hundred thousand times.
        """
        window = (at - EPOCH).days // _WINDOW.days
        cuts = self._cuts.get(window) or self._cut(window)
        key = role, cuts[bisect_right(cuts, at) - 1]
        answer = self._answers.get(key)
        if answer is None:
            answer = self._answers[key] = self.worked_out(*key)
        return answer

    def worked_out(self, role: str, at: datetime) -> tuple[str, ...]:
        """What `on_duty` answers, from the people and the rotas themselves."""
        meant = self.charter.roles.get(role)
        if meant is None or meant.kind == "machine":
            return ()
        plan = self._plan(meant)
        turning = tuple(p for p in plan.at(at) if not self._of(p).is_away(at)) if plan else ()
        return turning or tuple(p.name for p in self._holders(role) if _is_there(p, meant, at))

    def roles_of(self, person: str) -> frozenset[str]:
        """All roles that the person can fill, whether on duty now or not."""
        return frozenset(role for role in self.charter.roles if person in self.members(role))

    def can_be_reached(self, person: str, means: str) -> bool:
        """Whether the person's `by` has the means; nobody unknown can be reached."""
        known = self.people.persons.get(person)
        return known is not None and means in known.by

    def changes(self, since: datetime, until: datetime) -> tuple[datetime, ...]:
        """Every moment strictly between the two at which `on_duty` may change, in order."""
        plans = chain.from_iterable(p.changes(since, until) for p in self.people.rotas.values())
        away = chain.from_iterable(p.away for p in self.people.persons.values())
        work = chain.from_iterable(
            open_spans(works, since, min(until, _LAST))
            for works in {p.works for p in self._of_teams()}
        )
        edges = (edge for span in chain(away, work) for edge in (span.since, span.until))
        return tuple(sorted({*plans, *(edge for edge in edges if since < edge < until)}))

    def members(self, role: str) -> frozenset[str]:
        """All who can ever be found for a role."""
        plan = self._plan(self.charter.roles[role])
        return frozenset(p.name for p in self._holders(role)) | (plan.people if plan else set())

    def working(self, name: str, at: datetime) -> tuple[str, ...]:
        """Who is at work at a moment for a role, a team or a tier, in the order of the file."""
        return tuple(p for p, spans in self.at_work(name, at, at + _MOMENT).items() if spans)

    def at_work(self, name: str, since: datetime, until: datetime) -> dict[str, tuple[Span, ...]]:
        """For everybody of a role, a team or a tier the spans in which they work for it.

        The turns of a rota are its work; the charter's `hours` and `outside` of a role bound it.
        KeyError for a name that the charter doesn't know.
        """
        spans: dict[str, tuple[Span, ...]] = {}
        for role in self._meant(name):
            for person, own in self._at_work_for(role, since, until):
                spans[person] = tuple(union(spans.get(person, ()), own))
        return {person: spans[person] for person in self.people.persons if person in spans}

    def _cut(self, window: int) -> tuple[datetime, ...]:
        since = EPOCH + window * _WINDOW
        cuts = self._cuts[window] = (since, *self.changes(since, since + _WINDOW))
        return cuts

    def _meant(self, name: str) -> tuple[Role, ...]:
        roles = self.charter.roles
        if name in roles:
            return (roles[name],)
        of_team = tuple(role for role in roles.values() if role.group == name)
        if of_team:
            return of_team
        tiers = {tier.name: tier.roles for tier in self.charter.tiers}
        return tuple(roles[role] for role in tiers[name])

    def _at_work_for(
        self, role: Role, since: datetime, until: datetime
    ) -> Iterator[tuple[str, tuple[Span, ...]]]:
        hours = self._hours(role, since, until)
        plan = self._plan(role)
        turns = _turns(plan, since, until) if plan else {}
        for name in sorted(self.members(role.name)):
            person = self._of(name)
            own = turns.get(name, ()) if plan else person.spans(since, until)
            yield name, tuple(intersect(subtract(own, person.away), hours))

    def _hours(self, role: Role, since: datetime, until: datetime) -> tuple[Span, ...]:
        spans = iter([Span(since, until)])
        if role.hours:
            spans = intersect(spans, open_spans(self.charter.calendar(role.hours), since, until))
        if role.outside:
            spans = subtract(spans, open_spans(self.charter.calendar(role.outside), since, until))
        return tuple(spans)

    def _plan(self, role: Role) -> Plan | None:
        return self.people.rotas.get(role.group) if role.kind == "rota" else None

    def _holders(self, role: str) -> tuple[Person, ...]:
        return self._by_role.get(role, ())

    def _of_teams(self) -> Iterator[Person]:
        """Those whose working hours decide whether they are on duty."""
        for role in self.charter.roles.values():
            yield from self._holders(role.name) if role.kind == "team" else ()

    @cached_property
    def _cuts(self) -> dict[int, tuple[datetime, ...]]:
        return {}

    @cached_property
    def _answers(self) -> dict[tuple[str, datetime], tuple[str, ...]]:
        return {}

    @cached_property
    def _by_role(self) -> dict[str, tuple[Person, ...]]:
        people = self.people.persons.values()
        return {role: tuple(p for p in people if role in p.roles) for role in self.charter.roles}

    def _of(self, name: str) -> Person:
        return self.people.persons[name]


def _is_there(person: Person, role: Role, at: datetime) -> bool:
    at_work = role.kind != "team" or is_open(person.works, at)
    return at_work and not person.is_away(at)


def _turns(plan: Plan, since: datetime, until: datetime) -> dict[str, tuple[Span, ...]]:
    """Each person's turns between two moments, in order."""
    moments = sorted({since, *plan.changes(since, until), until})
    pieces = [(person, Span(a, b)) for a, b in pairwise(moments) for person in plan.at(a)]
    by_person = groupby(sorted(pieces, key=lambda piece: piece[0]), key=lambda piece: piece[0])
    return {person: tuple(union(span for _, span in own)) for person, own in by_person}

"""Who is found for a role over a stretch of time, from one change to the next (2.9).

The very walk of the engine: the role in its hours, then its `else` roles, then the last resort.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from charterdesk.engine.calendar import is_open, open_spans
from charterdesk.engine.charter.values import ALWAYS_NAME, Charter, Role
from charterdesk.engine.check.context import PlannedRota
from charterdesk.engine.spans import Span, union

WAKING = ("phone", "sms")


@dataclass(frozen=True)
class Watch:
    """The time between two moments, cut where the answer for any role may change.

    `cuts` begin with `since`; between one and the next, or `until`, everybody stays who is there.
    What was asked once is kept, for the same roles stand behind many rules.
    """

    charter: Charter
    rota: PlannedRota
    since: datetime
    until: datetime
    cuts: tuple[datetime, ...]
    _there: dict[tuple[str, datetime], tuple[str, ...]] = field(default_factory=dict, repr=False)
    _found: dict[tuple[str, datetime, tuple[str, ...]], str] = field(
        default_factory=dict, repr=False
    )

    @classmethod
    def over(cls, charter: Charter, rota: PlannedRota, since: datetime, until: datetime) -> "Watch":
        """The watch over a stretch; `since` and `until` are aware."""
        hours = {role.hours for role in charter.roles.values()}
        hours |= {role.outside for role in charter.roles.values()}
        edges = {
            edge
            for name in hours - {"", ALWAYS_NAME}
            for span in open_spans(charter.calendar(name), since, until)
            for edge in (span.since, span.until)
        }
        changes = {*edges, *rota.changes(since, until)}
        inside = sorted(moment for moment in changes if since < moment < until)
        return cls(charter, rota, since, until, (since, *inside))

    def there(self, role: str, at: datetime) -> tuple[str, ...]:
        """The people on duty for the role itself, in the hours that the charter gives it."""
        key = role, at
        if key not in self._there:
            on = self.is_on(role, at)
            self._there[key] = tuple(self.rota.on_duty(role, at, "")) if on else ()
        return self._there[key]

    def is_on(self, name: str, at: datetime) -> bool:
        """Whether the charter's hours call for the role at a moment."""
        role = self.charter.roles[name]
        if role.hours and not is_open(self.charter.calendar(role.hours), at):
            return False
        return not (role.outside and is_open(self.charter.calendar(role.outside), at))

    def first(self, role: str, at: datetime, means: tuple[str, ...]) -> str:
        """Who is called first for the role itself; '' for nobody who can be reached so."""
        wanted = wanted_means(means)
        people = self.there(role, at)
        return next((person for person in people if self._reached(person, wanted)), "")

    def found(self, role: str, at: datetime, means: tuple[str, ...]) -> str:
        """Who is told for the role: its own people, its stand-ins', the last resort's; or ''."""
        key = role, at, means
        if key not in self._found:
            found = self._walk(role, at, means, frozenset())
            found = found or self._walk(self.charter.last_resort, at, means, frozenset())
            self._found[key] = found
        return self._found[key]

    def gaps(self, roles: Iterable[str], means: tuple[str, ...]) -> tuple[Span, ...]:
        """The stretches in which nobody is found for any of the roles, in order and apart.

        A role that the charter's hours give off isn't missed while another one is on.
        """
        names = tuple(roles)
        return tuple(union(span for span in self._pieces() if self._nobody(names, span, means)))

    def gaps_of_one(
        self, role: str, among: tuple[str, ...], means: tuple[str, ...]
    ) -> tuple[Span, ...]:
        """The stretches in which nobody is found for one of the roles of a step."""
        others = tuple(name for name in among if name != role)

        def is_missed(at: datetime) -> bool:
            return self.is_on(role, at) or not any(self.is_on(name, at) for name in others)

        pieces = (span for span in self._pieces() if is_missed(span.since))
        return tuple(union(span for span in pieces if not self.found(role, span.since, means)))

    def _nobody(self, roles: tuple[str, ...], span: Span, means: tuple[str, ...]) -> bool:
        return not any(self.found(role, span.since, means) for role in roles)

    def _pieces(self) -> Iterator[Span]:
        ends = (*self.cuts[1:], self.until)
        return (Span(a, b) for a, b in zip(self.cuts, ends, strict=True))

    def _walk(self, name: str, at: datetime, means: tuple[str, ...], seen: frozenset[str]) -> str:
        role = self.charter.roles.get(name)
        if role is None or name in seen:
            return ""
        own = self.first(name, at, means)
        others = (self._walk(other, at, means, seen | {name}) for other in role.otherwise)
        return own or next((person for person in others if person), "")

    def _reached(self, person: str, wanted: tuple[str, ...]) -> bool:
        return not wanted or any(self.rota.can_be_reached(person, mean) for mean in wanted)


def wanted_means(means: tuple[str, ...]) -> tuple[str, ...]:
    """The means that count: the waking ones where a rule has any, else all (2.9)."""
    return tuple(mean for mean in means if mean in WAKING) or means


def is_staffed(role: Role) -> bool:
    """Whether a role is people whom a rota can name without a customer."""
    return role.kind not in ("machine", "per customer")

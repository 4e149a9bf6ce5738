"""How the rotas of some charters stand over a stretch of time, so that an act can be told by what
it has changed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from charterdesk.engine.charter.values import Charter
from charterdesk.engine.rotation import Difference, Outlook, difference, final_schedule, gaps
from charterdesk.oncall.models import Rota
from charterdesk.oncall.schedules import called_between
from charterdesk.oncall.staff import staff_of

# Whoever goes away for longer is told of the first year.
LONGEST = timedelta(days=400)
NOTHING = Outlook((), ())


@dataclass(frozen=True)
class Watch:
    """Some charters' rotas between two moments, as they stood when it was made."""

    charters: tuple[Charter, ...]
    since: datetime
    until: datetime
    before: dict[tuple[str, str], Outlook]

    def changed(self) -> Iterator[tuple[Rota, Difference]]:
        """Each rota with what has changed about it by now."""
        after = _outlooks(self.charters, self.since, self.until)
        rotas = Rota.objects.filter(charter__in=[one.name for one in self.charters])
        for rota in rotas.order_by("charter", "name"):
            key = (rota.charter, rota.name)
            was, has = self.before.get(key, NOTHING), after.get(key, NOTHING)
            if was != has:
                yield rota, difference(was, has)


def watch(charters: Iterable[Charter], since: datetime, until: datetime) -> Watch:
    """Begin to watch; call it before the act, in its transaction."""
    watched = tuple(charters)
    until = min(until, since + LONGEST)
    return Watch(watched, since, until, _outlooks(watched, since, until))


def _outlooks(
    charters: Iterable[Charter], since: datetime, until: datetime
) -> dict[tuple[str, str], Outlook]:
    found: dict[tuple[str, str], Outlook] = {}
    if until <= since:
        return found
    for charter in charters:
        for name, plan in staff_of(charter).plans(since, until).rotas.items():
            final = final_schedule(plan, since, until)
            called = called_between(charter, name, since, until)
            found[charter.name, name] = Outlook(final, gaps(plan, final, called))
    return found

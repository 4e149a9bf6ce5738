"""Drawn cases worked on by a staff, under a charter: discrete events in virtual time.

Whoever is free takes the first in the charter's queue order, a ringing phone before all else.
What was begun is finished, also after the shift's end; notices interrupt nobody.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain

from charterdesk.engine.charter.values import Charter
from charterdesk.engine.rota import Rota
from charterdesk.engine.simulate.line import Line, tiers_by_person
from charterdesk.engine.simulate.playing import Playing
from charterdesk.engine.simulate.readying import Readiness
from charterdesk.engine.simulate.remembering import Remembering
from charterdesk.engine.simulate.serving import Serving
from charterdesk.engine.simulate.tiers import NobodyWorks, people_by_tier
from charterdesk.engine.simulate.values import Arrival, Outcome, Workers
from charterdesk.engine.simulate.working import Contact

__all__ = ["NobodyWorks", "play"]


def play(
    charter: Charter, arrivals: Iterable[Arrival], workers: Workers, rota: Rota, *, until: datetime
) -> Iterator[Outcome]:
    """The outcome of each case, as each comes to its end; what is open at `until` comes last.

    `arrivals` are in order of time; those after `until` are left out. Lazy: a caller stops by
    not asking on. Raises NobodyWorks when a case comes to a tier for which nobody ever works,
    and ValueError where the arrivals are not in order or bring no work.
    """
    coming = _in_order(arrivals)
    first = next(coming, None)
    if first is None:
        return
    line: Line[Contact] = Line(tiers_by_person(people_by_tier(charter, workers, first.at, until)))
    playing = Playing(Readiness.of(charter), Remembering(rota), line, until)
    serving: Serving[Contact, datetime] = Serving(line, playing)
    playing.plan = serving.plan
    for person in line.tiers_of:
        spans = workers.at_work(person, first.at, until)
        serving.plan_shift(person, ((span.since, span.until) for span in spans))
    contacts = ((arrival.at, playing.contact(arrival)) for arrival in chain([first], coming))
    for _ in serving.run(contacts, until):
        if playing.over:
            yield from playing.taken_out()
    playing.stop()
    yield from playing.taken_out()


def _in_order(arrivals: Iterable[Arrival]) -> Iterator[Arrival]:
    before: Arrival | None = None
    for arrival in arrivals:
        if before is not None and arrival.at < before.at:
            raise ValueError(f"{arrival.ref} comes before {before.ref}; give them in order.")
        if not arrival.work:
            raise ValueError(f"{arrival.ref} brings no work; give at least one length.")
        before = arrival
        yield arrival

"""What a check knows beside the charter: the moment, the people, what was in force, open cases.

All of it is handed in, so that the same charter in the same context always trips the same checks.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeAlias

from charterdesk.engine.charter.values import Charter
from charterdesk.engine.check.finding import Finding
from charterdesk.engine.rota import Rota

# How far ahead people's turns are judged (part 5: "next 90 days").
COVER_AHEAD = timedelta(days=90)


class PlannedRota(Rota, Protocol):
    """A rota that also says when its answers may change, so that nobody has to sample minutes."""

    def changes(self, since: datetime, until: datetime) -> Sequence[datetime]:
        """The moments in between, in order, at which `on_duty` may begin to answer otherwise."""
        ...


@dataclass(frozen=True, slots=True)
class Context:
    """The circumstances of one check.

    `at` (aware) is the moment of checking; `published_at` is given where the version is about to
    be published, and so can't be in force sooner. `rota` None: nobody told who the people are, so
    cover is judged only as far as the text allows. `former` is the version in force before (I33).
    `open_cases` counts them by (priority, contract).
    """

    at: datetime
    rota: PlannedRota | None = None
    former: Charter | None = None
    open_cases: Mapping[tuple[str, str], int] | None = None
    published_at: datetime | None = None


Check: TypeAlias = Callable[[Charter, Context], Iterator[Finding]]

"""One case in the hands of a staff: how far its work has got."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from charterdesk.engine.simulate.life import Life
from charterdesk.engine.simulate.values import Arrival, Handled


@dataclass(slots=True, eq=False)
class Contact:
    """A case and the contact that it stands at: `done` of `work` are over.

    `waits_on` is whom it waits on since the last one; `ringing`: a call that nobody has taken.
    Until `hangs_up_at` the caller stays in the line.
    """

    arrival: Arrival
    life: Life
    work: tuple[timedelta, ...]
    waits: tuple[tuple[str, timedelta], ...]
    done: int = 0
    reopened: int = 0
    waits_on: str = ""
    is_call: bool = False
    ringing: bool = False
    hangs_up_at: datetime | None = None
    queued_at: datetime | None = None
    began_at: datetime | None = None
    first_wait: timedelta | None = None
    handled: list[Handled] = field(default_factory=list)

    @property
    def is_live_talk(self) -> bool:
        """Whether the present contact is the talk in which the case came."""
        return self.is_call and self.done == 0

    @property
    def is_last(self) -> bool:
        """Whether the present contact resolves the case."""
        return self.done >= len(self.work) - 1

    @property
    def length(self) -> timedelta:
        """How long the present contact takes."""
        return self.work[min(self.done, len(self.work) - 1)]

    @property
    def pause(self) -> tuple[str, timedelta]:
        """The (on, length) of the pause after the contact just done."""
        number = self.done - 1
        return self.waits[number] if number < len(self.waits) else ("", timedelta())

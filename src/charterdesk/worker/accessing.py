"""Rounds over customers' systems: ports are tried, looks that ran out are ended.

Data whose date has come is deleted.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from charterdesk.access.checking import check_next
from charterdesk.access.commands.viewing import end_overdue_views
from charterdesk.access.deleting import delete_due_data
from charterdesk.access.tools import view_tools
from charterdesk.kit.knocking import Heard, knock
from charterdesk.kit.wallclock import now
from charterdesk.notifications.ways_out import ways_out

LOOK_EVERY = timedelta(seconds=1)
END_EVERY = timedelta(seconds=10)
DELETE_EVERY = timedelta(minutes=1)


class AccessRounds:
    """What is due on customers' systems; raises MalformedSetting.

    `clock` tells when a system had answered.
    """

    def __init__(self, clock: Callable[[], datetime] = now) -> None:
        self._clock = clock
        self._private = ways_out().private
        self._look_at: datetime | None = None
        self._end_at: datetime | None = None
        self._delete_at: datetime | None = None
        view_tools()

    def due(self) -> datetime | None:
        """When the next look is due; None for at once."""
        return self._look_at

    def step(self, at: datetime) -> bool:
        """One check, if there is any; False where there is nothing to do."""
        if self._look_at is not None and at < self._look_at:
            return False
        if self._end_at is None or at >= self._end_at:
            self._end_at = at + END_EVERY
            end_overdue_views(at=at)
        if self._delete_at is None or at >= self._delete_at:
            self._delete_at = at + DELETE_EVERY
            delete_due_data(at=at)
        worked = check_next(self._knock, at=at, clock=self._clock)
        self._look_at = None if worked else at + LOOK_EVERY
        return worked

    def _knock(self, host: str, ports: tuple[int, ...]) -> Mapping[int, Heard]:
        return knock(host, ports, private=self._private)

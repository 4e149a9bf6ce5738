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
from charterdesk.worker.guarding import guarded
from charterdesk.worker.rounds import Rounds

LOOK_EVERY = timedelta(seconds=1)
END_EVERY = timedelta(seconds=10)
DELETE_EVERY = timedelta(minutes=1)


def access_rounds(clock: Callable[[], datetime] = now) -> Rounds:
    """One check at a time; raises MalformedSetting. `clock` tells when a system had answered."""
    private = ways_out().private
    view_tools()

    def knocked(host: str, ports: tuple[int, ...]) -> Mapping[int, Heard]:
        return knock(host, ports, private=private)

    ends = Rounds(lambda at: end_overdue_views(at=at, each=guarded), END_EVERY, steady=True)
    deletes = Rounds(lambda at: delete_due_data(at=at, each=guarded), DELETE_EVERY, steady=True)
    return Rounds(
        lambda at: check_next(knocked, at=at, clock=clock), LOOK_EVERY, beside=(ends, deletes)
    )

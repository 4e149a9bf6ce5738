"""A desk whose cases come due at an even pace, beside very many that sleep.

`python -m bench.wake_desk open FIRST UNTIL FROM` opens the cases of these numbers so that the
response of number N comes near `PER_SECOND` to the second after FROM (seconds since 1970);
`asleep COUNT` adds sleeping ones; `late` prints how late each warning was noticed, in seconds.
"""

import json
import sys
from datetime import UTC, datetime, timedelta

from charterdesk.command import set_up_django

PER_SECOND = 500
# Roxen warns of a critical response after 75 % of its hour.
WARNED_AFTER = timedelta(minutes=45)


def open_due(first: int, until: int, since: datetime) -> None:
    """Cases that are warned about one after another, `PER_SECOND` in a second from `since` on."""
    from charterdesk.cases.answers import Done
    from charterdesk.cases.commands import open_case
    from tests.apps.cases.desk_work import CLEO_ADDRESS, arrival, cleo_asks, cleos_letter

    came, asks, letter = arrival(), cleo_asks(), cleos_letter()
    for number in range(first, until):
        opened = open_case(
            arrival=came, channel="mail", written=letter, by=asks, asker=CLEO_ADDRESS,
            at=since + timedelta(seconds=number / PER_SECOND) - WARNED_AFTER,
            priority="critical", acknowledge=False,
        )  # fmt: skip
        assert isinstance(opened, Done)


def sleep(count: int) -> None:
    """`count` cases that nothing is due of for hours."""
    from django.db import connection

    from bench.page_desk import multiply, work
    from charterdesk.kit.wallclock import now

    work(now())
    multiply(count, wakes=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def lateness() -> list[float]:
    """Seconds from each warning's true time until it stood in the database, committed."""
    from django.db import connection

    from charterdesk.cases.models import CaseEvent

    table = CaseEvent._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT extract(epoch FROM pg_xact_commit_timestamp(xmin) - at) FROM {table}"
            " WHERE kind = 'promise_warned'"
        )
        return [float(late) for (late,) in cursor.fetchall()]


if __name__ == "__main__":
    set_up_django()
    match sys.argv[1:]:
        case ["open", first, until, since]:
            open_due(int(first), int(until), datetime.fromtimestamp(float(since), UTC))
        case ["asleep", count]:
            sleep(int(count))
        case ["late"]:
            print(json.dumps(lateness()))

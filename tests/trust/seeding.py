"""Many cases that want something now; `python -m tests.trust.seeding COUNT` makes them."""

import sys
from datetime import timedelta

from charterdesk.command import set_up_django


def seed(count: int) -> None:
    """Critical cases whose response was promised an hour ago, each with calls and breaches due."""
    from charterdesk.kit.wallclock import now
    from tests.apps.cases.desk_work import opened

    for _ in range(count):
        opened(now() - timedelta(minutes=90), priority="critical")


if __name__ == "__main__":
    set_up_django()
    seed(int(sys.argv[1]))

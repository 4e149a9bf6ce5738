"""One client of the store's benchmark: a process that opens cases as fast as it can.

`python -m bench.store_client prepare` makes the charter and the customer; `open COUNT` waits
for a line on its standard input, opens the cases, and prints when it began and ended.
"""

import sys
import time

from charterdesk.command import set_up_django


def prepare() -> None:
    """A served charter, people for its roles, and a customer."""
    from tests.apps.cases.desk_work import arrival

    arrival()


def open_many(count: int) -> None:
    """Open `count` cases, each in a transaction of its own, with its message and notice."""
    from charterdesk.cases.commands import open_case
    from charterdesk.kit.wallclock import now
    from tests.apps.cases.desk_work import CLEO_ADDRESS, arrival, cleo_asks, cleos_letter

    came, asks, letter = arrival(), cleo_asks(), cleos_letter()
    print("ready", flush=True)
    sys.stdin.readline()
    began = time.time()
    for _ in range(count):
        open_case(
            arrival=came, channel="mail", written=letter, by=asks, at=now(), asker=CLEO_ADDRESS
        )
    print(f"{began} {time.time()}", flush=True)


if __name__ == "__main__":
    set_up_django()
    if sys.argv[1] == "prepare":
        prepare()
    else:
        open_many(int(sys.argv[2]))

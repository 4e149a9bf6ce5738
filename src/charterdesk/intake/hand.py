"""One process that takes mails, told which by lines of JSON; it may be killed at any point.

It is a process of its own so that a mail that eats all time or memory can be stopped, and so
that taking never slows the listener down. When the lines end, so does it.
"""

import json
import os
import signal
import sys

import django

NICE = 5


def main() -> None:
    """Answer each order from standard input with one line on standard output."""
    # Ctrl-C goes to every process of a terminal; this one ends with its orders.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Whoever waits for an acknowledgement or a page comes before what is safely stored.
    os.nice(NICE)
    django.setup()
    from charterdesk.intake.orders import obey

    for line in sys.stdin:
        sys.stdout.write(json.dumps(obey(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

"""A worker that dies by SIGKILL before its k-th statement over delivered alerts, and the next one.

`python -m tests.trust.alerts_dying EACH` plays it on the desk of its environment for each k that
EACH divides (1: every one) and prints, as JSON, how often a worker died and what was found
afterwards.
"""

import json
import sys
from collections import Counter
from datetime import datetime, timedelta
from functools import partial

from charterdesk.command import set_up_django
from tests.trust.dying import ENOUGH, in_a_child, killed_before

AGAIN = timedelta(minutes=1)
# A delivery is kept within fewer statements.
DOOR = 7
NAMES = ("slow", "full", "hot")


def play(each: int) -> dict[str, object]:
    """Kill a worker before every statement that `each` divides, until one reaches the end.

    What takes in the first delivery is killed as well, sooner or later; then it is sent again.
    """
    from charterdesk.kit.wallclock import now
    from tests.apps.alerts.scene import source

    source(storm_alerts=3)
    deaths, doors, rounds, at = 0, 0, 0, now()
    for count in (1, *range(1 + each, ENOUGH, each)):
        rounds, at = rounds + 1, at + timedelta(hours=1)
        first, second = bodies(rounds)
        if in_a_child(partial(deliver, first, at, 1 + rounds % DOOR)):
            doors += 1
            deliver(first, at)
        deliver(second, at)
        died = in_a_child(partial(work, at, count))
        deaths += died
        assert not in_a_child(partial(work, at + AGAIN))
        if not died:
            break
    return {"deaths": deaths, "doors": doors, "rounds": rounds, **found()}


def bodies(number: int) -> tuple[bytes, bytes]:
    """What is sent: a storm of three; then more of one, and the end of another."""
    from tests.apps.alerts.scene import alert, body

    slow, full, hot = (f"{name}-{number}" for name in NAMES)
    more = body(alert(slow, summary="even slower"), alert(full, firing=False))
    return body(alert(slow), alert(full), alert(hot)), more


def deliver(raw: bytes, at: datetime, dies_before: int = 0) -> None:
    """Keep a delivery, as the door does; killed before that many statements."""
    from charterdesk.alerts.keeping import TooMany, keep_delivery
    from charterdesk.alerts.models import AlertSource

    probes = AlertSource.objects.get()
    with killed_before(dies_before):
        assert not isinstance(keep_delivery(source=probes, body=raw, key="", at=at), TooMany)


def work(at: datetime, dies_before: int = 0) -> None:
    """All that waits; killed before that many statements."""
    from charterdesk.worker.alerting import alert_rounds

    rounds = alert_rounds()
    with killed_before(dies_before):
        while rounds.step(at):
            pass


def found() -> dict[str, object]:
    """How deliveries ended, how often each alert was reported, what cases and storms there are.

    `twice` are the messages that are on their case more than once.
    """
    from charterdesk.alerts.models import AlertDelivery, AlertStorm, SourceAlert
    from charterdesk.cases.models import Case, Message
    from charterdesk.cases.verifying import differences

    times = SourceAlert.objects.values_list("fingerprint", "times", "firing")
    alerts = Counter((name.split("-")[1], many, firing) for name, many, firing in times)
    outages = AlertStorm.objects.values_list("parent")
    said = Message.objects.exclude(case__in=outages).values_list("case", "subject")
    return {
        "states": sorted(set(AlertDelivery.objects.values_list("state", flat=True))),
        "alerts": sorted([*one, many] for one, many in alerts.items()),
        "cases": Case.objects.exclude(pk__in=outages).count(),
        "cases_of_alerts": SourceAlert.objects.values("case").distinct().count(),
        "twice": [list(one) for one, many in Counter(said).items() if many > 1],
        "messages": len(said),
        "storms": AlertStorm.objects.count(),
        "under": Case.objects.filter(parent__in=outages).count(),
        "differences": [f"{one.case}: {one.text}" for one in differences()],
    }


if __name__ == "__main__":
    set_up_django()
    print(json.dumps(play(int(sys.argv[1]))))

"""A worker that dies by SIGKILL before its k-th statement, and one that cleans up.

`python -m tests.trust.dying play EACH` plays it on the desk of its environment for each k that
EACH divides (1: every one) and prints, as JSON, how often a worker died and what was found
afterwards.
"""

import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from charterdesk.command import set_up_django

ENOUGH = 400


def play(each: int) -> dict[str, object]:
    """Kill a worker before every statement that `each` divides, until one reaches the end."""
    from charterdesk.kit.wallclock import now

    deaths = 0
    for count in (1, *range(1 + each, ENOUGH, each)):
        at = now()
        seed(at)
        died = in_a_child(partial(work, at, count))
        deaths += died
        assert not in_a_child(partial(work, at + timedelta(minutes=5)))
        if not died:
            break
    return {"deaths": deaths, **found()}


def seed(at: datetime) -> None:
    """A case whose ladder calls three people now."""
    from charterdesk.cases.commands import escalate_case
    from tests.apps.cases.desk_work import voxeo_case
    from tests.apps.cast import ada

    case = voxeo_case(at - timedelta(minutes=12))
    escalate_case(case=case, by=ada(), at=at - timedelta(minutes=11), reason="no calls")


def work(at: datetime, dies_before: int = 0) -> None:
    """All that is due at `at`; killed before that many statements."""
    from charterdesk.worker.loops import work_off

    with killed_before(dies_before):
        work_off(at)


@contextmanager
def killed_before(dies_before: int) -> Iterator[None]:
    """Within it this process is killed before its statement of that number; never at 0."""
    from django.db import connection

    done = 0

    def count(execute: Callable[..., Any], *rest: Any) -> Any:
        nonlocal done
        done += 1
        if done == dies_before:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*rest)

    with connection.execute_wrapper(count):
        yield


def in_a_child(act: Callable[[], None]) -> bool:
    """Whether a child that did `act` was killed; one that failed otherwise is an error."""
    from django.db import connection

    connection.close()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        exits = 1
        try:
            act()
            exits = 0
        finally:
            # Never back into the parent's code, whatever happened here.
            if exits:
                sys.excepthook(*sys.exc_info())
            os._exit(exits)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "a worker failed"
    return os.WIFSIGNALED(status)


def found() -> dict[str, object]:
    """What the desk holds now: differences, notices by state, mails, deliveries made twice."""
    from charterdesk.cases.models import CaseEvent
    from charterdesk.cases.verifying import differences
    from charterdesk.channels.sink.sending import Sink
    from charterdesk.notifications.carriers import carriers_of_the_desk
    from charterdesk.notifications.models import Attempt, Notice
    from charterdesk.worker.models import Alarm

    sink = carriers_of_the_desk()["mail"]
    assert isinstance(sink, Sink)
    told = Counter(CaseEvent.objects.filter(kind="told").values_list("case", "data__key"))
    begun = Counter(Attempt.objects.filter(what="begun").values_list("notice", flat=True))
    return {
        "differences": [f"{one.case}: {one.text}" for one in differences()],
        "told_twice": [key for key, times in told.items() if times > 1],
        "told": len(told),
        "notices": dict(Counter(Notice.objects.values_list("state", flat=True))),
        "owed": Notice.objects.exclude(owed="").count(),
        "mails": len(list(sink.directory.glob("*.eml"))),
        "carried_twice": sum(times > 1 for times in begun.values()),
        "alarms": Alarm.objects.count(),
    }


if __name__ == "__main__":
    set_up_django()
    print(json.dumps(play(int(sys.argv[2])) if sys.argv[1] == "play" else found()))

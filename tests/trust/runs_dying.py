"""A worker that dies by SIGKILL before its k-th statement over runs of runbooks, and the next one.

`python -m tests.trust.runs_dying EACH URL` plays it for each k that EACH divides, with requests
to URL, and prints as JSON how often a worker died and what was found afterwards.
"""

import json
import sys
from datetime import timedelta
from functools import partial

from charterdesk.command import set_up_django
from tests.trust.dying import ENOUGH, in_a_child, killed_before

LATER = timedelta(minutes=5)
BOOK = """\
runbook: web
for: A trial.
checks:
  - step: first
    http: {{get: "{url}/health"}}
  - step: second
    http: {{get: "{url}/none"}}
    else: remedy mend
remedies:
  - step: mend
    http: {{post: "{url}/mend", json: {{what: all}}}}
    then: done
"""


def play(each: int, url: str) -> dict[str, object]:
    """Kill a worker before every statement that `each` divides, until one reaches the end."""
    from tests.apps.automation.runbook_scene import machine_case, published, started

    deaths, version = 0, published(BOOK.format(url=url))
    for count in (1, *range(1 + each, ENOUGH, each)):
        started(machine_case(), version)
        died = in_a_child(partial(work, count))
        deaths += died
        for rounds in range(1, 5):
            assert not in_a_child(partial(work, 0, rounds * LATER))
        if not died:
            break
    return {"deaths": deaths, **found()}


def work(dies_before: int, later: timedelta = timedelta()) -> None:
    """All that runs want, so much later; killed before that many statements."""
    from charterdesk.kit.wallclock import now
    from charterdesk.worker.automating import request_rounds, run_rounds

    at = now() + later
    runs, requests = run_rounds(), request_rounds(lambda: at)
    with killed_before(dies_before):
        while runs.step(at) or requests.step(at):
            pass


def found() -> dict[str, object]:
    """How the runs ended, how often each step is on its run, and what the cases hold."""
    from collections import Counter

    from charterdesk.automation.models import Run
    from charterdesk.cases.models import CaseEvent, Message
    from charterdesk.cases.verifying import differences

    runs = list(Run.objects.order_by("pk"))
    steps = Counter(
        " ".join(f"{one.name}:{one.state}" for one in run.steps.order_by("number")) for run in runs
    )
    notes = Counter(Message.objects.filter(channel="automation").values_list("case", flat=True))
    acts = Counter(CaseEvent.objects.filter(kind="act_done").values_list("case", flat=True))
    return {
        "runs": len(runs), "open": sum(run.state in Run.OPEN for run in runs), "steps": steps,
        "notes": sorted(set(notes.values())), "cases": len(notes),
        "most_acts": max(acts.values()), "differences": [str(one) for one in differences()],
    }  # fmt: skip


if __name__ == "__main__":
    set_up_django()
    print(json.dumps(play(int(sys.argv[1]), sys.argv[2])))

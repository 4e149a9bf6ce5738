"""One act on many cases of the desk that the environment names, as a worker does it.

`python -m bench.bulk_act COUNT` prints, as JSON, how many seconds assigning and letting wait took.
"""

import json
import sys
from secrets import token_hex
from time import perf_counter

from charterdesk.command import set_up_django

ACTS = {"assign": {"act": "assign", "owner": "ada"}, "wait": {"act": "wait", "on": "supplier"}}


def seconds(given: dict[str, str], count: int) -> float:
    """How long it takes, from being asked for to the last case."""
    from charterdesk.cases.models import Case
    from charterdesk.desk.bulk_work import refusal_said
    from charterdesk.kit.wallclock import now
    from charterdesk.lists.commands.bulk import begin_bulk, do_some
    from tests.apps.cast import ada

    free = Case.objects.filter(is_open=True, owner=None).exclude(status="waiting")
    cases = list(free.values_list("pk", flat=True)[:count])
    begun = perf_counter()
    bulk = begin_bulk(
        given=given, title="Many", cases=cases, back_url="/desk/", key=token_hex(8), by=ada(),
        at=now(),
    )  # fmt: skip
    while do_some(bulk=bulk, say=refusal_said, at=now()):
        pass
    assert bulk.items.filter(outcome="done").count() == count
    return round(perf_counter() - begun, 2)


if __name__ == "__main__":
    set_up_django()
    print(json.dumps({name: seconds(given, int(sys.argv[1])) for name, given in ACTS.items()}))

"""An act on many cases whose worker dies by SIGKILL in the middle, again and again.

`python -m tests.trust.bulk_dying COUNT` plays it on the desk of its environment, and prints, as
JSON, how often a worker died and what was found afterwards.
"""

import json
import sys
from functools import partial
from itertools import count

from charterdesk.command import set_up_django

# Statements after which a worker dies: each dies later than the one before it.
EACH = 45


def play(cases: int) -> dict[str, int]:
    """Assign so many cases, by workers that die sooner or later, until one reaches the end."""
    from tests.trust.dying import in_a_child

    bulk = seed(cases)
    deaths = 0
    for round_ in count(1):
        if not in_a_child(partial(work, bulk, round_ * EACH)):
            break
        deaths += 1
    return {"deaths": deaths, **found(bulk)}


def seed(cases: int) -> int:
    """An act on so many new cases; its key."""
    from charterdesk.kit.wallclock import now
    from charterdesk.lists.commands.bulk import begin_bulk
    from tests.apps.cast import ada
    from tests.faces.desk_scene import case_of, staffed

    arrival = staffed("roxen")
    made = [case_of(subject=f"No {number}", arrival=arrival) for number in range(cases)]
    bulk = begin_bulk(
        given={"act": "assign", "owner": "ada"}, title="Assign", cases=[case.pk for case in made],
        back_url="/desk/", key="x", by=ada(), at=now(),
    )  # fmt: skip
    return bulk.pk


def work(pk: int, dies_before: int) -> None:
    """Do what is left of it; killed before that many statements."""
    from charterdesk.desk.bulk_work import refusal_said
    from charterdesk.kit.wallclock import now
    from charterdesk.lists.commands.bulk import do_some
    from charterdesk.lists.models import BulkAct
    from tests.trust.dying import killed_before

    bulk = BulkAct.objects.select_related("by").get(pk=pk)
    with killed_before(dies_before):
        while do_some(bulk=bulk, say=refusal_said, at=now(), most=5):
            pass


def found(pk: int) -> dict[str, int]:
    """How many cases are done, and how many times owners were set in all."""
    from charterdesk.cases.models import CaseEvent
    from charterdesk.lists.models import BulkItem

    done = BulkItem.objects.filter(bulk=pk, outcome="done")
    return {"done": done.count(), "set": CaseEvent.objects.filter(kind="owner_set").count()}


if __name__ == "__main__":
    set_up_django()
    print(json.dumps(play(int(sys.argv[1]))))

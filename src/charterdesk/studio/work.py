"""The long work that the studio asks for, by the name under which a worker finds it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from charterdesk.cases.answers import Conflict, Done
from charterdesk.cases.commands import change_charter
from charterdesk.cases.queries.counting import open_cases_under
from charterdesk.charters.queries import NoCharter, charter_version
from charterdesk.engine.decide import Refusal
from charterdesk.kit.wallclock import now
from charterdesk.look.phrasing import worded
from charterdesk.studio.simulating import simulate
from charterdesk.studio.titles import MOVE, SIMULATE
from charterdesk.worker.jobs import CannotDo, Handler, Work


def move_open_cases(work: Work) -> Mapping[str, Any]:
    """Move every open case of a charter to a version, each by an event of its own (2.6 D).

    One that the version can't take stays, and the result says why. Done again after a fault, it
    goes on with those that are left.
    """
    name, version = work.job.arguments["charter"], work.job.arguments["version"]
    try:
        charter_version(name, version)
    except NoCharter as sentence:
        raise CannotDo(str(sentence)) from None
    by = work.job.asked_by
    if by is None or not by.is_active:
        raise CannotDo(_("Who asked for it no longer works here: an administrator can ask anew."))
    cases = list(open_cases_under(by, name, version))
    moved, failures = [], []
    for done, case in enumerate(cases):
        work.tell(done, len(cases))
        answer = change_charter(case=case, version=version, by=by, at=now())
        if isinstance(answer, Done):
            moved.append(case.number)
        else:
            failures.append([case.number, _why(answer)])
    work.tell(len(cases), len(cases))
    return {"moved": moved, "failures": failures}


def _why(answer: Refusal | Conflict) -> str:
    return worded(answer.said, "UTC") if isinstance(answer, Refusal) else answer.text


HANDLERS: Mapping[str, Handler] = {MOVE: move_open_cases, SIMULATE: simulate}

"""A simulation as a job: what is stored with it, and what its worker does."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.engine.charter.faults import CharterErrors
from charterdesk.engine.phrase import Phrase
from charterdesk.engine.simulate.values import Recorded
from charterdesk.look.phrasing import worded
from charterdesk.simulation.estimate import TooLong, in_round_words
from charterdesk.simulation.history import recorded_history
from charterdesk.simulation.log.sentences import BadInputError
from charterdesk.simulation.running import Progress, run
from charterdesk.simulation.values import (
    Request,
    request_as_json,
    request_from_json,
    result_as_json,
)
from charterdesk.studio.staffing import DESK_PEOPLE
from charterdesk.studio.titles import SIMULATE, simulation_title
from charterdesk.worker.commands import ask_job
from charterdesk.worker.jobs import Cancelled, CannotDo, Work
from charterdesk.worker.models import Job

# What would take longer by the estimate is for the command, on a machine of its own.
MOST_SECONDS = 1800.0


def ask_simulation(
    *, charter: str, texts: Sequence[str], request: Request, days: int, by: Person, at: datetime
) -> Job:
    """Let a worker simulate the `texts` of these keys.

    All that it needs goes along, so that no text can change under it.
    """
    return ask_job(
        kind=SIMULATE,
        title=simulation_title(charter, texts),
        arguments={"charter": charter, "days": days, "texts": list(texts)},
        payload=json.dumps(request_as_json(request)).encode(),
        by=by,
        at=at,
    )


def simulate(work: Work) -> Mapping[str, Any]:
    """Do it; the result under the keys of the simulation's report."""
    job = work.job
    request = request_from_json(json.loads(bytes(job.payload or b"{}")))
    asker = job.asked_by
    if asker is None or not asker.is_active:
        raise CannotDo(_("Who asked for it no longer works here: an administrator can ask anew."))

    def show(progress: Progress) -> None:
        work.tell(progress.done, progress.total, worded(progress.words, asker.zone))

    try:
        result = run(
            request, show, work.is_cancelled, history=_history(work, request, asker), say=_say
        )
    except BadInputError as error:
        raise CannotDo(worded(error.said, asker.zone)) from None
    except TooLong as error:
        length = worded(in_round_words(error.seconds), asker.zone)
        sentence = _(
            "This would take about %(length)s. Take fewer runs, cases or weeks, or simulate with"
            " the command on a machine of its own."
        )
        raise CannotDo(sentence % {"length": length}) from None
    except CharterErrors as errors:
        raise CannotDo(str(errors)) from None
    if not result.complete:
        raise Cancelled
    return {
        "result": result_as_json(result),
        "texts": job.arguments["texts"],
        "of_desk": request.people.name == DESK_PEOPLE,
    }


def _history(work: Work, request: Request, asker: Person) -> tuple[Recorded, ...]:
    if request.source != "history":
        return ()
    job = work.job
    since = job.asked_at - timedelta(days=job.arguments["days"])
    return tuple(recorded_history(asker, job.arguments["charter"], since, job.asked_at))


def _say(said: Phrase, zone: str) -> str:
    return worded(said, ZoneInfo(zone))

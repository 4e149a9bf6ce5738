"""Requests of runbooks: the desk asks them itself, by its one way out (trust.md rule 5)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from charterdesk.automation.advancing import step_of
from charterdesk.automation.book import Http
from charterdesk.automation.faults import NO_REQUEST
from charterdesk.automation.filling import request_of
from charterdesk.automation.handing import begin_step, finish_step, give_step
from charterdesk.automation.judging import Result
from charterdesk.automation.models import RunStep
from charterdesk.kit.egress import EgressFailed, EgressRefused, call
from charterdesk.notifications.ways_out import WaysOut, ways_out

DESK_ITSELF = ""
LONGEST_ANSWER = 256 * 1024
JSON = "application/json"


def ask_next(*, at: datetime, clock: Callable[[], datetime]) -> bool:
    """Ask the next request that waits; False where none does. Raises MalformedSetting.

    Nothing goes out inside a transaction; who dies with it is followed by another.
    """
    row = give_step(DESK_ITSELF, at)
    if row is None:
        return False
    if begin_step(DESK_ITSELF, row.token, at):
        finish_step(DESK_ITSELF, row.token, _answered(row, ways_out()), clock())
    return True


def _answered(row: RunStep, ways: WaysOut) -> Result:
    step = step_of(row)
    if step is None or not isinstance(step.way, Http):
        return Result(fault=NO_REQUEST, refused=True)
    asked = request_of(step.way, row.run.values)
    within = replace(ways.allowance(asked.url), longest=step.within, most_bytes=LONGEST_ANSWER)
    headers = {"User-Agent": "Charterdesk", **({"Content-Type": JSON} if asked.body else {})}
    try:
        answer = call(asked.method, asked.url, within=within, body=asked.body, headers=headers)
    except EgressRefused as refusal:
        return Result(fault=str(refusal), refused=True)
    except EgressFailed as failure:
        return Result(fault=str(failure))
    return Result(code=answer.status, output=answer.body.decode("utf-8", "replace"))

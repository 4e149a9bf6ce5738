"""The runner at work: a few hands, each asks, does and tells, until it is told to stop.

A desk that is away is asked again, ever more seldom; a result is told until the desk has it.
"""

import logging
from collections.abc import Callable, Mapping
from threading import Event, Thread
from typing import Any

from charterdesk.kit.settings_readers import CannotStart
from charterdesk.runner.allowing import Allowed
from charterdesk.runner.line import DeskAway, KeyRefused, Line
from charterdesk.runner.performing import Outcome, Refused, checked, perform

# A desk that answers at once with nothing is asked no oftener than this.
ASK_EVERY = 1.0
GOODBYE = 3.0
PAUSES = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
# A result that the desk did not take within a day is of no use any more.
MOST_TRIES = 3_000

log = logging.getLogger("charterdesk.runner")


def go(line: Line, allowed: Allowed, stop: Event) -> None:
    """Work until `stop` is set; what is under way then is ended and told."""
    hands = [
        Thread(target=_hand, args=(line, allowed, stop), daemon=True)
        for _ in range(allowed.at_once)
    ]
    log.info("At work for %s, %d at once.", line.url, allowed.at_once)
    for hand in hands:
        hand.start()
    stop.wait()
    for hand in hands:
        # Who only waits for the desk's answer is not waited for.
        hand.join(GOODBYE)
    log.info("Stopped.")


def go_once(line: Line, allowed: Allowed, stop: Event) -> bool:
    """Do the next step, if there is one now; raises DeskAway."""
    step = line.ask(hold=0)
    if step is not None:
        _do(line, allowed, step, stop)
    return step is not None


def _hand(line: Line, allowed: Allowed, stop: Event) -> None:
    tries = 0
    while not stop.is_set():
        try:
            tries = 0 if _turn(line, allowed, stop) else tries
        except (DeskAway, CannotStart) as fault:
            tries += 1
            if tries == 1 or isinstance(fault, KeyRefused):
                log.warning("%s It is tried again.", fault)
            last = isinstance(fault, KeyRefused | CannotStart)
            stop.wait(PAUSES[-1] if last else PAUSES[min(tries, len(PAUSES)) - 1])


def _turn(line: Line, allowed: Allowed, stop: Event) -> bool:
    step = line.ask()
    if step is None:
        stop.wait(ASK_EVERY)
    elif not stop.is_set():
        _do(line, allowed, step, stop)
    return True


def _do(line: Line, allowed: Allowed, step: Mapping[str, Any], stop: Event) -> None:
    """One step, from its token to the desk's answer that it has the result."""
    token, name = str(step.get("token", "")), str(step.get("name", ""))[:60]
    try:
        task = checked(step, allowed)
    except Refused as refusal:
        log.warning("Refused: %s", refusal)
        _tell(line, token, Outcome(None, fault=str(refusal), refused=True), stop)
        return
    if not _insist(lambda: line.begin(token), stop):
        log.info("Not begun any more: %s", name)
        return
    log.info("Begun: %s", name)
    outcome = perform(task, allowed, stop)
    log.info("Ended: %s (%s)", name, outcome.fault or outcome.code)
    _tell(line, token, outcome, stop)


def _tell(line: Line, token: str, outcome: Outcome, stop: Event) -> None:
    """The desk is told until it has it; a last word also where the runner is to stop."""

    def told() -> bool:
        line.finish(token, outcome)
        return True

    if stop.is_set():
        _insist(told, Event(), most=2)
    else:
        _insist(told, stop)


def _insist(act: Callable[[], bool], stop: Event, most: int = MOST_TRIES) -> bool:
    """What the desk answers, however long it is away; False where it never did."""
    for count in range(most):
        try:
            return act()
        except (DeskAway, CannotStart) as fault:
            if not count:
                log.warning("%s It is told again.", fault)
            if stop.wait(PAUSES[min(count, len(PAUSES) - 1)]):
                return False
    return False

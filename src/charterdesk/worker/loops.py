"""The worker's process: loops that tick, deliver, check and do jobs, until it is told to stop.

A loop outlives whatever one round does to it: it says what went wrong, waits a moment and goes
on. It sleeps until the next thing is due, at most a quarter of a second, so that work which
another process has just queued is seen at once.
"""

import logging
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Protocol

from django.db import close_old_connections, connection

from charterdesk.kit.stop_signals import set_at_the_end
from charterdesk.kit.wallclock import now
from charterdesk.notifications.carriers import carriers_of_the_desk
from charterdesk.notifications.delivery import next_send_at
from charterdesk.oncall.commands import next_reading_at, reread_next
from charterdesk.worker.accessing import access_rounds
from charterdesk.worker.alerting import alert_rounds
from charterdesk.worker.automating import request_rounds, run_rounds
from charterdesk.worker.checking import Checker
from charterdesk.worker.crew import Crew
from charterdesk.worker.delivering import Deliverer, Settler
from charterdesk.worker.heartbeat import heartbeat_of_the_desk
from charterdesk.worker.jobs import JobRunner, Start
from charterdesk.worker.newsing import NewsRounds
from charterdesk.worker.pulse import SIGN_EVERY, Part, Pulse, SignOfLife
from charterdesk.worker.rounds import Rounds
from charterdesk.worker.ticking import GONE, next_wake, tick_due
from charterdesk.worker.tracking import tracker_rounds
from charterdesk.worker.upkeep import chat_rounds, contract_rounds, mail_rounds, update_rounds

NAP = timedelta(milliseconds=250)
BREATH = timedelta(seconds=1)
LAST_MAIL = timedelta(seconds=40)
# A job of hours must not keep a short one waiting.
JOBS_AT_ONCE = 2
# A server that does not answer must not keep the checks of others waiting.
REQUESTS_AT_ONCE = 2

log = logging.getLogger(__name__)


class Stepper(Protocol):
    """What a loop goes round: rounds, or something that works like them."""

    def step(self, at: datetime) -> object:
        """Do one thing; whether there was any."""

    def due(self) -> datetime | None:
        """When the next is due; None where that can't be said."""


@dataclass(frozen=True, slots=True)
class Loop:
    """`step` does one thing at a moment and says whether there was any; `due` is the next one's.

    `end` brings to its end what has begun, once the loop is over; `pulse` hears of each round.
    """

    name: str
    step: Callable[[datetime], object]
    due: Callable[[], datetime | None]
    end: Callable[[], None] = lambda: None
    pulse: Pulse = field(default_factory=Pulse)

    def run(self, stop: Event) -> None:
        """Step until `stop` is set."""
        try:
            while not stop.is_set():
                rest = self.round()
                self.pulse.came_round(self.name, now())
                stop.wait(rest.total_seconds())
            self.end()
        finally:
            connection.close()

    def round(self) -> timedelta:
        """One step, and how long to sleep after it; nothing that goes wrong comes through."""
        try:
            if self.step(now()):
                return timedelta()
            due = self.due()
            return NAP if due is None else max(min(due - now(), NAP), timedelta())
        except GONE as error:
            log.error(
                "The database does not answer (%s): %s", self.name, " ".join(str(error).split())
            )
            close_old_connections()
            connection.close()
            return BREATH
        except Exception as fault:
            log.exception("The loop %s met a fault and goes on", self.name)
            self.pulse.met(self.name, fault, now())
            return BREATH


def sign_loop(pulse: Pulse, parts: Collection[Part]) -> Loop:
    """The loop that tells the database how the others do."""
    sign = SignOfLife(pulse, parts)
    rounds = Rounds(sign.write, SIGN_EVERY, steady=True)
    return Loop("sign", rounds.step, rounds.due, sign.drop)


def loops_of(
    parts: Collection[Part], *, senders: int, runners: Collection[JobRunner]
) -> list[Loop]:
    """The loops of these parts; raises MalformedSetting."""
    return [loop for part in parts for loop in _loops(part, senders, runners)]


def _loops(part: Part, senders: int, runners: Collection[JobRunner]) -> Iterator[Loop]:
    match part:
        case Part.WAKES:
            yield Loop("tick", tick_due, next_wake)
        case Part.NOTICES:
            crew = Crew(senders, carriers_of_the_desk)
            yield Loop("deliver", crew.step, next_send_at, crew.close)
            yield Loop("settle", Settler().step, lambda: None)
        case Part.JOBS:
            yield Loop("calendars", lambda at: reread_next(at=at), next_reading_at)
            for name, stepper in _steppers(runners):
                yield Loop(name, stepper.step, stepper.due)


def _steppers(runners: Collection[JobRunner]) -> Iterator[tuple[str, Stepper]]:
    checker = Checker()
    yield "check", checker
    yield "heartbeat", heartbeat_of_the_desk(checker)
    yield "mail", mail_rounds()
    yield "chats", chat_rounds()
    yield "welcome", contract_rounds()
    yield "updates", update_rounds()
    yield "trackers", tracker_rounds()
    yield "runs", run_rounds()
    yield from (("requests", request_rounds()) for _ in range(REQUESTS_AT_ONCE))
    yield "alerts", alert_rounds()
    yield "access", access_rounds()
    yield "news", NewsRounds()
    yield from (("jobs", runner) for runner in runners)


def work(*, parts: Collection[Part], senders: int, start_job: Start) -> None:
    """Do these parts until SIGTERM or Ctrl-C; what has begun is brought to its end.

    A job that runs is put back instead: `start_job` begins its process anew at another worker.
    """
    stop = Event()
    set_at_the_end(stop)
    runners = [JobRunner(start_job) for _ in range(JOBS_AT_ONCE)]
    pulse = Pulse()
    loops = loops_of(parts, senders=senders, runners=runners)
    loops = [replace(loop, pulse=pulse) for loop in (*loops, sign_loop(pulse, parts))]
    threads = [Thread(target=loop.run, args=[stop], daemon=True) for loop in loops]
    for thread in threads:
        thread.start()
    log.info("At work, with %d senders.", senders)
    stop.wait()
    log.info("Told to stop: what has begun is brought to its end.")
    for thread in threads:
        thread.join(LAST_MAIL.total_seconds())
    for runner in runners:
        runner.close()


def work_off(at: datetime) -> None:
    """Do all that is due at `at`, once, then return. Raises one of GONE."""
    carriers = carriers_of_the_desk()
    deliver = Deliverer(carriers).step
    mail_rounds().step(at)
    chat_rounds().step(at)
    while reread_next(at=at):
        pass
    contract_rounds().step(at)
    update_rounds().step(at)
    alerts = alert_rounds()
    while alerts.step(at):
        pass
    runs, requests = run_rounds(), request_rounds(lambda: at)
    while runs.step(at) or requests.step(at):
        pass
    for rounds in (tracker_rounds(lambda: at), access_rounds(lambda: at)):
        while rounds.step(at):
            pass
    news = NewsRounds()
    while tick_due(at) or news.step(at) or deliver(at):
        pass

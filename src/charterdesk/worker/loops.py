"""The worker's process: loops that tick, deliver, check and do jobs, until it is told to stop.

A loop outlives whatever one round does to it: it says what went wrong, waits a moment and goes
on. It sleeps until the next thing is due, at most a quarter of a second, so that work which
another process has just queued is seen at once.
"""

import logging
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from threading import Event, Thread

from django.db import close_old_connections, connection

from charterdesk.kit.stop_signals import set_at_the_end
from charterdesk.kit.wallclock import now
from charterdesk.notifications.carriers import carriers_of_the_desk
from charterdesk.notifications.delivery import next_send_at
from charterdesk.oncall.commands import next_reading_at, reread_next
from charterdesk.worker.accessing import AccessRounds
from charterdesk.worker.alerting import AlertRounds
from charterdesk.worker.automating import RequestRounds, RunRounds
from charterdesk.worker.chatting import ChatRounds
from charterdesk.worker.checking import Checker
from charterdesk.worker.crew import Crew
from charterdesk.worker.delivering import Deliverer, Settler
from charterdesk.worker.heartbeat import heartbeat_of_the_desk
from charterdesk.worker.jobs import JobRunner, Start
from charterdesk.worker.launching import Launcher
from charterdesk.worker.newsing import NewsRounds
from charterdesk.worker.ticking import GONE, next_wake, tick_due
from charterdesk.worker.tracking import TrackerRounds
from charterdesk.worker.updating import UpdateRounds
from charterdesk.worker.waiting_mail import WaitingMail

NAP = timedelta(milliseconds=250)
BREATH = timedelta(seconds=1)
LAST_MAIL = timedelta(seconds=40)
# A job of hours must not keep a short one waiting.
JOBS_AT_ONCE = 2
# A server that does not answer must not keep the checks of others waiting.
REQUESTS_AT_ONCE = 2

log = logging.getLogger(__name__)


class Part(StrEnum):
    """What a worker's process may do. `jobs` has all that is neither waking nor telling."""

    WAKES = "wakes"
    NOTICES = "notices"
    JOBS = "jobs"


@dataclass(frozen=True, slots=True)
class Loop:
    """`step` does one thing at a moment and says whether there was any; `due` is the next one's.

    `end` brings to its end what has begun, once the loop is over.
    """

    name: str
    step: Callable[[datetime], object]
    due: Callable[[], datetime | None]
    end: Callable[[], None] = lambda: None

    def run(self, stop: Event) -> None:
        """Step until `stop` is set."""
        try:
            while not stop.is_set():
                stop.wait(self.round().total_seconds())
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
        except Exception:
            log.exception("The loop %s met a fault and goes on", self.name)
            return BREATH


def tick_loop() -> Loop:
    """The loop that wakes cases."""
    return Loop("tick", tick_due, next_wake)


def deliver_loop(senders: int) -> Loop:
    """The loop that delivers, so many notices at once; raises MalformedSetting."""
    crew = Crew(senders, carriers_of_the_desk)
    return Loop("deliver", crew.step, next_send_at, crew.close)


def settle_loop() -> Loop:
    """The loop that tells cases what became of deliveries."""
    return Loop("settle", Settler().step, lambda: None)


def check_loop(checker: Checker) -> Loop:
    """The loop that looks after the wakes."""
    return Loop("check", checker.step, checker.due)


def heartbeat_loop(checker: Checker) -> Loop:
    """The loop that tells the watch outside that all goes well; raises MalformedSetting."""
    heartbeat = heartbeat_of_the_desk(checker)
    return Loop("heartbeat", heartbeat.step, heartbeat.due)


def mail_loop() -> Loop:
    """The loop that takes stored mail whose own process has died."""
    waiting = WaitingMail()
    return Loop("mail", waiting.step, waiting.due)


def chat_loop() -> Loop:
    """The loop that gives chats back, and lets none wait for ever."""
    rounds = ChatRounds()
    return Loop("chats", rounds.step, rounds.due)


def calendar_loop() -> Loop:
    """The loop that reads others' calendars again."""
    return Loop("calendars", lambda at: reread_next(at=at), next_reading_at)


def welcome_loop() -> Loop:
    """The loop that launches contracts on the day of their start."""
    launcher = Launcher()
    return Loop("welcome", launcher.step, launcher.due)


def update_loop() -> Loop:
    """The loop that warns of updates that customers were told to expect."""
    rounds = UpdateRounds()
    return Loop("updates", rounds.step, rounds.due)


def tracker_loop() -> Loop:
    """The loop that asks and reads other people's trackers; raises MalformedSetting."""
    rounds = TrackerRounds()
    return Loop("trackers", rounds.step, rounds.due)


def run_loop() -> Loop:
    """The loop that begins runs of runbooks, and misses steps that nobody finishes."""
    rounds = RunRounds()
    return Loop("runs", rounds.step, rounds.due)


def request_loop() -> Loop:
    """The loop that asks what runbooks ask over HTTP."""
    rounds = RequestRounds()
    return Loop("requests", rounds.step, rounds.due)


def alert_loop() -> Loop:
    """The loop that takes what machines delivered."""
    rounds = AlertRounds()
    return Loop("alerts", rounds.step, rounds.due)


def news_loop() -> Loop:
    """The loop that brings news of cases to those who follow them."""
    rounds = NewsRounds()
    return Loop("news", rounds.step, rounds.due)


def access_loop() -> Loop:
    """The loop over customers' systems; raises MalformedSetting."""
    rounds = AccessRounds()
    return Loop("access", rounds.step, rounds.due)


def job_loop(runner: JobRunner) -> Loop:
    """A loop that looks after one job at a time."""
    return Loop("jobs", runner.step, runner.due)


def loops_of(
    parts: Collection[Part], *, senders: int, runners: Collection[JobRunner]
) -> list[Loop]:
    """The loops of these parts; raises MalformedSetting."""
    return [loop for part in parts for loop in _loops(part, senders, runners)]


def _loops(part: Part, senders: int, runners: Collection[JobRunner]) -> Iterator[Loop]:
    match part:
        case Part.WAKES:
            yield tick_loop()
        case Part.NOTICES:
            yield deliver_loop(senders)
            yield settle_loop()
        case Part.JOBS:
            checker = Checker()
            yield check_loop(checker)
            yield heartbeat_loop(checker)
            yield mail_loop()
            yield chat_loop()
            yield calendar_loop()
            yield welcome_loop()
            yield update_loop()
            yield tracker_loop()
            yield run_loop()
            yield from (request_loop() for _ in range(REQUESTS_AT_ONCE))
            yield alert_loop()
            yield access_loop()
            yield news_loop()
            yield from map(job_loop, runners)


def work(*, parts: Collection[Part], senders: int, start_job: Start) -> None:
    """Do these parts until SIGTERM or Ctrl-C; what has begun is brought to its end.

    A job that runs is put back instead: `start_job` begins its process anew at another worker.
    """
    stop = Event()
    set_at_the_end(stop)
    runners = [JobRunner(start_job) for _ in range(JOBS_AT_ONCE)]
    loops = loops_of(parts, senders=senders, runners=runners)
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
    WaitingMail().step(at)
    ChatRounds().step(at)
    while reread_next(at=at):
        pass
    Launcher().step(at)
    UpdateRounds().step(at)
    alerts = AlertRounds()
    while alerts.step(at):
        pass
    runs, requests = RunRounds(), RequestRounds(lambda: at)
    while runs.step(at) or requests.step(at):
        pass
    trackers = TrackerRounds(lambda: at)
    while trackers.step(at):
        pass
    access = AccessRounds(lambda: at)
    while access.step(at):
        pass
    news = NewsRounds()
    while tick_due(at) or news.step(at) or deliver(at):
        pass

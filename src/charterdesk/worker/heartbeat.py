"""A sign of life to a watch outside: as long as it comes, cases are woken and people are told.

It is sent once a minute, and only where the second look goes on, no wake is overdue and no urgent
notice lies about, whichever process was to see to it. The watch outside raises the alarm when the
sign fails to come, so that nothing in here has to work for it (trust.md R4).
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from charterdesk.cases.models import Case
from charterdesk.kit.egress import EgressFailed, EgressRefused, call
from charterdesk.kit.settings_readers import MalformedSetting, read_text
from charterdesk.notifications.models import Notice
from charterdesk.notifications.ways_out import ways_out
from charterdesk.worker.checking import Checker

SETTING = "CHARTERDESK_HEARTBEAT"
BEAT_EVERY = timedelta(minutes=1)
# After a refusal or a fault: the watch should not raise an alarm for one lost packet.
AGAIN_AFTER = timedelta(seconds=10)
LOOKS_STOPPED = timedelta(minutes=1)
WAKES_LATE = timedelta(minutes=2)
NOTICES_LATE = timedelta(minutes=5)
UNSENT = [Notice.State.QUEUED, Notice.State.SENDING, Notice.State.FAILED]

log = logging.getLogger(__name__)


class Heartbeat:
    """When the next sign is due; `beat` sends it, and is None where nobody watches."""

    def __init__(self, checker: Checker, beat: Callable[[], None] | None) -> None:
        self._checker, self._beat = checker, beat
        self._beat_at: datetime | None = None

    def due(self) -> datetime | None:
        """When the next sign is due; None for at once, or never where nobody watches."""
        return self._beat_at

    def step(self, at: datetime) -> bool:
        """Send a sign of life if one is due and deserved; True where it was sent."""
        if self._beat is None or (self._beat_at is not None and at < self._beat_at):
            return False
        self._beat_at = at + AGAIN_AFTER
        if trouble := what_is_wrong(self._checker.looked_at, at):
            log.error("No sign of life is sent: %s", trouble)
            return False
        try:
            self._beat()
        except (EgressRefused, EgressFailed) as error:
            log.error("The sign of life did not arrive: %s", error)
            return False
        self._beat_at = at + BEAT_EVERY
        return True


def what_is_wrong(looked_at: datetime | None, at: datetime) -> str:
    """Why a sign of life would be a lie, in one sentence; "" where all goes well. Two queries."""
    if looked_at is None or at - looked_at > LOOKS_STOPPED:
        return "the second look after the wakes has stopped."
    overdue = Case.objects.filter(next_wake_at__lt=at - WAKES_LATE).order_by("next_wake_at")
    if (wake := overdue.values_list("next_wake_at", flat=True).first()) is not None:
        return f"a case should have been woken at {wake:%Y-%m-%d %H:%M:%S} UTC."
    waiting = Notice.objects.filter(state__in=UNSENT, urgent=True, send_at__lt=at - NOTICES_LATE)
    if (due := waiting.values_list("send_at", flat=True).order_by("send_at").first()) is not None:
        return f"an urgent notice should have been sent at {due:%Y-%m-%d %H:%M:%S} UTC."
    return ""


def heartbeat_of_the_desk(checker: Checker) -> Heartbeat:
    """As the operator has named the watch; raises MalformedSetting."""
    url = read_text(SETTING, "").strip()
    if not url:
        return Heartbeat(checker, None)
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise MalformedSetting(f"{SETTING} wants the address that your watch gave you, by https.")
    within = ways_out().with_host_of(url).allowance(url)

    def beat() -> None:
        answer = call("POST", url, within=within)
        if not 200 <= answer.status < 300:
            raise EgressFailed(f"{parts.hostname} answered {answer.status}.")

    return Heartbeat(checker, beat)

"""A desk with one tracker, `bugs`, and what its worker and its people do with it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import yaml

from charterdesk.cases.models import Case, Message
from charterdesk.cases.store import load
from charterdesk.engine.case import Bug
from charterdesk.kit.wallclock import now
from charterdesk.trackers.asking import bring_next
from charterdesk.trackers.commands import link_known_bug, raise_bug
from charterdesk.trackers.kinds import Tracker
from charterdesk.trackers.mirroring import read_next
from charterdesk.trackers.models import BugLink, TrackedBug, TrackerAsk
from charterdesk.trackers.named import SETTING, trackers_of_the_desk
from charterdesk.trackers.telling import tell_next
from tests.apps.cast import ada


def settings_for(monkeypatch: pytest.MonkeyPatch, *, private: bool = True, **said: object) -> None:
    """One tracker, `bugs`, on the loopback, as an operator would name a machine of the house."""
    monkeypatch.setenv(SETTING, yaml.safe_dump({"bugs": said}))
    if private:
        monkeypatch.setenv("CHARTERDESK_OUT_NETWORKS", "127.0.0.0/8")


def tracker() -> Tracker:
    """The tracker."""
    return trackers_of_the_desk()["bugs"]


def worked(after: timedelta = timedelta()) -> None:
    """The worker does all that is due, `after` from now."""
    trackers = trackers_of_the_desk()

    def clock() -> datetime:
        return now() + after

    tell_next(clock())
    for round_ in (bring_next, read_next):
        for _ in range(30):
            if round_(trackers, at=clock(), clock=clock) is None:
                break


def asked(case: Case, title: str = "It falls over", text: str = "On every start.") -> TrackerAsk:
    """Ada asks for a new bug."""
    ask = raise_bug(
        case=case, tracker=tracker(), title=title, text=text, critical=False, by=ada(), at=now()
    )
    assert isinstance(ask, TrackerAsk), ask
    return ask


def known(case: Case, typed: str) -> TrackerAsk:
    """Ada names a bug that is there."""
    ask = link_known_bug(
        case=case, tracker=tracker(), typed=typed, critical=False, by=ada(), at=now()
    )
    assert isinstance(ask, TrackerAsk), ask
    return ask


def raised(case: Case) -> TrackedBug:
    """A bug of the case, raised and read."""
    ask = asked(case)
    worked()
    ask.refresh_from_db()
    assert ask.bug is not None, ask.fault
    return TrackedBug.objects.get(pk=ask.bug.pk)


def link_of(case: Case) -> BugLink:
    """The one bug on the case."""
    return BugLink.objects.select_related("bug", "case").get(case=case)


def bugs_of(case: Case) -> list[Bug]:
    """The bugs that the case has by its events."""
    return list(load(case.pk).state.bugs.values())


def notes_of(case: Case) -> list[str]:
    """The internal notes of the case."""
    notes = Message.objects.filter(case=case, public=False).order_by("pk")
    return list(notes.values_list("text", flat=True))


Later = Callable[[timedelta], None]
HOUR = timedelta(hours=1)

"""The bugs that the sample's cases name are asked for in the trackers that the desk has."""

from datetime import datetime

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import granted
from charterdesk.cases.models import Case
from charterdesk.cases.store import load
from charterdesk.trackers.commands import link_known_bug
from charterdesk.trackers.named import trackers_of_the_desk


def follow_bugs(*, by: Person, at: datetime) -> None:
    """Each open case's bugs are mirrored from now on; without trackers nothing happens."""
    trackers = trackers_of_the_desk()
    for case in Case.objects.filter(is_open=True) if trackers else ():
        for label in load(case.pk).state.bugs:
            tracker = trackers.get(label.partition("#")[0])
            if tracker is not None:
                granted(
                    link_known_bug(
                        case=case, tracker=tracker, typed=label, critical=False, by=by, at=at
                    )
                )

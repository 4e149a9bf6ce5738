"""Cases that whoever asks begins or stops to watch, many at a time; undone to how each was."""

from django.utils.translation import gettext as _

from charterdesk.cases.commands.watching import leave_watch, stop_watching, watch_case
from charterdesk.cases.models import Case, Watch
from charterdesk.lists.becoming import Became, Doing, Given

WATCH, UNWATCH, LEAVE = "watch", "unwatch", "leave watch"
ON, STOPPED = Watch.State.ON, Watch.State.STOPPED


def watch(case: Case, _given: Given, doing: Doing) -> Became:
    """Its news come to whoever asks, also where they had stopped watching."""
    was = _state(case, doing)
    if was == ON:
        return Became("skipped", _("You watched it already."))
    watch_case(case=case, by=doing.by, at=doing.at)
    return Became("done", _("You watch it."), {"act": UNWATCH if was == STOPPED else LEAVE})


def unwatch(case: Case, _given: Given, doing: Doing) -> Became:
    """Its news come no more."""
    if _state(case, doing) != ON:
        return Became("skipped", _("You did not watch it."))
    stop_watching(case=case, by=doing.by, at=doing.at)
    return Became("done", _("You watch it no more."), {"act": WATCH})


def leave(case: Case, _given: Given, doing: Doing) -> Became:
    """It is as if the watching had never begun: later deeds may begin it again by themselves."""
    if leave_watch(case=case, by=doing.by):
        return Became("done", _("You watch it no more."))
    if _state(case, doing) == ON:
        return Became("skipped", _("You have answered on it since, so you go on watching it."))
    return Became("skipped", _("You did not watch it."))


def _state(case: Case, doing: Doing) -> str | None:
    """How the asker watches the case; None for never."""
    found = Watch.objects.filter(case=case, person=doing.by).values_list("state", flat=True)
    return found.first()

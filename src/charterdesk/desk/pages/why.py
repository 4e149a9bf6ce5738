"""Why a clock stands where it stands: the engine's explanation, step by step."""

from datetime import timedelta

from django.utils.translation import gettext as _

from charterdesk.cases.models import Case
from charterdesk.cases.store import Loaded
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.pages.clocks import clock_of
from charterdesk.desk.values import WhyPage
from charterdesk.engine.charter.values import NOWHERE, Charter
from charterdesk.engine.explain import Explained, explain_promise
from charterdesk.engine.standing import Standing
from charterdesk.look.moments import length_words
from charterdesk.look.values import TraceStep
from charterdesk.visit.reader import Reader

VERDICTS = {"Pause": "pause", "Arithmetic": "sum", "Due": "sum", "Start": "sum", "Change": "sum"}


def why_page(loaded: Loaded, standing: Standing, reader: Reader, urls: CaseUrls) -> WhyPage:
    """The explanation of one promise of the case."""
    row: Case = loaded.row
    steps = (
        explain_promise(loaded.charter, loaded.state, standing.promise, reader.person.zone)
        if standing.promise
        else ()
    )
    return WhyPage(
        ref=row.number,
        subject=row.subject or _("(no subject)"),
        clock=clock_of(standing, reader, "", loaded.state.waiting_on),
        answer=_answer(standing, reader),
        steps=tuple(_step(step, loaded.charter) for step in steps),
        charter=_charter(loaded.charter),
        back_url=urls.page(),
    )


def _answer(standing: Standing, reader: Reader) -> str:
    """The sum of it in one sentence of the reader's language."""
    promise = standing.promise
    if promise is None or not promise.term.target.has_due:
        return _("No time is promised for this; it is measured and shown.")
    said = {
        "target": promise.term.target.text,
        "hours": promise.term.hours,
        "start": reader.full(promise.start),
        "due": reader.full(standing.due or promise.due_at(reader.at) or promise.start),
        "ended": reader.full(standing.met or promise.ended_at or reader.at),
    }
    if standing.is_ == "paused":
        return _("Nothing is due while it is paused; %(left)s are left of it.") % {
            "left": length_words(standing.left or timedelta())
        }
    if not standing.is_open:
        return _("It was due %(due)s and was done %(ended)s.") % said
    if standing.is_ == "breached":
        return _("It was due %(due)s: %(target)s of “%(hours)s” from %(start)s.") % said
    return _("It is due %(due)s: %(target)s of “%(hours)s” from %(start)s.") % said


def _step(step: Explained, charter: Charter) -> TraceStep:
    clause = ""
    if step.place != NOWHERE:
        clause = _("line %(line)d") % {"line": step.place.line}
    return TraceStep(
        text=step.text,
        clause=clause,
        verdict=VERDICTS.get(step.heading, "no" if step.heading == "Breach" else "yes"),  # type: ignore[arg-type]  # words of the trace
    )


def _charter(charter: Charter) -> str:
    said = {"title": charter.title or charter.name, "version": charter.version}
    return _("Charter “%(title)s”, version %(version)d") % said

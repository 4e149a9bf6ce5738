"""Why a clock stands where it stands: the engine's explanation, step by step."""

from django.utils.translation import gettext as _

from charterdesk.cases.models import Case
from charterdesk.cases.store import Loaded
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.pages.clocks import clock_of
from charterdesk.desk.pages.reader import Reader
from charterdesk.desk.values import WhyPage
from charterdesk.engine.charter.values import NOWHERE, Charter
from charterdesk.engine.explain import Explained, explain_promise
from charterdesk.engine.standing import Standing
from charterdesk.look.values import TraceStep

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
        answer=_answer(steps),
        steps=tuple(_step(step, loaded.charter) for step in steps),
        charter=_charter(loaded.charter),
        back_url=urls.page(),
    )


def _answer(steps: tuple[Explained, ...]) -> str:
    """The sum where there is one, else the clause."""
    sums = [step.text for step in steps if step.heading in ("Arithmetic", "Due")]
    return sums[-1] if sums else steps[0].text if steps else ""


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

"""Why a promise is due when it is, as the customer may read it: every step, nothing internal."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.cases.store import Loaded
from charterdesk.engine.explain import explain_promise
from charterdesk.engine.standing import Standing
from charterdesk.look.tracing import sentence, trace_of
from charterdesk.look.values import Clock, TraceStep
from charterdesk.portal.asking import Visit
from charterdesk.portal.case_page import charter_url
from charterdesk.portal.clocks import clock_for


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyPage:
    """The answer in one sentence, and the steps to it."""

    number: str
    subject: str
    clock: Clock
    answer: str
    steps: tuple[TraceStep, ...]
    charter: str
    charter_url: str
    case_url: str


def why_page(visit: Visit, loaded: Loaded, standing: Standing) -> WhyPage:
    """The page for one promise, in the reader's zone."""
    if standing.promise is None:
        raise ValueError(f"nothing is promised of the kind {standing.kind}")
    charter, row = loaded.charter, loaded.row
    explanation = explain_promise(
        charter, loaded.state, standing.promise, visit.zone.key, "customer"
    )
    said = {"title": charter.title or charter.name, "version": charter.version}
    return WhyPage(
        number=row.number,
        subject=row.subject or _("(no subject)"),
        clock=clock_for(standing, row, visit.at, visit.zone),
        answer=sentence(explanation.answer, visit.zone),
        steps=trace_of(explanation, visit.zone, lines=False),
        charter=_("By “%(title)s”, version %(version)d") % said,
        charter_url=charter_url(charter.name, visit.at),
        case_url=reverse("portal:case", args=[row.number]),
    )

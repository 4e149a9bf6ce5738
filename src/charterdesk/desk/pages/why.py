"""Why a clock stands where it stands, why somebody was told, why an act must wait: step by step."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from charterdesk.cases.store import Loaded
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.pages.clocks import clock_id, clock_of
from charterdesk.desk.values import WhyPage
from charterdesk.engine.case import Case as State
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.events import Told
from charterdesk.engine.explain import (
    Explanation,
    explain_case,
    explain_gate,
    explain_notice,
    explain_promise,
)
from charterdesk.engine.standing import Standing
from charterdesk.look.tracing import sentence, trace_of
from charterdesk.oncall.queries import rota_for
from charterdesk.oncall.turns import DutyTurns
from charterdesk.visit.reader import Reader


@dataclass(frozen=True, slots=True)
class Known:
    """A case as it was known at a moment, for a reader; `at` is that moment as it was typed."""

    loaded: Loaded
    charter: Charter
    state: State
    reader: Reader
    urls: CaseUrls
    at: str = ""
    trouble: str = ""


def why_clock(known: Known, standing: Standing) -> WhyPage:
    """The explanation of one promise of the case; at a past moment as it was known then."""
    promise = standing.promise
    if promise is None:
        raise ValueError(f"nothing is promised of the kind {standing.kind}")
    zone = known.reader.person.zone
    explanation = explain_promise(known.charter, known.state, promise, zone)
    clock = clock_of(standing, known.reader, "", known.state.waiting_on)
    return _page(
        known,
        explanation,
        name=clock.name,
        clock=clock,
        case_url=known.urls.of("why_case"),
        **_looking_back(known, "why", clock_id(standing)),
    )


def why_case(known: Known) -> WhyPage:
    """How the priority came and changed, which ladders run and why not, what is not promised."""
    explanation = explain_case(known.charter, known.state)
    return _page(known, explanation, name=_("The case"), **_looking_back(known, "why_case"))


def why_told(known: Known, told: Told) -> WhyPage:
    """Why this person was told: the rule, and who stood behind the role at that moment."""
    rota = rota_for(known.charter)
    explanation = explain_notice(known.charter, known.state, told, rota, DutyTurns(rota))
    return _page(known, explanation, name=_("The notice of %(when)s") % {
        "when": known.reader.full(told.at)
    })  # fmt: skip


def why_waits(known: Known, act: str) -> WhyPage:
    """What an act still waits for, and what of it is there."""
    reader = known.reader
    explanation = explain_gate(
        known.charter, known.state, act, reader.at, rota_for(known.charter),
        by=reader.person.username,
    )  # fmt: skip
    return _page(known, explanation, name=_("The act “%(act)s”") % {"act": act})


def _looking_back(known: Known, name: str, *args: str) -> dict[str, str]:
    """The form for a past moment, on a page that knows one."""
    return {
        "look_url": CaseUrls(known.urls.number).of(name, *args),
        "came_from": known.urls.back,
        "at": known.at,
        "known_at": known.reader.full(known.reader.at) if known.at else "",
        "trouble": known.trouble,
    }


def _page(known: Known, explanation: Explanation, **given: object) -> WhyPage:
    row, reader = known.loaded.row, known.reader
    names: Mapping[str, str] = reader.names
    return WhyPage(
        ref=row.number,
        subject=row.subject or _("(no subject)"),
        answer=sentence(explanation.answer, reader.zone, names),
        steps=trace_of(explanation, reader.zone, names),
        charter=_charter(known.charter),
        back_url=known.urls.page(),
        **{"clock": None, **given},  # type: ignore[arg-type]  # the fields of this kind of why
    )


def _charter(charter: Charter) -> str:
    said = {"title": charter.title or charter.name, "version": charter.version}
    return _("Charter “%(title)s”, version %(version)d") % said

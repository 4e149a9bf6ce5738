"""What automation does on the case: gated acts, notes, and who is told of them (R-HFN-12)."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import translation

from charterdesk.automation.book import ANYBODY, Runbook, Step
from charterdesk.automation.models import Run, RunStep
from charterdesk.automation.wording import approval_text, late_text, run_text
from charterdesk.cases.actors import DESK
from charterdesk.cases.commands import do_act
from charterdesk.cases.commands.automatic import add_automatic_note
from charterdesk.cases.models import Case
from charterdesk.cases.store import decide_only, load
from charterdesk.charters.queries import charter_version
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.commands import DoAct
from charterdesk.engine.decide import finding
from charterdesk.oncall.queries import rota_for

CHANNEL = "automation"
# The words of the gates for what a check and a remedy are.
ACTS = {"check": "diagnose", "remedy": "remedy"}


def charter_of(case: Case) -> Charter:
    """The charter that the case is under."""
    return charter_version(case.charter, case.charter_version)


def gate_before(case: Case, step: Step, at: datetime) -> str:
    """Why the charter does not let automation do the step now; "" where it does."""
    loaded = load(case.pk)
    act = ACTS[step.part]
    if act not in loaded.charter.gates:
        return ""
    refused = decide_only(loaded, DoAct(act=act, automatic=True), at).decision.refused
    return refused.text if refused else ""


def record_act(case: Case, step: Step, at: datetime) -> None:
    """The case's log gets what automation did, where a gate of the charter knows such an act."""
    act = ACTS[step.part]
    if act in charter_of(case).gates:
        do_act(case=case, name=act, by=DESK, at=at, automatic=True)


def tell_end(run: Run, steps: Sequence[RunStep], book: Runbook | None, at: datetime) -> None:
    """The note about the run; where it hands over, to whom the runbook says (R-HFN-12)."""
    told: tuple[str, ...] = ()
    if run.state == Run.State.HANDED_OVER:
        told = people_for(run.case, book.hand_over if book else "", at)
    with translation.override(charter_of(run.case).languages[0]):
        text = run_text(run, steps)
    add_automatic_note(case=run.case, text=text, channel=CHANNEL, at=at, told=told)


def ask_approval(run: Run, role: str, at: datetime) -> None:
    """The note that asks for an approval, and a notice to who has the role now."""
    told = people_for(run.case, "" if role == ANYBODY else role, at)
    with translation.override(charter_of(run.case).languages[0]):
        text = approval_text(run, role)
    add_automatic_note(case=run.case, text=text, channel=CHANNEL, at=at, told=told)


def tell_late(step: RunStep, at: datetime) -> None:
    """What a step said after its run had gone on without it."""
    case = step.run.case
    with translation.override(charter_of(case).languages[0]):
        text = late_text(step)
    add_automatic_note(case=case, text=text, channel=CHANNEL, at=at)


def people_for(case: Case, role: str, at: datetime) -> tuple[str, ...]:
    """Who has the role now, by its `else` and the last resort; without a role the case's owner.

    A role that the charter doesn't know ends at its last resort as well.
    """
    if not role and case.owner:
        return (case.owner.username,)
    charter = charter_of(case)
    asked = finding.Asked(charter, rota_for(charter), at, case.asker)
    found = finding.first(asked, role)
    return (found.person,) if found else ()

"""Runs of runbooks on a case: how they stand, what was printed, what may be done about them."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.automation.book import ANYBODY
from charterdesk.automation.commands.running import approver_of, may_decide
from charterdesk.automation.faults import fault_words
from charterdesk.automation.models import Run, RunStep
from charterdesk.automation.wording import ending_words, step_words
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.runbook_values import RunRow, StepRow
from charterdesk.look.values import Action
from charterdesk.visit.reader import Reader

GOOD, BAD, GOING, ASKING = "yes", "critical", "event", "soon"


def run_rows(runs: Sequence[Run], reader: Reader) -> tuple[RunRow, ...]:
    """The runs, as their queries give them."""
    return tuple(_row(run, reader) for run in runs)


def run_state(run: Run) -> tuple[str, str]:
    """The state in a few words, and its icon."""
    match run.state:
        case Run.State.ASKED:
            return _("waits for an approval"), ASKING
        case Run.State.GOING:
            return _("under way"), GOING
        case Run.State.DONE:
            return _("done"), GOOD
        case Run.State.HANDED_OVER:
            return _("handed over to a person"), BAD
        case Run.State.REFUSED:
            return _("not approved"), BAD
        case _:
            return _("stopped"), BAD


def _row(run: Run, reader: Reader) -> RunRow:
    words, icon = run_state(run)
    said = {"name": run.runbook.name, "number": run.version.number}
    return RunRow(
        title=_("%(name)s, version %(number)d") % said, state=words, icon=icon,
        began=_began(run, reader), sentence=_sentence(run, reader.person),
        steps=tuple(_step(step, run) for step in run.steps.all()),
        acts=_acts(run, reader.person),
    )  # fmt: skip


def _began(run: Run, reader: Reader) -> str:
    if run.by is None:
        return _("begun by itself %(when)s") % {"when": reader.full(run.at)}
    return _("begun by %(who)s %(when)s") % {"who": run.by.name, "when": reader.full(run.at)}


def _sentence(run: Run, person: Person) -> str:
    if run.state != Run.State.ASKED:
        return ending_words(run)
    role = approver_of(run)
    said = {"step": run.asks, "role": role}
    if may_decide(run, person):
        return _("Before “%(step)s”: may it be done?") % said if run.asks else _("May it be done?")
    if role == ANYBODY:
        return _("Somebody who sees the case has to approve it first.")
    return _("%(role)s has to approve it first.") % {"role": role}


def _step(step: RunStep, run: Run) -> StepRow:
    good = {RunStep.State.MET.value: GOOD, RunStep.State.UNMET.value: ASKING}
    is_open = step.state in RunStep.OPEN
    return StepRow(
        title=f"{step.number}. {step.name}", state=step_words(step),
        icon=GOING if is_open else good.get(step.state, BAD), fault=fault_words(step.fault),
        output=step.output, late=_("It came late, when the run had gone on.") if step.late else "",
    )  # fmt: skip


def _acts(run: Run, person: Person) -> tuple[Action, ...]:
    urls = CaseUrls(run.case.number)

    def post(name: str, label: str, look: str = "") -> Action:
        url = urls.of("case_run_decide", str(run.pk), name)
        return Action(name, label, url, method="post", look="primary" if look else "")

    stop = post("stop", _("Stop the run"))
    if run.state == Run.State.ASKED and may_decide(run, person):
        approve, refuse = post("approve", _("Approve"), "primary"), post("refuse", _("Refuse"))
        return approve, refuse
    return (stop,) if run.state in Run.OPEN else ()

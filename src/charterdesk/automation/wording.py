"""What automation says on a case: how a run ended, step by step, and what it asks for."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from charterdesk.automation.book import ANYBODY
from charterdesk.automation.faults import fault_words
from charterdesk.automation.models import Run, RunStep
from charterdesk.automation.moves import Ending

# The pages of the run have it whole.
MOST_SHOWN = 1500
LONGEST_NOTE = 20_000


def ending_words(run: Run) -> str:
    """Why the run is over, in one sentence; "" while it is not."""
    said = {"step": run.ended_by_step, "why": fault_words(run.fault)}
    match run.ending:
        case Ending.DONE:
            return _("It is done: “%(step)s” was the last step.") % said
        case Ending.ASKED:
            return _("After “%(step)s” the runbook asks for a person.") % said
        case Ending.TRIED:
            return _("The remedy “%(step)s” was tried already, and it did not help.") % said
        case Ending.BROKE:
            return _("The step “%(step)s” tells nothing: %(why)s") % said
        case Ending.TOO_LONG:
            return _("It took too many steps.")
        case Ending.NO_VALUE:
            return _("It can't begin without these values: %(why)s.") % said
        case Ending.GATE:
            return _("The charter does not let it do “%(step)s”: %(why)s") % said
        case Ending.REFUSED:
            return _("It was not approved.")
        case Ending.STOPPED:
            return _("Somebody has stopped it.")
        case Ending.OVER:
            return _("The case is over.")
        case _:
            return ""


def step_words(step: RunStep) -> str:
    """How a step stands, in a few words."""
    match step.state:
        case RunStep.State.WAITING:
            return _("waits for the runner %(name)s") % {"name": step.runner} if step.runner else (
                _("is about to begin")
            )  # fmt: skip
        case RunStep.State.HANDED:
            return _("handed to the runner %(name)s") % {"name": step.runner}
        case RunStep.State.RUNNING:
            return _("running")
        case RunStep.State.MET:
            return _("as expected (%(code)s)") % {"code": step.code}
        case RunStep.State.UNMET:
            code = "–" if step.code is None else step.code
            return _("not as expected (%(code)s)") % {"code": code}
        case RunStep.State.TIMED_OUT:
            return _("ended when its time was over")
        case RunStep.State.LOST:
            return _("lost: nobody told what came of it")
        case _:
            return _("not done")


def run_text(run: Run, steps: Sequence[RunStep]) -> str:
    """The note about a run that is over."""
    said = {"name": run.runbook.name, "number": run.version.number}
    head = _("Runbook %(name)s, version %(number)d, is over.") % said
    whole = "\n\n".join([f"{head} {ending_words(run)}", *map(_step_text, steps)])
    return _cut(whole, LONGEST_NOTE)


def approval_text(run: Run, role: str) -> str:
    """The note that asks for an approval."""
    said = {"name": run.runbook.name, "step": run.asks, "role": role}
    if role == ANYBODY:
        return _approval_by_anybody(run) % said
    if run.asks:
        whole = _("Runbook %(name)s waits before the step “%(step)s”: %(role)s has to approve it.")
    else:
        whole = _("Runbook %(name)s waits: %(role)s has to approve it.")
    return whole % said


def late_text(step: RunStep) -> str:
    """The note about a result that came after the run went on without it."""
    said = {"name": step.run.runbook.name, "step": step.name}
    head = _("A late result of the step “%(step)s” of runbook %(name)s:") % said
    return f"{head}\n\n{_cut(step.output)}"


def _approval_by_anybody(run: Run) -> str:
    if run.asks:
        return _(
            "Runbook %(name)s waits before the step “%(step)s”:"
            " somebody who sees the case has to approve it."
        )
    return _("Runbook %(name)s waits: somebody who sees the case has to approve it.")


def _step_text(step: RunStep) -> str:
    head = f"{step.number}. {step.name}: {step_words(step)}"
    lines = (head, fault_words(step.fault), _cut(step.output.strip()))
    return "\n".join(line for line in lines if line)


def _cut(text: str, most: int = MOST_SHOWN) -> str:
    if len(text) <= most:
        return text
    rest = _("[The rest stands on the page of the runs.]")
    return f"{text[:most]}\n{rest}"

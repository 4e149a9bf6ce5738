"""The page before an escalation: who is told when, by name, as the engine would do it now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.escalating import EscalateForm
from charterdesk.desk.pages.composers import draft_key
from charterdesk.desk.pages.refusals import shown_refusal
from charterdesk.desk.pages.step_words import condition_words, means_words, offset_words
from charterdesk.desk.preview import Firing, Preview
from charterdesk.desk.values import EscalatePage
from charterdesk.engine.charter.values import Ladder, Step
from charterdesk.engine.ladder import StepRun
from charterdesk.look.fields import fields_of
from charterdesk.look.values import LadderStep, Refusal
from charterdesk.visit.reader import Reader

Before = Mapping[str, StepRun]


@dataclass(frozen=True, slots=True)
class Called:
    """The names of those called first; `later` says when, if that is not at once."""

    names: str = ""
    later: str = ""


def escalate_page(
    form: EscalateForm, preview: Preview, reader: Reader, urls: CaseUrls,
    refusal: Refusal | None = None,
) -> EscalatePage:  # fmt: skip
    """The page; a refusal that is certain already stands on it before anything is typed."""
    row, charter = form.acting.row, form.acting.charter
    ladder = charter.ladders.get(preview.ladder)
    first = _first_called(preview, reader)
    refused = preview.decision.refused
    if refusal is None and refused is not None:
        refusal = shown_refusal(refused, charter, urls)
    return EscalatePage(
        ref=row.number,
        subject=row.subject or _("(no subject)"),
        title=_("Escalate %(number)s") % {"number": row.number},
        sentence=_sentence(form, ladder, first),
        clause=_("ladder %(name)s") % {"name": ladder.name} if ladder else "",
        fields=fields_of(form, {"note": draft_key(row.number, "escalate")}),
        steps=_steps(ladder, preview, reader),
        submit=_submit(form, first),
        action=urls.of("escalate"),
        back_url=urls.page(),
        warnings=ladder.not_for if ladder else (),
        customer_reads=" ".join(preview.customer_reads),
        refusal=refusal,
    )


def _sentence(form: EscalateForm, ladder: Ladder | None, first: Called) -> str:
    if form.acting.state.run_going is not None:
        return _("The ladder is running already: this is noted, and nobody is called twice.")
    if ladder is None:
        return _("No ladder of the charter starts; the priority may change.")
    if not first.names:
        return _("Nobody is called at once.")
    if first.later:
        said = {"when": first.later, "names": first.names}
        return _("Nobody is called at once: at %(when)s it goes to %(names)s.") % said
    return _("It goes to %(names)s at once.") % {"names": first.names}


def _submit(form: EscalateForm, first: Called) -> str:
    if form.acting.state.run_going is not None and not form.command().step:
        return _("Note it on the case")
    if not first.names or first.later:
        return _("Escalate now")
    return _("Escalate to %(names)s now") % {"names": first.names}


def _first_called(preview: Preview, reader: Reader) -> Called:
    """Who is called by the steps that fire first; a ladder's hours may put that off (L2)."""
    firings = [one for one in preview.firings if not one.skipped]
    if not firings:
        return Called()
    at = firings[0].at
    people = dict.fromkeys(p for one in firings if one.at == at for _role, p in one.called)
    return Called(", ".join(map(reader.name, people)), reader.full(at) if at > reader.at else "")


def _steps(ladder: Ladder | None, preview: Preview, reader: Reader) -> tuple[LadderStep, ...]:
    if ladder is None:
        return ()
    fired = {firing.step: firing for firing in preview.firings}
    run = preview.decision.case.run_going
    before = {step.name: step for step in run.steps} if run else {}
    first = min((one.at for one in preview.firings), default=None)
    return tuple(_step(step, fired, before, first, reader) for step in ladder.steps)


def _step(
    step: Step, fired: Mapping[str, Firing], before: Before, first: datetime | None, reader: Reader
) -> LadderStep:
    firing = fired.get(step.name)
    taken = before.get(step.name)
    at = firing.at if firing else taken.fired_at if taken else None
    called = firing.called if firing else taken.called if taken else ()
    people = [f"{reader.name(person)} ({role})" for role, person in called]
    return LadderStep(
        title=step.name,
        offset=offset_words(step, put_off=at is not None and at > reader.at),
        names=", ".join(people) or ", ".join(step.notify),
        at=at,
        means=means_words(step),
        condition=condition_words(step),
        state="next"
        if firing and firing.at == first
        else "taken"
        if at and not firing
        else "later",
    )

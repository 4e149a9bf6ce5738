"""Ladders in a customer's words: what starts them, and who is told when, step by step."""

from django.utils.translation import gettext as _

from charterdesk.engine.charter.values import Charter, Ladder, Step, Trigger
from charterdesk.portal.promising import length_of, promised
from charterdesk.portal.values import LadderSaid, StepSaid


def ladders_of(charter: Charter) -> tuple[LadderSaid, ...]:
    """Every ladder of the charter as a flow."""
    return tuple(_said(ladder) for ladder in charter.ladders.values())


def _said(ladder: Ladder) -> LadderSaid:
    return LadderSaid(
        name=ladder.name,
        starts=tuple(_start(trigger) for trigger in ladder.starts),
        steps=tuple(_step(step) for step in ladder.steps),
        reasons=ladder.reasons,
        not_for=ladder.not_for,
        promises=promised(ladder.row.terms) if ladder.row else (),
    )


def _start(trigger: Trigger) -> str:
    if trigger.priority:
        return _("a case that becomes %(priority)s") % {"priority": trigger.priority}
    return _("your word that you want to escalate, or ours")


def _step(step: Step) -> StepSaid:
    return StepSaid(when=_when(step), who=", ".join(step.notify), notes=tuple(_notes(step)))


def _when(step: Step) -> str:
    if step.when:
        return _("When: %(what)s") % {"what": ", ".join(need.text for need in step.when)}
    if step.after and (step.delay is None or not step.delay.amount):
        return _("Right after “%(step)s”") % {"step": step.after}
    if step.after:
        said = {"delay": length_of(step.delay) if step.delay else "", "step": step.after}
        return _("%(delay)s after “%(step)s”") % said
    if step.at is None or not step.at.amount:
        return _("At once")
    return _("After %(length)s") % {"length": length_of(step.at)}


def _notes(step: Step) -> list[str]:
    notes = []
    if step.within:
        notes.append(
            _("All of them are reached within %(length)s.") % {"length": length_of(step.within)}
        )
    if step.unless:
        notes.append(_("Not if the case is by then: %(what)s.") % {"what": ", ".join(step.unless)})
    if step.owner_becomes:
        notes.append(_("From then on your case is led by %(who)s.") % {"who": step.owner_becomes})
    return notes

"""Sentences of escalation: ladders, steps, notices, and those who answered."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from charterdesk.desk.pages.engine_words import in_readers_words
from charterdesk.desk.pages.sentences.contact import because
from charterdesk.engine import events as ev
from charterdesk.engine.intents import CONTACT
from charterdesk.visit.reader import Reader


def _escalated(e: ev.Escalated, reader: Reader) -> str:
    if e.noted:
        return because(_("Escalated again; the ladder runs already"), e.reason)
    if e.step:
        return because(_("Escalated to %(step)s") % {"step": e.step}, e.reason)
    return because(_("Escalated"), e.reason)


def _started(e: ev.LadderStarted, reader: Reader) -> str:
    said = {"ladder": e.ladder, "why": in_readers_words(e.trigger)}
    return _("The ladder %(ladder)s starts: %(why)s") % said


def _fired(e: ev.StepFired, reader: Reader) -> str:
    if e.skipped:
        return _("Step %(step)s is not needed") % {"step": e.step}
    people = ", ".join(dict.fromkeys(reader.name(person) for _role, person in e.called))
    said = {"step": e.step, "people": people or _("nobody")}
    return _("Step %(step)s: %(people)s") % said


def _taken(e: ev.StepTaken, reader: Reader) -> str:
    if e.breached:
        return _("Step %(step)s: not everybody was reached in time") % {"step": e.step}
    return _("Step %(step)s is taken") % {"step": e.step}


def _told(e: ev.Told, reader: Reader) -> str:
    text = in_readers_words(e.text)
    if e.person == CONTACT:
        return _("The customer is told: %(text)s") % {"text": text}
    said = {"name": reader.name(e.person), "text": text}
    if e.means:
        return _("%(name)s is told by %(means)s: %(text)s") % {**said, "means": ", ".join(e.means)}
    return _("%(name)s is told: %(text)s") % said


def _missed(e: ev.RepeatsMissed, reader: Reader) -> str:
    return _("No further call of %(calling)s") % {"calling": e.calling}


def _de_escalated(e: ev.DeEscalated, reader: Reader) -> str:
    match e.consent:
        case "given":
            said = _("De-escalated; the customer agrees")
        case "asked":
            said = _("De-escalated; the customer was asked")
        case _:
            said = pgettext("event", "De-escalated")
    return because(said, e.reason)


SENTENCES: Mapping[type[ev.Event], Callable[[Any, Reader], str]] = {
    ev.Escalated: _escalated,
    ev.EscalationRefused: lambda e, _r: because(_("Escalation refused"), in_readers_words(e.why)),
    ev.LadderStarted: _started,
    ev.LadderEnded: lambda e, _r: because(_("The ladder ends"), in_readers_words(e.why)),
    ev.LadderResumed: lambda _e, _r: _("The ladder goes on"),
    ev.StepFired: _fired,
    ev.StepTaken: _taken,
    ev.PersonReached: lambda e, r: _("%(name)s was reached") % {"name": r.name(e.who)},
    ev.ReachWithdrawn: lambda e, r: (
        _("%(name)s was not reached by step %(step)s after all")
        % {"name": r.name(e.who), "step": e.step}
    ),
    ev.Acknowledged: lambda e, r: _("%(name)s has it") % {"name": r.name(e.who)},
    ev.CallPassed: lambda e, r: (
        _("%(name)s can't take step %(step)s: the next is called")
        % {"name": r.name(e.who), "step": e.step}
    ),
    ev.DeEscalated: _de_escalated,
    ev.Told: _told,
    ev.RepeatsMissed: _missed,
}

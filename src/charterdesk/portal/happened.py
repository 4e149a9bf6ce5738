"""What happened on a case as one line for the customer; "" for what is not theirs to read."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from charterdesk.engine import events as ev
from charterdesk.engine.commands_matter import KIND


def happened(event: ev.Event) -> str:
    """The line for an event. Silent are messages, notes, clocks, owners, facts and notices."""
    match event:
        case ev.CaseOpened():
            return _("The case was opened")
        case ev.ReplySent(live=True):
            return _("We spoke with each other")
        case ev.PrioritySet() if event.reason != "opened":
            return _("Its priority is now %(priority)s") % {"priority": event.priority}
        case ev.MatterSet():
            return ". ".join(_matter(event))
        case ev.WaitingBegan(on="customer"):
            said = {"what": event.what}
            return _("We asked you for: %(what)s") % said if event.what else _("We asked you")
        case ev.Reminded():
            return _("We reminded you (%(number)d)") % {"number": event.number}
        case ev.Approved():
            return _("Approved: %(what)s") % {"what": event.what}
        case ev.ApprovalRefused():
            said = {"what": event.what, "says": event.says}
            return _("Not approved: %(what)s. %(says)s") % said
        case ev.ApprovalEnded():
            return _("The approval is over: %(what)s") % {"what": event.what}
        case ev.QuoteOffered():
            said = {"quote": event.quote, "amount": event.amount, "currency": event.currency}
            return _("We offered the quote %(quote)s: %(amount)s %(currency)s") % said
        case ev.QuoteAnswered(accepted=True):
            return _("You accepted the quote %(quote)s") % {"quote": event.quote}
        case ev.QuoteAnswered():
            said = {"quote": event.quote}
            return _with_words(_("You declined the quote %(quote)s") % said, event.says)
        case ev.WorkaroundGiven():
            return _("We gave you a way around it")
        case ev.PatchGiven():
            return _("We gave you a patch")
        case _:
            return _escalated(event) or _ended(event)


def _matter(event: ev.MatterSet) -> Iterator[str]:
    for what, word in event.words:
        said = {"word": word or _("not said")}
        if what == KIND:
            yield _("Its kind is now: %(word)s") % said
        else:
            yield _("Its type is now: %(word)s") % said


def _escalated(event: ev.Event) -> str:
    match event:
        case ev.Escalated(noted=True):
            return _("An escalation was asked for again; it runs already")
        case ev.Escalated(reason=""):
            return _("It was escalated")
        case ev.Escalated():
            return _("It was escalated: %(reason)s") % {"reason": event.reason}
        case ev.EscalationRefused():
            return _("An escalation was asked for, and could not begin")
        case ev.StepFired(skipped=False):
            return _step(event)
        case ev.StepTaken(breached=False):
            return _("Escalation, step “%(step)s”: everybody was reached") % {"step": event.step}
        case ev.StepTaken():
            return _("Escalation, step “%(step)s”: not everybody was reached in time") % {
                "step": event.step
            }
        case ev.DeEscalated():
            return _("The escalation was taken back, with you")
        case ev.LadderEnded():
            return _("The escalation is over")
        case ev.LadderResumed():
            return _("The escalation goes on")
        case _:
            return ""


def _step(event: ev.StepFired) -> str:
    roles = list(dict.fromkeys(role for role, _person in event.called))
    if not roles:
        return _("Escalation, step “%(step)s” began") % {"step": event.step}
    said = {"step": event.step, "roles": ", ".join(role.replace("-", " ") for role in roles)}
    return _("Escalation, step “%(step)s”: told %(roles)s") % said


def _ended(event: ev.Event) -> str:
    match event:
        case ev.Resolved():
            return _("We think that it is solved")
        case ev.Agreed(party="customer"):
            return _with_words(_("You agreed"), event.says)
        case ev.Agreed():
            return _("We agreed that it is solved")
        case ev.Declined(party="customer"):
            return _with_words(_("You said that it is not solved"), event.says)
        case ev.Closed(silence=True):
            return _("It was closed, as nothing more was heard")
        case ev.Closed():
            return _("It was closed")
        case ev.Reopened():
            return _("It was opened again")
        case ev.HandedBack():
            return _("It was handed back to you: %(reason)s") % {"reason": event.reason}
        case ev.MergedInto():
            return _("It goes on in case %(number)s") % {"number": event.into}
        case ev.MergeUndone():
            return _("It is a case of its own again")
        case ev.SplitOff():
            return _("A part of it became the case %(number)s") % {"number": event.number}
        case ev.TookIn():
            return pgettext("customer", "Another case of the same was joined to this one")
        case _:
            return ""


def _with_words(sentence: str, says: str) -> str:
    """With what was said of it, and by which colleague."""
    return f"{sentence}: {says}" if says else sentence

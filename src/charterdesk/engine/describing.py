"""An event as one sentence, for transcripts and for the timeline of a case."""

from collections.abc import Callable, Mapping
from typing import Any

from charterdesk.engine import events as ev


def described(event: ev.Event) -> str:
    """One plain English sentence, without its time."""
    return _SENTENCES[type(event)](event)


def _who(event: ev.Event) -> str:
    return event.by or "the desk"


def _opened(e: ev.CaseOpened) -> str:
    answered = ", answered live" if e.answered else ""
    subject = f": {e.subject}" if e.subject else ""
    return f"Opened by {e.channel} as {e.priority}{answered}{subject}"


def _told(e: ev.Told) -> str:
    roles = f" for {', '.join(e.roles)}" if e.roles and e.roles != (e.person,) else ""
    means = f" by {', '.join(e.means)}" if e.means else ""
    return f"{e.person}{roles} is told{means}: {e.text}"


def _fired(e: ev.StepFired) -> str:
    if e.skipped:
        return f"Step {e.step} is skipped"
    people = ", ".join(f"{person} ({role})" for role, person in e.called) or "nobody"
    return f"Step {e.step} is due: {people}"


def _taken(e: ev.StepTaken) -> str:
    return f"Step {e.step} {'missed its limit' if e.breached else 'is taken'}"


def _priority(e: ev.PrioritySet) -> str:
    return f"Priority {e.priority}{f': {e.reason}' if e.reason else ''}"


def _reply(e: ev.ReplySent) -> str:
    if e.automatic:
        return "An automatic message goes to the customer"
    return f"{_who(e)} {'speaks with' if e.live else 'replies to'} the customer"


def _escalated(e: ev.Escalated) -> str:
    reason = f": {e.reason}" if e.reason else ""
    noted = " (noted: the ladder runs already)" if e.noted else ""
    return f"Escalated by {_who(e)}{f', {e.step}' if e.step else ''}{reason}{noted}"


def _judged(e: ev.AskerJudged) -> str:
    may = "may ask" if e.permitted else "may not ask"
    return (
        f"{e.judge or 'The contact'} says that this person {may}{f' ({e.says})' if e.says else ''}"
    )


def _waiting(e: ev.WaitingBegan) -> str:
    until = f" until {e.until.isoformat(timespec='minutes')}" if e.until else ""
    return f"Waiting on {e.on}{until}{f' for {e.what}' if e.what else ''}"


def _rated(e: ev.Rated) -> str:
    says = f": {e.says}" if e.says else ""
    if e.of:
        return f"The customer finds the reply {'clear' if e.score else 'not clear'}{says}"
    return f"The customer gives {e.score} of 5{says}"


def _de_escalated(e: ev.DeEscalated) -> str:
    consent = f" (the customer's consent: {e.consent})" if e.consent else ""
    return f"De-escalated by {_who(e)}: {e.reason}{consent}"


def _decided(e: ev.ChargeDecided) -> str:
    what = f"charged {e.amount} {e.currency}".rstrip() if e.charged else "waived"
    return f"{e.name} is {what} by {_who(e)}: {e.reason}"


def _quote_answered(e: ev.QuoteAnswered) -> str:
    said = "accepts" if e.accepted else "declines"
    return f"The customer {said} quote {e.quote}{f': {e.says}' if e.says else ''}"


_SENTENCES: Mapping[type[ev.Event], Callable[[Any], str]] = {
    ev.CaseOpened: _opened,
    ev.MailHeld: lambda e: f"Mail of {e.asker or 'an unregistered address'} is held",
    ev.CustomerWrote: lambda e: f"The customer writes{' (automatic)' if e.automatic else ''}",
    ev.ReplySent: _reply,
    ev.NoteAdded: lambda e: f"{_who(e)} adds a note",
    ev.DeliveryFailed: lambda e: "A message to the customer was not delivered",
    ev.ReplyWithdrawn: lambda e: f"{_who(e)} takes a reply back before it is sent",
    ev.Activated: lambda e: f"Activated by {_who(e)}: work has begun",
    ev.PrioritySet: _priority,
    ev.Classified: lambda e: "Classified: " + ", ".join(f"{a} {w}" for a, w in e.axes),
    ev.MatterSet: lambda e: ", ".join(f"The {a} is {w or 'not said'}" for a, w in e.words),
    ev.OwnerSet: lambda e: f"{e.owner or 'Nobody'} owns the case",
    ev.TierJoined: lambda e: f"{e.tier} joins",
    ev.Transferred: lambda e: f"Transferred to {e.tier}",
    ev.WaitingBegan: _waiting,
    ev.WaitingEnded: lambda e: "The waiting is over",
    ev.FactRecorded: lambda e: f"{e.word}: {e.value}",
    ev.FieldSet: lambda e: f"{e.name}: {e.value}" if e.value else f"{e.name} is emptied",
    ev.ArticleLinked: lambda e: f"The article {e.title or e.article} is linked",
    ev.ArticleWanted: lambda e: f"An article is wanted: {e.why}",
    ev.ApprovalEnded: lambda e: f"The approval of {e.what} is over: {e.because}",
    ev.ApprovalRefused: lambda e: f"The customer does not approve: {e.what} ({e.says})",
    ev.AskerJudged: _judged,
    ev.Rated: _rated,
    ev.Approved: lambda e: f"The customer approves: {e.what}",
    ev.ActDone: lambda e: f"{'Automatically' if e.automatic else _who(e)}: {e.act}",
    ev.BugLinked: lambda e: f"Bug {e.number} is linked",
    ev.BugCritical: lambda e: f"Bug {e.number} is confirmed critical",
    ev.BugClosed: lambda e: f"Bug {e.number} is closed",
    ev.BugTakenOff: lambda e: f"Bug {e.number} is taken off",
    ev.IndicationGiven: lambda e: f"Bug {e.number}: an indication of resolution is given",
    ev.PatchGiven: lambda e: f"Bug {e.number}: the patch is provided",
    ev.WorkaroundGiven: lambda e: "A workaround is given",
    ev.Escalated: _escalated,
    ev.EscalationRefused: lambda e: f"Escalation refused: {e.why}",
    ev.LadderStarted: lambda e: f"The ladder {e.ladder} starts: {e.trigger}",
    ev.LadderEnded: lambda e: f"The ladder ends: {e.why}",
    ev.LadderResumed: lambda e: "The ladder goes on",
    ev.StepFired: _fired,
    ev.StepTaken: _taken,
    ev.PersonReached: lambda e: f"{e.who} is reached",
    ev.ReachWithdrawn: lambda e: f"{e.who} was not reached by step {e.step} after all",
    ev.Acknowledged: lambda e: f"{e.who} acknowledges",
    ev.CallPassed: lambda e: f"{e.who} can't take step {e.step}",
    ev.DeEscalated: _de_escalated,
    ev.Told: _told,
    ev.RepeatsMissed: lambda e: f"Call {e.number + 1} of {e.calling} is not made",
    ev.PromiseWarned: lambda e: f"Warning: the {e.promise} is due soon",
    ev.PromiseBreached: lambda e: f"Breach: the {e.promise} promised is missed",
    ev.Reminded: lambda e: f"Reminder {e.number}",
    ev.Resolved: lambda e: f"Resolved by {_who(e)}{f': {e.outcome}' if e.outcome else ''}",
    ev.Agreed: lambda e: f"The {e.party} agrees{f': {e.says}' if e.says else ''}",
    ev.Declined: lambda e: f"The {e.party} declines{f': {e.says}' if e.says else ''}",
    ev.Closed: lambda e: "Closed by silence" if e.silence else f"Closed by {_who(e)}",
    ev.SilenceHeld: lambda e: "Not closed by silence: a gate holds the case",
    ev.Reopened: lambda e: f"Open again: {e.why}",
    ev.ReopeningUndone: lambda e: "The message was an agreement: resolved as before",
    ev.HandedBack: lambda e: f"Handed back: {e.reason}",
    ev.ParentSet: lambda e: f"Of the outage {e.parent}" if e.parent else "Of no outage any more",
    ev.ChildSet: lambda e: f"{e.child} is {'no more ' if e.gone else ''}of this outage",
    ev.MergedInto: lambda e: f"Merged into {e.into}",
    ev.TookIn: lambda e: f"Takes in {e.number}",
    ev.MergeUndone: lambda e: f"The merge into {e.into} is undone",
    ev.GaveBack: lambda e: f"{e.number} is a case of its own again",
    ev.SplitOff: lambda e: f"Becomes the case {e.number}: {', '.join(e.messages)}",
    ev.ContractChanged: lambda e: f"Contract {e.to}",
    ev.CharterChanged: lambda e: f"Charter version {e.version}",
    ev.DefectRaised: lambda e: f"Defect: {e.text}",
    ev.ChargeProposed: lambda e: f"Charge proposed: {e.name}, because of {e.because}",
    ev.ChargeDecided: _decided,
    ev.TimeSpent: lambda e: f"{_who(e)} worked {e.minutes} min ({e.work})",
    ev.TimeStruck: lambda e: f"Time is struck: {e.reason}",
    ev.QuoteOffered: lambda e: f"Quote {e.quote}: {e.amount} {e.currency}, {e.time_frame}",
    ev.QuoteAnswered: _quote_answered,
    ev.Reported: lambda e: f"Reported: {e.text}",
}

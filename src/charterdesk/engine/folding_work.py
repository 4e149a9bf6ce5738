"""What an event does to owner, tiers, facts and bugs of a case."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from charterdesk.engine import events as ev
from charterdesk.engine.case import Bug, Case
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.folding_promises import begin, keep
from charterdesk.engine.promise import ended


def _nothing(charter: Charter, case: Case, event: ev.Event) -> None:
    """Kept for people to read; moves nothing."""


def _held(charter: Charter, case: Case, event: ev.MailHeld) -> None:
    case.held = (*case.held, event)


def _classified(charter: Charter, case: Case, event: ev.Classified) -> None:
    case.axes = {**case.axes, **dict(event.axes)}


def _matter_set(charter: Charter, case: Case, event: ev.MatterSet) -> None:
    words = {**case.axes, **dict(event.words)}
    case.axes = {axis: word for axis, word in words.items() if word}


def _owner_set(charter: Charter, case: Case, event: ev.OwnerSet) -> None:
    case.owner = event.owner
    if event.owner:
        keep(case, event.at, "takeover")


def _joined(charter: Charter, case: Case, event: ev.TierJoined) -> None:
    case.joined = (*case.joined, event.tier)


def _transferred(charter: Charter, case: Case, event: ev.Transferred) -> None:
    case.tier, case.owner, case.worked = event.tier, "", True
    begin(charter, case, "takeover", event.at)


def _fact(charter: Charter, case: Case, event: ev.FactRecorded) -> None:
    case.facts = {**case.facts, event.word: event.value}


def _field(charter: Charter, case: Case, event: ev.FieldSet) -> None:
    case.field_values = {**case.field_values, event.field: event}


def _approved(charter: Charter, case: Case, event: ev.Approved) -> None:
    case.approvals = case.approvals | {event.what}


def _approval_refused(
    charter: Charter, case: Case, event: ev.ApprovalRefused | ev.ApprovalEnded
) -> None:
    case.approvals = case.approvals - {event.what}


def _judged(charter: Charter, case: Case, event: ev.AskerJudged) -> None:
    case.asker_judged = event


def _rated(charter: Charter, case: Case, event: ev.Rated) -> None:
    case.ratings = {**case.ratings, event.of: event}


def _article(charter: Charter, case: Case, event: ev.ArticleLinked) -> None:
    case.articles = (*case.articles, event.article)


def _act_done(charter: Charter, case: Case, event: ev.ActDone) -> None:
    if event.act == "diagnose":
        keep(case, event.at, "diagnosis")


def _reminded(charter: Charter, case: Case, event: ev.Reminded) -> None:
    case.reminded = (*case.reminded, event)


def _defect(charter: Charter, case: Case, event: ev.DefectRaised) -> None:
    case.defects = (*case.defects, event.text)


def _charge(charter: Charter, case: Case, event: ev.ChargeProposed) -> None:
    case.charges = (*case.charges, event)


def _charge_decided(charter: Charter, case: Case, event: ev.ChargeDecided) -> None:
    case.charges_decided = {**case.charges_decided, event.name: event}


def _time(charter: Charter, case: Case, event: ev.TimeSpent) -> None:
    case.time_spent = {**case.time_spent, event.entry: event}
    case.time_entries = case.time_entries | {event.entry}


def _time_struck(charter: Charter, case: Case, event: ev.TimeStruck) -> None:
    left = {entry: time for entry, time in case.time_spent.items() if entry != event.entry}
    case.time_spent = left


def _quote(charter: Charter, case: Case, event: ev.QuoteOffered) -> None:
    case.quotes = (*case.quotes, event)


def _quote_answered(charter: Charter, case: Case, event: ev.QuoteAnswered) -> None:
    case.quotes_answered = {**case.quotes_answered, event.quote: event}


def _reported(charter: Charter, case: Case, event: ev.Reported) -> None:
    case.reports = (*case.reports, event.text)


def _bug(case: Case, number: str, **changes: bool) -> None:
    bug = case.bugs.get(number, Bug(number=number))
    case.bugs = {**case.bugs, number: bug.with_marks(**changes)}


def _bug_linked(charter: Charter, case: Case, event: ev.BugLinked) -> None:
    """One that was closed is open again, as it was; one that was taken off begins anew."""
    known = case.bugs.get(event.number)
    if known is not None and not known.taken_off:
        case.bugs = {**case.bugs, event.number: replace(known, closed=False)}
        return
    case.bugs = {**case.bugs, event.number: Bug(number=event.number)}
    begin(charter, case, "indication", event.at, key=event.number)


def _bug_critical(charter: Charter, case: Case, event: ev.BugCritical) -> None:
    _bug(case, event.number, critical=True)
    begin(charter, case, "patch", event.at, key=event.number)


def _bug_closed(charter: Charter, case: Case, event: ev.BugClosed) -> None:
    _bug(case, event.number, closed=True)


def _bug_taken_off(charter: Charter, case: Case, event: ev.BugTakenOff) -> None:
    _bug(case, event.number, taken_off=True)
    _end_bug(case, event.number, event.at)


def _end_bug(case: Case, number: str, at: datetime) -> None:
    case.promises = tuple(
        ended(p, at, "not needed") if p.key == number and p.kind in ("indication", "patch") else p
        for p in case.promises
    )


def _indication(charter: Charter, case: Case, event: ev.IndicationGiven) -> None:
    _bug(case, event.number, indicated=True)
    keep(case, event.at, "indication", key=event.number)


def _patch(charter: Charter, case: Case, event: ev.PatchGiven) -> None:
    _bug(case, event.number, patched=True)
    keep(case, event.at, "patch", key=event.number)


def _workaround(charter: Charter, case: Case, event: ev.WorkaroundGiven) -> None:
    keep(case, event.at, "workaround")


FOLDS: Mapping[type[ev.Event], Callable[[Charter, Case, Any], None]] = {
    ev.NoteAdded: _nothing,
    ev.DeliveryFailed: _nothing,
    ev.ReplyWithdrawn: _nothing,
    ev.Escalated: _nothing,
    ev.EscalationRefused: _nothing,
    ev.MailHeld: _held,
    ev.Classified: _classified,
    ev.MatterSet: _matter_set,
    ev.OwnerSet: _owner_set,
    ev.TierJoined: _joined,
    ev.Transferred: _transferred,
    ev.FactRecorded: _fact,
    ev.FieldSet: _field,
    ev.Approved: _approved,
    ev.ApprovalRefused: _approval_refused,
    ev.ApprovalEnded: _approval_refused,
    ev.ArticleLinked: _article,
    ev.ArticleWanted: _nothing,
    ev.AskerJudged: _judged,
    ev.Rated: _rated,
    ev.ActDone: _act_done,
    ev.Reminded: _reminded,
    ev.DefectRaised: _defect,
    ev.ChargeProposed: _charge,
    ev.ChargeDecided: _charge_decided,
    ev.TimeSpent: _time,
    ev.TimeStruck: _time_struck,
    ev.QuoteOffered: _quote,
    ev.QuoteAnswered: _quote_answered,
    ev.Reported: _reported,
    ev.BugLinked: _bug_linked,
    ev.BugCritical: _bug_critical,
    ev.BugClosed: _bug_closed,
    ev.BugTakenOff: _bug_taken_off,
    ev.IndicationGiven: _indication,
    ev.PatchGiven: _patch,
    ev.WorkaroundGiven: _workaround,
}

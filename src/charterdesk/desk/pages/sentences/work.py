"""Sentences of work: owner, tiers, waiting, facts, bugs, and what people should know."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from charterdesk.desk.pages.engine_words import in_readers_words
from charterdesk.desk.pages.sentences.contact import because
from charterdesk.desk.pages.words import hours_words, waiting_words, work_words
from charterdesk.engine import events as ev
from charterdesk.visit.own_fields import value_words
from charterdesk.visit.reader import Reader


def _owner(e: ev.OwnerSet, reader: Reader) -> str:
    if not e.owner:
        return _("Nobody owns the case")
    return _("%(name)s owns the case") % {"name": reader.name(e.owner)}


def _fact(e: ev.FactRecorded, reader: Reader) -> str:
    if e.value == "no":
        return _("Taken off: %(word)s") % {"word": e.word}
    if e.value == "yes":
        return _("Recorded: %(word)s") % {"word": e.word}
    return _("Recorded: %(word)s is %(value)s") % {"word": e.word, "value": e.value}


def _field(e: ev.FieldSet, reader: Reader) -> str:
    said = {"name": e.name, "value": value_words(e.value), "was": value_words(e.was)}
    if not e.value:
        return _("%(name)s is empty now; it was %(was)s") % said
    if e.was:
        return _("%(name)s: %(value)s; before it was %(was)s") % said
    return _("%(name)s: %(value)s") % said


def _waiting(e: ev.WaitingBegan, reader: Reader) -> str:
    if e.until is None:
        return because(waiting_words(e.on), e.what)
    return because(_("Put off until %(when)s") % {"when": reader.full(e.until)}, e.what)


def _over_words(because: str) -> str:
    """Why an approval is over; another word than ours stands as it is."""
    words = {
        "ended": _("ended"),
        "ran out": _("ran out"),
        "refused": _("refused by the customer"),
        "withdrawn": _("withdrawn"),
        "deleted": _("deleted"),
        "asked anew": _("asked anew"),
    }
    return words.get(because, because)


def _done(e: ev.ActDone, reader: Reader) -> str:
    if e.automatic:
        return _("Done automatically: %(act)s") % {"act": e.act}
    return pgettext("act", "Done: %(act)s") % {"act": e.act}


def _judged(e: ev.AskerJudged, reader: Reader) -> str:
    said = {"name": e.judge}
    if e.permitted:
        return because(_("%(name)s says that this person may ask") % said, e.says)
    return because(_("%(name)s says that this person may not ask") % said, e.says)


def _rated(e: ev.Rated, reader: Reader) -> str:
    if not e.of:
        said = _("The customer gives %(score)d of 5") % {"score": e.score}
    elif e.score:
        said = _("The customer finds the reply clear")
    else:
        said = _("The customer finds the reply not clear")
    return because(said, e.says)


def _article(e: ev.ArticleLinked, reader: Reader) -> str:
    said = {"title": e.title or e.article}
    if e.address:
        return _("The article “%(title)s” answers the case") % said
    return _("The article “%(title)s” is linked; customers don’t see it") % said


def _wanted(e: ev.ArticleWanted, reader: Reader) -> str:
    if e.why == "unclear":
        return _("The article should be made clearer; it is on the authors’ list")
    return _("An article should be written; it is on the authors’ list")


def _charge(e: ev.ChargeProposed, reader: Reader) -> str:
    said = {"name": e.name, "because": e.because}
    return _("Charge proposed: %(name)s, because of %(because)s") % said


def _decided(e: ev.ChargeDecided, reader: Reader) -> str:
    said = {"name": e.name, "amount": e.amount, "currency": e.currency}
    if e.charged:
        return because(_("Charged: %(name)s, %(amount)s %(currency)s") % said, e.reason)
    return because(_("Not charged: %(name)s") % said, e.reason)


def _quote(e: ev.QuoteOffered, reader: Reader) -> str:
    said = {"quote": e.quote, "amount": e.amount, "currency": e.currency, "time": e.time_frame}
    return _("Quote %(quote)s was offered: %(amount)s %(currency)s, %(time)s") % said


def _quote_answered(e: ev.QuoteAnswered, reader: Reader) -> str:
    said = {"quote": e.quote}
    words = _("The customer accepts the quote %(quote)s") if e.accepted else (
        _("The customer declines the quote %(quote)s")
    )  # fmt: skip
    return because(words % said, e.says)


SENTENCES: Mapping[type[ev.Event], Callable[[Any, Reader], str]] = {
    ev.Activated: lambda _e, _r: _("Work has begun"),
    ev.OwnerSet: _owner,
    ev.TierJoined: lambda e, _r: _("%(tier)s joins") % {"tier": e.tier},
    ev.Transferred: lambda e, _r: _("Transferred to %(tier)s") % {"tier": e.tier},
    ev.WaitingBegan: _waiting,
    ev.WaitingEnded: lambda _e, _r: _("The waiting is over"),
    ev.Reminded: lambda e, _r: _("Reminder %(number)d went to the customer") % {"number": e.number},
    ev.FactRecorded: _fact,
    ev.FieldSet: _field,
    ev.Approved: lambda e, _r: _("The customer approves: %(what)s") % {"what": e.what},
    ev.ArticleLinked: _article,
    ev.ArticleWanted: _wanted,
    ev.ApprovalRefused: lambda e, _r: because(
        _("The customer does not approve: %(what)s") % {"what": e.what}, e.says
    ),
    ev.ApprovalEnded: lambda e, _r: because(
        _("The approval is over: %(what)s") % {"what": e.what}, _over_words(e.because)
    ),
    ev.AskerJudged: _judged,
    ev.Rated: _rated,
    ev.ActDone: _done,
    ev.BugLinked: lambda e, _r: _("Bug %(number)s is linked") % {"number": e.number},
    ev.BugCritical: lambda e, _r: _("Bug %(number)s is confirmed critical") % {"number": e.number},
    ev.BugClosed: lambda e, _r: _("Bug %(number)s is closed") % {"number": e.number},
    ev.BugTakenOff: lambda e, _r: _("Bug %(number)s is taken off") % {"number": e.number},
    ev.IndicationGiven: lambda e, _r: (
        _("Bug %(number)s: an indication of resolution was given") % {"number": e.number}
    ),
    ev.PatchGiven: lambda e, _r: _("Bug %(number)s: the patch was provided") % {"number": e.number},
    ev.WorkaroundGiven: lambda _e, _r: _("A workaround was given"),
    ev.DefectRaised: lambda e, _r: _("Defect: %(text)s") % {"text": in_readers_words(e.text)},
    ev.ChargeProposed: _charge,
    ev.ChargeDecided: _decided,
    ev.TimeSpent: lambda e, r: (
        _("%(name)s worked %(length)s on it (%(work)s)")
        % {
            "name": r.name(e.by),
            "length": hours_words(e.minutes),
            "work": work_words(e.work),
        }
    ),
    ev.TimeStruck: lambda e, _r: because(_("Time was struck"), e.reason),
    ev.QuoteOffered: _quote,
    ev.QuoteAnswered: _quote_answered,
    ev.Reported: lambda e, _r: _("Reported: %(text)s") % {"text": in_readers_words(e.text)},
}

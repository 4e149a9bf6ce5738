"""Sentences of how a case ends and begins again: resolved, agreed, closed, reopened, merged."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from charterdesk.desk.pages.engine_words import in_readers_words
from charterdesk.desk.pages.sentences.contact import because
from charterdesk.engine import events as ev
from charterdesk.visit.reader import Reader


def _resolved(e: ev.Resolved, reader: Reader) -> str:
    return because(pgettext("event", "Resolved"), e.outcome)


def _agreed(e: ev.Agreed, reader: Reader) -> str:
    customer = e.party == ev.CUSTOMER
    return because(_("The customer agrees") if customer else _("Our side agrees"), e.says)


def _declined(e: ev.Declined, reader: Reader) -> str:
    customer = e.party == ev.CUSTOMER
    return because(_("The customer declines") if customer else _("Our side declines"), e.says)


def _closed(e: ev.Closed, reader: Reader) -> str:
    return _("Closed by silence") if e.silence else pgettext("event", "Closed")


def _parent(e: ev.ParentSet, reader: Reader) -> str:
    if e.parent:
        return _("One of the cases of the outage %(number)s") % {"number": e.parent}
    return because(_("Taken out of the outage"), e.reason)


def _child(e: ev.ChildSet, reader: Reader) -> str:
    if e.gone:
        return _("%(number)s is not of this outage any more") % {"number": e.child}
    return _("%(number)s is of this outage") % {"number": e.child}


def _split_off(e: ev.SplitOff, reader: Reader) -> str:
    count = len(e.messages)
    said = {"count": count, "number": e.number}
    return (
        ngettext(
            "%(count)d message became the case %(number)s",
            "%(count)d messages became the case %(number)s",
            count,
        )
        % said
    )


SENTENCES: Mapping[type[ev.Event], Callable[[Any, Reader], str]] = {
    ev.Resolved: _resolved,
    ev.Agreed: _agreed,
    ev.Declined: _declined,
    ev.Closed: _closed,
    ev.SilenceHeld: lambda _e, _r: _("Not closed by silence: a gate holds the case"),
    ev.Reopened: lambda e, _r: because(_("Open again"), in_readers_words(e.why)),
    ev.ReopeningUndone: lambda _e, _r: _("The message was an agreement: resolved as before"),
    ev.HandedBack: lambda e, _r: because(_("Handed back"), e.reason),
    ev.ParentSet: _parent,
    ev.ChildSet: _child,
    ev.MergedInto: lambda e, _r: _("Merged into %(number)s") % {"number": e.into},
    ev.MergeUndone: lambda e, _r: (
        _("A case of its own again: the merge into %(number)s is undone") % {"number": e.into}
    ),
    ev.GaveBack: lambda e, _r: _("%(number)s is a case of its own again") % {"number": e.number},
    ev.SplitOff: _split_off,
    ev.TookIn: lambda e, _r: _("Takes in %(number)s") % {"number": e.number},
}

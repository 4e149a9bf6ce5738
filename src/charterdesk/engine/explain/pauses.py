"""The times that a promise does not count, each with what paused it (T7, 2.6 F)."""

from collections.abc import Iterator
from datetime import datetime

from charterdesk.engine import events as ev
from charterdesk.engine.calendar import counted
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import NOWHERE, Charter, Place
from charterdesk.engine.explain.values import Step
from charterdesk.engine.explain.words import length
from charterdesk.engine.phrase import Phrase, phrase
from charterdesk.engine.promise import Promise


def pause_steps(charter: Charter, case: Case, promise: Promise) -> Iterator[Step]:
    """Each pause: since when, until when, on whom, and how much open time lay in it."""
    for since, until in promise.pauses:
        why, place = _cause(charter, case, since, until)
        if until is None:
            said = phrase("%(why)s: it is paused since %(since)s.", why=why, since=since)
        else:
            moves = counted(promise.basis.calendar, since, until)
            said = phrase(
                "%(why)s: not counted from %(since)s to %(until)s, with %(length)s of %(hours)s "
                "in it.",
                why=why,
                since=since,
                until=until,
                length=length(moves),
                hours=promise.basis.calendar.name,
            )
        yield Step(phrase("Pause"), said, place, "pause")


def _cause(
    charter: Charter, case: Case, since: datetime, until: datetime | None
) -> tuple[Phrase, Place]:
    reopened = any(isinstance(e, ev.Reopened) and e.at == until for e in case.history)
    began = [e for e in case.history if isinstance(e, ev.WaitingBegan) and e.at <= since]
    last = max(began, key=lambda event: event.at, default=None)
    if reopened and (last is None or last.at < since):
        return phrase("Between its end and its reopening"), charter.closing.place
    rule = charter.waiting.get(last.on) if last else None
    why = _WAITS.get(last.on if last else "", phrase("Waiting"))
    return why, rule.place if rule else NOWHERE


_WAITS = {
    "customer": phrase("Waiting for the customer"),
    "supplier": phrase("Waiting for a supplier"),
    "bug": phrase("Waiting for a bug"),
    "date": phrase("Waiting for a date"),
}

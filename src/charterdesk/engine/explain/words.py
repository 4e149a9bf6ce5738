"""Words of explanations before their language: kinds of promise, lengths, days, wall times.

A length is never in days, for a day is not 24 counted hours (T5).
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from charterdesk.engine.phrase import Phrase, phrase
from charterdesk.engine.status import status_word

# Within so many days the name of a weekday says which day is meant.
A_WEEK = 6


def kind_name(kind: str, key: str = "") -> Phrase:
    """A kind of promise (2.5); `key` is the bug's number, or the case whose asker is owed."""
    name = _KINDS[kind]
    return phrase("%(name)s %(key)s", name=name, key=key) if key else name


def standing_words(kind: str, key: str, is_: str, due: datetime | None) -> Phrase:
    """How a promise stands (`standing.Standing.is_`), and by when it is due, if it is."""
    said = {"kind": kind_name(kind, key), "is": _STANDS[is_]}
    if due is None:
        return phrase("%(kind)s: %(is)s", **said)
    return phrase("%(kind)s: %(is)s, by %(due)s", due=due, **said)


def case_words(status: str, answer: Phrase) -> Phrase:
    """How a case stands, before the answer of `explain_case`."""
    return phrase("%(status)s; %(answer)s", status=status_word(status), answer=answer)


def due_words(kind: str, key: str, due: datetime) -> Phrase:
    """`Response: by ...`, with the whole moment."""
    return phrase("%(kind)s: by %(due)s", kind=kind_name(kind, key), due=due)


def length(of: timedelta) -> Phrase:
    """Hours, minutes and seconds, such as 9 h 30 min."""
    minutes, seconds = divmod(int(of.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = {"h": hours, "m": minutes, "s": seconds}
    form = _LENGTHS["".join(unit for unit, number in parts.items() if number) or "m"]
    return Phrase(form.form, parts)


def day(on: date) -> Phrase:
    """A day by its weekday alone, such as Mon."""
    return _WEEKDAYS[on.weekday()]


def dated(on: date) -> Phrase:
    """A day with its date, such as Mon 16 Mar."""
    number = Phrase(_DATES[on.month - 1].form, {"d": on.day})
    return phrase("%(weekday)s %(date)s", weekday=day(on), date=number)


def wall(at: datetime, zone: str, *, brief: bool, named: bool = False) -> Phrase:
    """A moment as its zone's wall shows it: `brief` by the weekday; `named` with the zone."""
    local = at.astimezone(ZoneInfo(zone))
    on = day(local.date()) if brief else dated(local.date())
    time = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
    if named:
        return phrase("%(day)s %(time)s %(zone)s", day=on, time=time, zone=zone_name(local))
    return phrase("%(day)s %(time)s", day=on, time=time)


def is_brief(since: datetime, until: datetime, zone: str) -> bool:
    """Whether weekdays alone name every day from one moment to another."""
    there = ZoneInfo(zone)
    return (until.astimezone(there).date() - since.astimezone(there).date()).days <= A_WEEK


def zone_name(local: datetime) -> str:
    """What the zone is called at that moment: MSK, CEST, UTC+04."""
    name = local.tzname() or "UTC"
    return f"UTC{name}" if name[:1] in "+-" else name


FURTHER = phrase("What else follows:")
_KINDS = {
    "response": phrase("response"),
    "activation": phrase("activation"),
    "update": phrase("update"),
    "reply": phrase("reply"),
    "diagnosis": phrase("diagnosis"),
    "indication": phrase("indication"),
    "patch": phrase("patch"),
    "workaround": phrase("workaround"),
    "resolution": phrase("resolution"),
    "takeover": phrase("takeover"),
    "supplier": phrase("supplier"),
}
_STANDS = {
    "running": phrase("running"),
    "paused": phrase("paused"),
    "met": phrase("met"),
    "breached": phrase("breached"),
    "met recorded late": phrase("met recorded late"),
    "measured": phrase("measured"),
    "not needed": phrase("not needed"),
    "handed back": phrase("handed back"),
    "not started": phrase("not started"),
}
_LENGTHS = {
    "hms": phrase("%(h)d h %(m)d min %(s)d s"),
    "hm": phrase("%(h)d h %(m)d min"),
    "hs": phrase("%(h)d h %(s)d s"),
    "ms": phrase("%(m)d min %(s)d s"),
    "h": phrase("%(h)d h"),
    "m": phrase("%(m)d min"),
    "s": phrase("%(s)d s"),
}
_WEEKDAYS = (
    phrase("Mon"), phrase("Tue"), phrase("Wed"), phrase("Thu"), phrase("Fri"), phrase("Sat"),
    phrase("Sun"),
)  # fmt: skip
_DATES = (
    phrase("%(d)d Jan"), phrase("%(d)d Feb"), phrase("%(d)d Mar"), phrase("%(d)d Apr"),
    phrase("%(d)d May"), phrase("%(d)d Jun"), phrase("%(d)d Jul"), phrase("%(d)d Aug"),
    phrase("%(d)d Sep"), phrase("%(d)d Oct"), phrase("%(d)d Nov"), phrase("%(d)d Dec"),
)  # fmt: skip

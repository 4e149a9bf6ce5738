"""Lengths of time as people type and read them: `30 min` in a form is `30m` in the charter.

Both ways keep what they don't know as it stands, so that the reader of charters can name it.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from charterdesk.engine.charter.durations import parse_length, parse_promise, parse_target
from charterdesk.engine.charter.faults import BadValueError

_UNITS: Mapping[str, str] = {
    **dict.fromkeys(("d", "day", "days", "д", "дн", "день", "дня", "дней"), "d"),
    **dict.fromkeys(("h", "hr", "hour", "hours", "ч", "час", "часа", "часов"), "h"),
    **dict.fromkeys(("m", "min", "minute", "minutes", "мин", "минута", "минуты", "минут"), "m"),
    **dict.fromkeys(("s", "sec", "second", "seconds", "с", "сек", "секунда", "секунды"), "s"),
}
_WRITTEN = re.compile(r"(?<!\S)(?:[0-9]+[dhms])+(?!\S)")
_TYPED = re.compile(r"([0-9]+)\s*([^\W\d]+)\.?")
_AT_ONCE = timedelta(minutes=15)


def spoken(text: str) -> str:
    """A target, a length or a repeat of a charter as a form shows it: `1h30m` is `1 h 30 min`."""
    prefix, rest = ("every ", text[6:]) if text.startswith("every ") else ("", text)
    said = _phrases().get(rest) or _WRITTEN.sub(lambda found: _units(found[0]), rest)
    return _every() % {"length": said} if prefix else said


def charter_length(text: str) -> str:
    """What was typed, as a charter writes it: `15 min` is `15m`, `every 4 hours` is `every 4h`."""
    plain = " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())
    for prefix in ("every ", _every().partition("%(length)s")[0]):
        if prefix and plain.casefold().startswith(prefix.casefold()):
            return f"every {charter_length(plain[len(prefix) :])}"
    phrases = {said.casefold(): written for written, said in _phrases().items()}
    return phrases.get(plain.casefold()) or _shortened(plain)


def is_length(text: str) -> bool:
    """Whether it is a length of elapsed time, and not none."""
    return _passes(lambda: bool(parse_length(text)))


def is_wait(text: str) -> bool:
    """Whether a step or a reminder may wait so long: none at all counts."""
    return _passes(lambda: parse_target(text, _AT_ONCE).has_due) and text != "at once"


def is_promise(kind: str, text: str, hours: Iterable[str]) -> bool:
    """Whether a row may promise it."""
    calendars = frozenset(hours)
    return _passes(lambda: bool(parse_promise(kind, text, _AT_ONCE, calendars)))


def _passes(try_it: object) -> bool:
    assert callable(try_it)
    try:
        return bool(try_it())
    except BadValueError:
        return False


def _every() -> str:
    return pgettext("repeat", "every %(length)s")


def _phrases() -> dict[str, str]:
    return {
        "at once": pgettext("promise", "at once"),
        "asap": pgettext("promise", "as soon as possible"),
        "not stated": pgettext("promise", "not stated"),
    }


def _units(text: str) -> str:
    names = {
        "d": pgettext("typed length", "d"),
        "h": pgettext("typed length", "h"),
        "m": pgettext("typed length", "min"),
        "s": pgettext("typed length", "s"),
    }
    return " ".join(f"{count} {names[unit]}" for count, unit in re.findall(r"(\d+)([dhms])", text))


def _shortened(text: str) -> str:
    """Numbers with their units drawn together; other words stay."""

    def short(found: re.Match[str]) -> str:
        unit = _UNITS.get(found[2].casefold())
        return f"{found[1]}{unit}" if unit else found[0]

    drawn = _TYPED.sub(short, text)
    return re.sub(r"(?<=[0-9][dhms]) (?=[0-9]+[dhms](?!\S))", "", drawn)


def wrong_length(typed: str) -> str:
    """The sentence beside a field in which no length stands."""
    said = {"typed": typed}
    return _("“%(typed)s” is not a length of time: write for example 30 min, 4 h or 1 d.") % said

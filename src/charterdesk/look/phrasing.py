"""The engine's sentences in the reader's language: the same `Phrase`, worded once more."""

from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.utils.translation import gettext, ngettext

from charterdesk.engine.phrase import Phrase, PhraseValue
from charterdesk.look.moments import date_words, length_words, zone_name


def worded(said: Phrase, zone: str | tzinfo, *, years: bool = False) -> str:
    """The sentence in the active language; its moments in `zone`, always with their date.

    `years`: with their year too, where no page around the sentence tells it.
    """
    there = ZoneInfo(zone) if isinstance(zone, str) else zone
    form = ngettext(said.form, said.many, said.count) if said.many else gettext(said.form)
    return form % {name: _word(value, there, years) for name, value in said.values.items()}


def _word(value: PhraseValue, zone: tzinfo, years: bool) -> str | int | float:
    match value:
        case Phrase():
            return worded(value, zone, years=years)
        case datetime():
            return _moment(value, zone, years)
        case timedelta():
            return length_words(value)
        case tuple():
            return ", ".join(str(_word(item, zone, years)) for item in value)
        case _:
            return value


def _moment(at: datetime, zone: tzinfo, years: bool) -> str:
    local = at.astimezone(zone)
    seconds = f"{local:%S}"
    time = f"{local:%H:%M}" if seconds == "00" else f"{local:%H:%M}:{seconds}"
    today = local - timedelta(days=366) if years else local
    return f"{date_words(local, today)}, {time} {zone_name(local)}"

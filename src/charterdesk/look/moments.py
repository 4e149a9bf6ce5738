"""Moments and lengths in words: the absolute first, in the reader's zone, the relative after.

No sentence is glued from translated parts: each form is one string with places for numbers.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache

from django.utils.translation import get_language
from markupsafe import Markup

from charterdesk.look.texts import gettext, pgettext


def weekday(day: int) -> str:
    """The short name of a day of the week, Monday being 0."""
    return _weekdays(get_language() or "")[day]


def month(number: int) -> str:
    """The short name of a month as it stands after the number of a day, January being 1."""
    return _months(get_language() or "")[number - 1]


@lru_cache(maxsize=32)
def _weekdays(language: str) -> tuple[str, ...]:
    """The names in the present language: a page of 50 rows asks for some hundred."""
    return (
        gettext("Mon"), gettext("Tue"), gettext("Wed"), gettext("Thu"),
        gettext("Fri"), gettext("Sat"), gettext("Sun"),
    )  # fmt: skip


@lru_cache(maxsize=32)
def _months(language: str) -> tuple[str, ...]:
    return (
        pgettext("after a day", "Jan"), pgettext("after a day", "Feb"),
        pgettext("after a day", "Mar"), pgettext("after a day", "Apr"),
        pgettext("after a day", "May"), pgettext("after a day", "Jun"),
        pgettext("after a day", "Jul"), pgettext("after a day", "Aug"),
        pgettext("after a day", "Sep"), pgettext("after a day", "Oct"),
        pgettext("after a day", "Nov"), pgettext("after a day", "Dec"),
    )  # fmt: skip


def zone_name(local: datetime) -> str:
    """What people call the zone at that moment: MSK, CEST, UTC+4."""
    name = local.tzname() or "UTC"
    return f"UTC{name}" if name[:1] in "+-" else name


def date_words(local: date, today: date | None = None) -> str:
    """`Thu 12 Mar`, with the year when it is not the year of `today`."""
    parts = {"weekday": weekday(local.weekday()), "day": local.day, "month": month(local.month)}
    if today and local.year == today.year:
        return pgettext("date", "%(weekday)s %(day)d %(month)s") % parts
    return pgettext("date", "%(weekday)s %(day)d %(month)s %(year)d") % {
        **parts,
        "year": local.year,
    }


def moment_words(at: datetime, now: datetime, zone: tzinfo) -> str:
    """`Thu 12 Mar, 12:00 MSK` in `zone`."""
    local = at.astimezone(zone)
    return pgettext("moment", "%(date)s, %(time)s %(zone)s") % {
        "date": date_words(local, now.astimezone(zone)),
        "time": f"{local:%H:%M}",
        "zone": zone_name(local),
    }


def short_words(at: datetime, now: datetime, zone: tzinfo) -> str:
    """`12:00` on the reader's day, else `12 Mar`, for columns; the full form is in the tooltip."""
    local, today = at.astimezone(zone), now.astimezone(zone)
    if local.date() == today.date():
        return f"{local:%H:%M}"
    if local.year == today.year:
        return pgettext("date", "%(day)d %(month)s") % {
            "day": local.day,
            "month": month(local.month),
        }
    return f"{local:%Y-%m-%d}"


def brief_words(at: datetime, now: datetime, zone: tzinfo) -> str:
    """`12:00` on the reader's day, else the day as well, for lines of a timeline."""
    local = at.astimezone(zone)
    if local.date() == now.astimezone(zone).date():
        return f"{local:%H:%M}"
    return pgettext("moment", "%(date)s, %(time)s") % {
        "date": short_words(at, now, zone),
        "time": f"{local:%H:%M}",
    }


def length_words(length: timedelta) -> str:
    """The two largest units of a length: `5h 46m`, `48m`, `1d 3h`; below a minute, seconds."""
    seconds = int(abs(length).total_seconds())
    days, hours, minutes = seconds // 86400, seconds % 86400 // 3600, seconds % 3600 // 60
    if days:
        parts = [unit("d", days), unit("h", hours)]
    elif hours:
        parts = [unit("h", hours), unit("m", minutes)]
    elif minutes:
        parts = [unit("m", minutes)]
    else:
        return unit("s", seconds)
    return "\N{NO-BREAK SPACE}".join([parts[0], *[part for part in parts[1:] if part[0] != "0"]])


def unit_forms() -> Mapping[str, str]:
    """The form of each unit with `%d` for its number, which the script of the clocks uses too."""
    return _unit_forms(get_language() or "")


@lru_cache(maxsize=32)
def _unit_forms(_language: str) -> Mapping[str, str]:
    return {
        "d": pgettext("days", "%dd"),
        "h": pgettext("hours", "%dh"),
        "m": pgettext("minutes", "%dm"),
        "s": pgettext("seconds", "%ds"),
    }


def unit(name: str, number: int) -> str:
    """One unit with its number: `48m`."""
    return unit_forms()[name] % number


def relative_words(at: datetime, now: datetime) -> str:
    """`in 48m`, `2h ago`, or `now` within the minute."""
    away = at - now
    if abs(away) < timedelta(minutes=1):
        return gettext("now")
    if away > timedelta():
        return gettext("in %(length)s") % {"length": length_words(away)}
    return gettext("%(length)s ago") % {"length": length_words(away)}


def time_tag(at: datetime, now: datetime, zone: tzinfo, form: str = "full") -> Markup:
    """A moment as a `<time>`: UTC in `datetime` and in the tooltip.

    `form`: full (with the relative words after), plain (without them), short (for columns),
    brief (for lines of a timeline).
    """
    utc = at.astimezone(UTC)
    full = moment_words(at, now, zone)
    shortened = {"short": short_words, "brief": brief_words}.get(form)
    text = shortened(at, now, zone) if shortened else full
    title = f"{full} ({utc:%H:%M} UTC)" if shortened else f"{utc:%Y-%m-%d %H:%M} UTC"
    iso = f"{utc:%Y-%m-%dT%H:%M:%SZ}"
    # By `%`: `Markup.format` takes ten times as long, and a list says fifty moments.
    tag = Markup('<time datetime="%s" title="%s">%s</time>') % (iso, title, text)
    if form != "full":
        return tag
    ago = Markup('<span class="ago" data-at="%s">(%s)</span>') % (iso, relative_words(at, now))
    return tag + " " + ago

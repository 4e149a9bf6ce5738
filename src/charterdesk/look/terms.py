"""The terms of a charter in words: within what, by which hours, or that nothing is promised."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from charterdesk.engine.charter.values import ALWAYS_NAME, Charter, Priority, Target, Term
from charterdesk.look.moments import length_words, unit

_AMOUNT = re.compile(r"(\d{1,6})([dhms])", re.ASCII)


def length_of(target: Target) -> str:
    """How long a target gives, in the reader's words."""
    if target.kind == "days":
        return ngettext("%(days)d day", "%(days)d days", target.days) % {"days": target.days}
    return length_words(target.amount) if target.kind == "time" else target.text


def target_words(target: Target) -> str:
    """A target as the charter writes it, in the reader's units: `4h`, `every 2d`, `at once`."""
    text = target.text.removeprefix("every ")
    first, *rest = text.split(" ")
    if text.startswith("at once"):
        return " ".join([_("at once"), *rest[1:]])
    amount = _AMOUNT.sub(lambda one: unit(one[2], int(one[1])), first)
    words = " ".join([amount, *rest])
    is_repeated = text != target.text
    return pgettext("repeat", "every %(length)s") % {"length": words} if is_repeated else words


def criteria_of(charter: Charter, priority: Priority) -> tuple[str, ...]:
    """When a priority is the right one: by its cells of a matrix, else by its words."""
    return charter.matrix.cells(priority.name) if charter.matrix else priority.when


def term_words(term: Term) -> str:
    """What the charter promises there, in words."""
    target = term.target
    if target.kind == "asap":
        return _("as soon as we can, without a number")
    if target.kind == "not stated":
        return _("no time is promised")
    if term.kind == "update":
        return _each(target, term.hours)
    return _within(target, term.hours)


def _within(target: Target, hours: str) -> str:
    said = {"length": length_words(target.amount), "hours": hours, "days": target.days}
    if target.kind == "days" and hours != ALWAYS_NAME:
        return ngettext(
            "by the same time on the next working day (%(hours)s)",
            "by the same time %(days)d working days later (%(hours)s)",
            target.days,
        ) % said  # fmt: skip
    if target.kind == "end of day":
        return ngettext(
            "by the end of the working day (%(hours)s)",
            "by the end of the working day, %(days)d days on (%(hours)s)",
            target.days,
        ) % said  # fmt: skip
    if target.kind == "days":
        return ngettext("within %(days)d day", "within %(days)d days", target.days) % said
    if hours == ALWAYS_NAME:
        return _("within %(length)s, day and night") % said
    return _("within %(length)s of our hours (%(hours)s)") % said


def _each(target: Target, hours: str) -> str:
    said = {"length": length_words(target.amount), "hours": hours, "days": target.days}
    if target.kind in ("days", "end of day"):
        return _each_days(target.days, hours)
    if hours == ALWAYS_NAME:
        return pgettext("news", "at least every %(length)s, day and night") % said
    return pgettext("news", "at least every %(length)s of our hours (%(hours)s)") % said


def _each_days(days: int, hours: str) -> str:
    said = {"days": days, "hours": hours}
    if hours == ALWAYS_NAME:
        return ngettext("at least every day", "at least every %(days)d days", days) % said
    said_words = ngettext(
        "at least every working day (%(hours)s)",
        "at least every %(days)d working days (%(hours)s)",
        days,
    )
    return said_words % said

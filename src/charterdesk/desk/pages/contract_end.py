"""When a contract ends, said early enough: thirty days before it, and again seven days before."""

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.customers.models import Contract
from charterdesk.welcome.ending import EARLY, LATE


def warning_words(one: Contract, today: date) -> str:
    """That the end is near or over; "" while it is far. A contract covers up to the day before."""
    if one.valid_until is None or one.valid_until - today > EARLY:
        return ""
    if one.valid_until <= today:
        return _("over")
    left = (one.valid_until - today).days
    told = ngettext("ends in %(count)d day", "ends in %(count)d days", left) % {"count": left}
    return _("%(when)s: renew it now") % {"when": told} if timedelta(left) <= LATE else told


def end_words(one: Contract, today: date) -> str:
    """The day before which it ends, with the warning; "" for a contract without an end."""
    if one.valid_until is None:
        return ""
    said = {"day": one.valid_until.isoformat(), "warning": warning_words(one, today)}
    if said["warning"]:
        return _("ends before %(day)s, %(warning)s") % said
    return _("ends before %(day)s") % said

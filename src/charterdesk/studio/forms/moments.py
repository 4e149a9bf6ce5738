"""A wall time that somebody typed becomes a moment, within the years that calendars reach."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _

FIRST_YEAR, LAST_YEAR = 1980, 2090


def moment_of(wall: datetime | None, zone: ZoneInfo) -> datetime | None:
    """The moment in UTC, on the clocks of `zone`; raises ValidationError for another age.

    A time that the clocks skip is as much later, and of one that they show twice the first counts.
    """
    if wall is None:
        return None
    if not FIRST_YEAR <= wall.year <= LAST_YEAR:
        said = {"first": str(FIRST_YEAR), "last": str(LAST_YEAR)}
        raise forms.ValidationError(
            _("Choose a moment between the years %(first)s and %(last)s.") % said
        )
    return wall.replace(tzinfo=zone).astimezone(UTC)

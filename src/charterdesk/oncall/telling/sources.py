"""An alarm where a calendar of others can't be read again and again, and its end."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_noop

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import DESK
from charterdesk.oncall.calendars.reading import Unreadable
from charterdesk.oncall.models import CalendarSource
from charterdesk.oncall.telling.errand import Errand, Said, rota_link

FAILING = gettext_noop(
    "The calendar “%(calendar)s” of %(rota)s can't be read since %(since)s, and the shifts that"
    " were read before still stand. %(why)s"
)
MENDED = gettext_noop("The calendar “%(calendar)s” of %(rota)s is read again.")


def tell_source_failing(source: CalendarSource, why: Unreadable, at: datetime) -> None:
    """Tell whoever staffs rotas, once for each time that it begins to fail."""
    said = {**_said(source), "since": source.failing_since or at, "why": why}
    _tell(source, "calendar failing", FAILING, said, at)


def tell_source_mended(source: CalendarSource, at: datetime) -> None:
    """Tell the same people that it is over."""
    _tell(source, "calendar mended", MENDED, _said(source), at)


def _said(source: CalendarSource) -> dict[str, Said]:
    return {"calendar": source.name, "rota": source.rota.name}


def _tell(
    source: CalendarSource, about: str, form: str, said: dict[str, Said], at: datetime
) -> None:
    began = source.failing_since or at
    errand = Errand(f"calendar/{source.pk}", f"{about} {began.isoformat()}", DESK, at)
    staff = Q(is_admin=True) | Q(memberships__is_lead=True)
    for person in Person.objects.filter(staff, is_active=True).distinct().order_by("pk"):
        errand.tell(person, form, said, rota_link(source.rota))

"""The calendars of others that a rota is read from: when, how often, and what went wrong."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.desk.oncall_values import SourceRow
from charterdesk.look.values import Action
from charterdesk.oncall.calendars.reading import Unreadable
from charterdesk.oncall.models import CalendarSource
from charterdesk.visit.reader import Reader


def source_rows(
    sources: Sequence[CalendarSource], may_staff: bool, reader: Reader
) -> tuple[SourceRow, ...]:
    """One row for each calendar; its secret address is not shown, only whose server it is at."""
    return tuple(
        SourceRow(
            name=one.name,
            level=one.level,
            words=tuple(_words(one, reader)),
            fault=_fault(one, reader),
            acts=tuple(_acts(one)) if may_staff else (),
        )
        for one in sources
    )


def every_words(every: timedelta) -> str:
    """How often a calendar is read."""
    minutes = every // timedelta(minutes=1)
    if minutes % 60:
        text = ngettext("read every %(count)d minute", "read every %(count)d minutes", minutes)
        return text % {"count": minutes}
    text = ngettext("read every %(count)d hour", "read every %(count)d hours", minutes // 60)
    return text % {"count": minutes // 60}


def _words(one: CalendarSource, reader: Reader) -> Iterator[str]:
    if one.url:
        yield _("from %(host)s") % {"host": urlsplit(one.url).hostname or ""}
    else:
        yield _("from a file")
    if one.every:
        yield every_words(one.every)
    seen = one.looked_at or one.read_at
    if seen:
        yield _("last read %(when)s") % {"when": reader.full(seen)}
    if one.unknown:
        names = ", ".join(map(str, one.unknown[:8]))
        yield _("left out, as nobody here has the name: %(names)s") % {"names": names}


def _fault(one: CalendarSource, reader: Reader) -> str:
    if not one.fault or one.failing_since is None:
        return ""
    said = {
        "since": reader.full(one.failing_since),
        "why": str(Unreadable(one.fault, one.fault_about)),
    }
    if one.read_at is None:
        return _("Not read since %(since)s. %(why)s") % said
    text = _("Not read since %(since)s: the shifts that were read before still stand. %(why)s")
    return text % said


def _acts(one: CalendarSource) -> Iterator[Action]:
    end = reverse("desk:oncall_end", args=["source", one.pk])
    if one.url:
        again = reverse("desk:oncall_read", args=[one.pk])
        yield Action(f"read-{one.pk}", _("Read now"), again, method="post")
    yield Action(f"end-source-{one.pk}", _("End"), end, method="post")

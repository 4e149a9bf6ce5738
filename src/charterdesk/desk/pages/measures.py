"""Measures of a charter's cases: counts beside every share, and no share of nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.cases.models import Case
from charterdesk.cases.queries.measures import Measured, Span
from charterdesk.desk.addresses import with_query
from charterdesk.desk.forms.measures import MeasuresForm
from charterdesk.desk.measure_values import MeasuredPage, MeasureRow, MeasuresPage, Share
from charterdesk.desk.pages.queue import queue_row
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Link, Pager
from charterdesk.visit.reader import Reader


def measures_page(span: Span, found: Sequence[Measured], form: MeasuresForm) -> MeasuresPage:
    """The page of a charter's months."""
    channels = sorted({one.channel for one in found})
    rows = [
        _row(one, span, [m for m in found if m.channel == one], channel=one) for one in channels
    ]
    months = [
        _row(_month(one), Span(span.charter, one, one), [m for m in found if m.month == one])
        for one in span.months
    ]
    return MeasuresPage(
        sentence=span_words(span),
        fields=fields_of(form),
        by_channel=tuple(rows),
        by_month=tuple(months) if len(months) > 1 else (),
        total=_row(_("All channels"), span, found) if found else None,
        wanted=_wanted(span),
        csv_url=_address("desk:measures_csv", span),
    )


def measured_page(
    span: Span, part: Mapping[str, str], found: Sequence[Case], marks: tuple[str, str],
    reader: Reader,
) -> MeasuredPage:  # fmt: skip
    """The cases behind a number; `marks` are those of this page and of the one after."""
    first, here, after = (
        _address("desk:measured", span, **part, after=mark) for mark in ("", *marks)
    )
    count = len(found)
    shown = ngettext("%(count)d case shown", "%(count)d cases shown", count) % {"count": count}
    return MeasuredPage(
        name=_name(part),
        sentence=span_words(span),
        here=here,
        back_url=_address("desk:measures", span),
        rows=tuple(queue_row(case, here, reader) for case in found),
        pager=Pager(shown, first if marks[0] else "", after if marks[1] else "")
        if any(marks)
        else None,
    )


def span_words(span: Span) -> str:
    """Of what it is measured: the charter, the months, the zone of their ends."""
    said = {
        "charter": span.charter.title or span.charter.name, "since": _month(span.since),
        "until": _month(span.until), "zone": span.charter.zone,
    }  # fmt: skip
    if span.since == span.until:
        return _("%(charter)s, %(since)s (%(zone)s)") % said
    return _("%(charter)s, %(since)s to %(until)s (%(zone)s)") % said


def _name(part: Mapping[str, str]) -> str:
    names = {
        "live": _("Calls answered live"), "missed": _("Calls that nobody answered"),
        "solved": _("Solved at the first contact"),
        "further": _("Not solved at the first contact"),
    }  # fmt: skip
    name = names.get(part["what"], _("Cases measured"))
    if not part["channel"]:
        return name
    return _("%(name)s: %(channel)s") % {"name": name, "channel": part["channel"]}


def _wanted(span: Span) -> str:
    live = [one.name for one in span.charter.channels.values() if one.live]
    if not live:
        return _("The charter has no channel on which a person answers at once.")
    return _("The charter has a person answer every call on: %(channels)s.") % {
        "channels": ", ".join(live)
    }


def _row(name: str, span: Span, found: Sequence[Measured], channel: str = "") -> MeasureRow:
    calls: Counter[str] = Counter()
    ended: Counter[str] = Counter()
    for one in found:
        calls.update(one.calls)
        ended.update(one.ended)
    cases = sum(one.cases for one in found)
    return MeasureRow(
        name=name,
        cases=Link(str(cases), _address("desk:measured", span, channel=channel)),
        live=_share(span, channel, calls, "live", "missed"),
        solved=_share(span, channel, ended, "solved", "further"),
    )


def _share(span: Span, channel: str, counts: Counter[str], met: str, missed: str) -> Share | None:
    total = counts[met] + counts[missed]
    if not total:
        return None
    said = {"count": counts[met], "total": total, "percent": counts[met] * 100 // total}
    urls = [_address("desk:measured", span, channel=channel, what=one) for one in (met, missed)]
    left = counts[missed]
    other = ngettext("%(count)d not", "%(count)d not", left) % {"count": left}
    return Share(
        Link(_("%(count)d of %(total)d, %(percent)d %%") % said, urls[0]),
        Link(other, urls[1]) if left else None,
    )


def _address(name: str, span: Span, **more: str) -> str:
    months = {"since": f"{span.since:%Y-%m}", "until": f"{span.until:%Y-%m}"}
    return with_query(reverse(name), {"charter": span.charter.name, **months, **more})


def _month(first: date) -> str:
    return date_format(first, "F Y")

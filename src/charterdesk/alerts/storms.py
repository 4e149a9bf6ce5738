"""Storms: so many new cases of one source within minutes that they go under one outage (2.10).

Each alert keeps its case, its promises and its messages; the outage's ladder alone calls.
"""

from datetime import datetime

from charterdesk.accounts.rights import DESK
from charterdesk.alerts import wording
from charterdesk.alerts.models import AlertSource, AlertStorm, SourceAlert
from charterdesk.cases.actors import Asker
from charterdesk.cases.answers import Done
from charterdesk.cases.commands.machines import has_ended, note_recovery
from charterdesk.cases.commands.outages import attach_case, open_outage
from charterdesk.cases.projection import WORKED_ON


def storm_going(source: AlertSource, at: datetime) -> AlertStorm | None:
    """The storm that a new alert is of: its last one is minutes ago, and its outage is open."""
    last = AlertStorm.objects.select_related("parent").filter(source=source)
    found = last.filter(last_at__gt=at - source.storm_within).order_by("-last_at", "-pk").first()
    return None if found is None or has_ended(found.parent) else found


def join_or_begin(row: SourceAlert, storm: AlertStorm | None, at: datetime) -> None:
    """Note that the alert is of the storm, or see whether it makes one."""
    if storm is not None:
        if row.case.parent_id is None:
            attach_case(case=row.case, parent=storm.parent, by=DESK, at=at)
        row.storm = storm
        row.save(update_fields=["storm"])
        AlertStorm.objects.filter(pk=storm.pk).update(last_at=at)
        return
    lately = _lately(row.source, at)
    if len(lately) >= row.source.storm_alerts:
        _begin(row.source, lately, at)


def end_if_over(row: SourceAlert, by: Asker, at: datetime) -> None:
    """Once every alert of a storm is over, so is the storm, as the charter says of a recovery."""
    storm = row.storm
    if storm is None or SourceAlert.objects.filter(storm=storm, firing=True).exists():
        return
    written = wording.all_over(row.source)
    note_recovery(case=storm.parent, written=written, by=by, at=at, whole=True)


def _lately(source: AlertSource, at: datetime) -> list[SourceAlert]:
    """The alerts of the last minutes whose cases are open and of no outage yet."""
    recent = SourceAlert.objects.filter(
        source=source,
        fired_at__gt=at - source.storm_within,
        storm=None,
        case__parent=None,
        case__status__in=WORKED_ON,
    )
    return list(recent.select_related("case").order_by("pk"))


def _begin(source: AlertSource, alerts: list[SourceAlert], at: datetime) -> None:
    cases = {one.case_id: one.case for one in alerts}
    written = wording.storm_said(source, alerts)
    opened, _answers = open_outage(cases=list(cases.values()), written=written, by=DESK, at=at)
    if isinstance(opened, Done):
        storm = AlertStorm.objects.create(
            source=source, parent=opened.case, began_at=at, last_at=at
        )
        SourceAlert.objects.filter(pk__in=[one.pk for one in alerts]).update(storm=storm)

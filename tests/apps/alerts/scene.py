"""A desk with the charter of the stories about alarms, one source, and what it sends."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import granted
from charterdesk.alerts.commands import SourceWish, make_source
from charterdesk.alerts.keeping import TooMany, keep_delivery
from charterdesk.alerts.models import AlertDelivery, AlertSource
from charterdesk.alerts.taking import take
from charterdesk.cases.models import Case, Message
from charterdesk.engine.charter.reader import read_charter
from charterdesk.oncall.models import RoleAssignment
from tests.apps.cases.desk_stage import publish
from tests.apps.cast import MONDAY, ada, admin, ben

CHARTER = Path(__file__).parents[2] / "stories" / "charters" / "alarms.yaml"
PRIORITIES = {"critical": "critical", "warning": "normal"}


def minutes(count: float) -> datetime:
    """So long after the beginning."""
    return MONDAY + timedelta(minutes=count)


def staffed() -> None:
    """The charter in force, Ada its engineer and Ben the lead."""
    publish(read_charter(CHARTER.read_text(encoding="utf-8"), str(CHARTER)), MONDAY)
    for role, person in (("engineer", ada()), ("lead", ben())):
        RoleAssignment.objects.get_or_create(charter="alarms", role=role, person=person)


def source(name: str = "probes", by: Person | None = None, **wish: Any) -> AlertSource:
    """A source of the Alertmanager's on the channel that resolves."""
    return source_with_key(name, by, **wish)[0]


def source_with_key(
    name: str = "probes", by: Person | None = None, **wish: Any
) -> tuple[AlertSource, str]:
    """The same with its key."""
    staffed()
    usual: dict[str, Any] = {
        "kind": "alertmanager", "charter": "alarms", "channel": "probe",
        "priorities": PRIORITIES, "asset_label": "asset", "organisation_label": "customer",
    }  # fmt: skip
    asked = SourceWish(**{**usual, **wish})
    return granted(make_source(name=name, wish=asked, by=by or admin(), at=MONDAY))


def alert(
    name: str = "ShopDown", *, firing: bool = True, began: float = 0, summary: str = "",
    severity: str = "warning", **labels: str,
) -> dict[str, Any]:  # fmt: skip
    """One alert as the Alertmanager writes it; `began` minutes after the beginning."""
    return {
        "status": "firing" if firing else "resolved",
        "labels": {"alertname": name, "severity": severity, **labels},
        "annotations": {"summary": summary or f"{name} is down"},
        "startsAt": minutes(began).isoformat(),
        "endsAt": "0001-01-01T00:00:00Z",
        "generatorURL": "http://prometheus.example/graph",
        "fingerprint": f"print-{name}",
    }


def body(*alerts: dict[str, Any]) -> bytes:
    """A group of alerts as one webhook."""
    return json.dumps({"version": "4", "groupKey": "{}", "alerts": alerts}).encode()


def delivered(by: AlertSource, raw: bytes, at: datetime = MONDAY, key: str = "") -> AlertDelivery:
    """Kept, and taken to its end."""
    row = keep_delivery(source=by, body=raw, key=key, at=at)
    assert not isinstance(row, TooMany)
    taken(by, at)
    row.refresh_from_db()
    return row


def taken(by: AlertSource, at: datetime = MONDAY) -> None:
    """Whatever of the source waits is taken."""
    waiting = AlertDelivery.objects.filter(source=by, state=AlertDelivery.State.WAITING)
    for row in waiting.select_related("source").order_by("pk"):
        for _ in range(200):
            if take(row, at):
                break


def said_on(case: Case) -> Sequence[str]:
    """The subjects of the messages on a case, in their order."""
    found = Message.objects.filter(case=case).order_by("pk")
    return list(found.values_list("subject", flat=True))


def the_case() -> Case:
    """The only one."""
    return Case.objects.get()

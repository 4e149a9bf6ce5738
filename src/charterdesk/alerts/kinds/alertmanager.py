"""Prometheus Alertmanager, webhook version 4: a group of alerts, each with its own fingerprint.

Grafana's alerting sends the same shape with some more keys; see `grafana`.
"""

from typing import Any

from charterdesk.alerts.kinds.alert import (
    Alert,
    Naming,
    State,
    UnreadableError,
    bounded_print,
    checked_count,
    digest_of,
    labels_of,
    lines,
    plain,
    read_object,
)
from charterdesk.engine.phrase import phrase


def read_alertmanager(body: bytes, naming: Naming) -> tuple[Alert, ...]:
    """The alerts of a webhook; raises UnreadableError."""
    said = read_object(body)
    alerts = said.get("alerts")
    if not isinstance(alerts, list):
        raise UnreadableError(
            phrase("There is no list `alerts`: is this a webhook of the Alertmanager?")
        )
    return tuple(one_alert(one, naming) for one in checked_count(alerts))


def one_alert(said: Any, naming: Naming) -> Alert:
    """One alert of the group; raises UnreadableError."""
    if not isinstance(said, dict):
        raise UnreadableError(phrase("An entry of `alerts` is no JSON object."))
    labels, notes = labels_of(said.get("labels")), said.get("annotations")
    notes = notes if isinstance(notes, dict) else {}
    title = plain(notes.get("summary")) or _named(labels)
    printed = plain(said.get("fingerprint"), 1000)
    if not (title or printed):
        raise UnreadableError(phrase("An alert has neither labels nor a fingerprint."))
    return Alert(
        fingerprint=bounded_print(
            printed or digest_of(f"{k}={v}" for k, v in sorted(labels.items()))
        ),
        title=title or printed,
        state=_state(said),
        text=lines(notes.get("description") or notes.get("message")),
        severity=labels.get("severity", "") or labels.get("priority", ""),
        outbreak=plain(said.get("startsAt"), 60),
        asset=labels.get(naming.asset, ""),
        organisation=labels.get(naming.organisation, ""),
        url=link(said.get("panelURL") or said.get("dashboardURL") or said.get("generatorURL")),
        labels=labels,
    )


def link(value: Any) -> str:
    """An address of the web, else nothing."""
    found = plain(value, 1000)
    return found if found.startswith(("http://", "https://")) else ""


def _named(labels: dict[str, str]) -> str:
    where = labels.get("instance") or labels.get("job") or ""
    return " ".join(filter(None, (labels.get("alertname", ""), where)))


def _state(said: dict[str, Any]) -> State:
    match said.get("status"):
        case "firing":
            return "firing"
        case "resolved":
            return "recovered"
        case other:
            raise UnreadableError(
                phrase(
                    "An alert's `status` is “%(status)s”; it is firing or resolved.",
                    status=plain(other, 40),
                )
            )

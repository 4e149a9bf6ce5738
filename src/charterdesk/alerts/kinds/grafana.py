"""Grafana's webhook: the shape of the Alertmanager, or that of the alerting before version 9."""

from typing import Any

from charterdesk.alerts.kinds.alert import (
    Alert,
    Naming,
    State,
    UnreadableError,
    bounded_print,
    checked_count,
    labels_of,
    lines,
    plain,
    read_object,
)
from charterdesk.alerts.kinds.alertmanager import link, one_alert
from charterdesk.engine.phrase import phrase

_OLD: dict[str, State] = {
    "alerting": "firing", "no_data": "firing", "ok": "recovered", "paused": "news",
    "pending": "news", "unknown": "news",
}  # fmt: skip


def read_grafana(body: bytes, naming: Naming) -> tuple[Alert, ...]:
    """The alerts of a webhook; raises UnreadableError."""
    said = read_object(body)
    alerts = said.get("alerts")
    if isinstance(alerts, list):
        return tuple(one_alert(one, naming) for one in checked_count(alerts))
    if "ruleId" in said or "ruleName" in said:
        return (_old(said, naming),)
    raise UnreadableError(
        phrase("There is neither a list `alerts` nor a `ruleId`: is this a webhook of Grafana?")
    )


def _old(said: dict[str, Any], naming: Naming) -> Alert:
    name, state = plain(said.get("ruleName")), plain(said.get("state"), 40)
    if state not in _OLD:
        raise UnreadableError(
            phrase("The rule's `state` is “%(state)s”, which is no state of a rule.", state=state)
        )
    labels = labels_of(said.get("tags"))
    return Alert(
        fingerprint=bounded_print(f"rule {plain(said.get('ruleId'), 100) or name}"),
        title=name or plain(said.get("title")),
        state=_OLD[state],
        text=lines(said.get("message")),
        severity=labels.get("severity", ""),
        asset=labels.get(naming.asset, ""),
        organisation=labels.get(naming.organisation, ""),
        url=link(said.get("ruleUrl")),
        labels=labels,
    )

"""How each kind of sender is read: bytes to alerts, pure, and one place that knows all kinds."""

from collections.abc import Callable, Mapping
from typing import Any

from charterdesk.alerts.kinds.alert import Alert, Naming, State, UnreadableError
from charterdesk.alerts.kinds.alertmanager import read_alertmanager
from charterdesk.alerts.kinds.checkmk import read_checkmk
from charterdesk.alerts.kinds.grafana import read_grafana
from charterdesk.alerts.kinds.mapping import mapped_from, read_mapped
from charterdesk.alerts.kinds.nagios import read_nagios
from charterdesk.alerts.kinds.zabbix import read_zabbix

__all__ = ["ANY_JSON", "KINDS", "Alert", "Naming", "State", "UnreadableError", "alerts_in"]

ANY_JSON = "json"
# Each with the name that people know it by.
KINDS: Mapping[str, str] = {
    "alertmanager": "Prometheus Alertmanager",
    "grafana": "Grafana",
    "zabbix": "Zabbix",
    "checkmk": "Checkmk",
    "nagios": "Nagios",
    ANY_JSON: "JSON",
}
_READERS: Mapping[str, Callable[[bytes, Naming], tuple[Alert, ...]]] = {
    "alertmanager": read_alertmanager,
    "grafana": read_grafana,
    "zabbix": read_zabbix,
    "checkmk": read_checkmk,
    "nagios": read_nagios,
}


def alerts_in(
    kind: str, body: bytes, naming: Naming, mapping: Mapping[str, Any]
) -> tuple[Alert, ...]:
    """The alerts that a body of that kind says; raises UnreadableError, and nothing else."""
    reader = _READERS.get(kind)
    return reader(body, naming) if reader else read_mapped(body, mapped_from(mapping))

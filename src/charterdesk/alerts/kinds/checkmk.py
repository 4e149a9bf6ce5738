"""Checkmk: the variables of a notification (NOTIFY_...) as one JSON object.

Acknowledgements, downtimes and flapping are news: they open nothing and recover nothing.
"""

from typing import Any

from charterdesk.alerts.kinds.alert import (
    Alert,
    Naming,
    State,
    UnreadableError,
    bounded_print,
    lines,
    plain,
    read_object,
)
from charterdesk.engine.phrase import phrase

PREFIX = "NOTIFY_"


def read_checkmk(body: bytes, naming: Naming) -> tuple[Alert, ...]:
    """The alert of a notification; raises UnreadableError."""
    said = {key.upper().removeprefix(PREFIX): one for key, one in read_object(body).items()}
    return (alert_of_monitor(said, naming),)


def alert_of_monitor(said: dict[str, Any], naming: Naming) -> Alert:
    """An alert of host or service, in the words that Nagios gave to its successors."""
    host, service = plain(said.get("HOSTNAME")), plain(said.get("SERVICEDESC"))
    kind = plain(said.get("NOTIFICATIONTYPE"), 60).upper()
    if not host or not kind:
        raise UnreadableError(phrase("The notification needs HOSTNAME and NOTIFICATIONTYPE."))
    about = "SERVICE" if service else "HOST"
    now = plain(said.get(f"{about}STATE"), 40)
    output = lines(said.get(f"{about}OUTPUT"))
    more = lines(str(said.get(f"LONG{about}OUTPUT") or "").replace("\\n", "\n"))
    problem = plain(said.get(f"{about}PROBLEMID"), 40)
    labels = {"host": host, "service": service, "state": now, "site": plain(said.get("OMD_SITE")),
              "address": plain(said.get("HOSTADDRESS"))}  # fmt: skip
    return Alert(
        fingerprint=bounded_print(f"{host}/{service}" if service else host),
        title=f"{host}: {service} {now}".strip() if service else f"{host} {now}".strip(),
        state=_state(kind),
        text="\n".join(filter(None, (output, more))),
        severity=now,
        outbreak="" if problem == "0" else problem,
        asset=labels.get(naming.asset, ""),
        organisation=labels.get(naming.organisation, ""),
        labels={key: value for key, value in labels.items() if value},
    )


def _state(kind: str) -> State:
    if kind == "PROBLEM":
        return "firing"
    return "recovered" if kind == "RECOVERY" else "news"

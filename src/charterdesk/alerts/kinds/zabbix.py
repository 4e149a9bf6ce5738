"""Zabbix: the JSON that the manual's media type sends, one problem or its recovery.

The problem's own number stays the same until it recovers, so it marks the outbreak.
"""

import re
from typing import Any

from charterdesk.alerts.kinds.alert import (
    Alert,
    Naming,
    State,
    UnreadableError,
    bounded_print,
    labels_of,
    lines,
    plain,
    read_json,
    read_object,
)
from charterdesk.alerts.kinds.alertmanager import link
from charterdesk.engine.phrase import phrase

_STATES: dict[str, State] = {
    "1": "firing",
    "problem": "firing",
    "0": "recovered",
    "ok": "recovered",
}
_UNKNOWN = "*UNKNOWN*"
_UNFILLED = re.compile(r"\{[$A-Z0-9._#-]{1,60}\}")


def read_zabbix(body: bytes, naming: Naming) -> tuple[Alert, ...]:
    """The alert of a message; raises UnreadableError."""
    said = {key: _given(value) for key, value in read_object(body).items()}
    state = _STATES.get(plain(said.get("value"), 20).casefold())
    trigger, event = plain(said.get("trigger_id"), 60), plain(said.get("event_id"), 60)
    if state is None or not (trigger or event):
        raise UnreadableError(
            phrase(
                "The message needs `value` ({EVENT.VALUE}) and `event_id` ({EVENT.ID}) or "
                "`trigger_id` ({TRIGGER.ID})."
            )
        )
    host = plain(said.get("host"))
    labels = {**_labels(said), "host": host}
    return (
        Alert(
            fingerprint=bounded_print(f"trigger {trigger}" if trigger else f"event {event}"),
            title=" ".join(filter(None, (host and f"{host}:", plain(said.get("name"))))) or event,
            state=state,
            text=lines(said.get("text") or said.get("operational_data")),
            severity=plain(said.get("severity"), 60),
            outbreak=event,
            asset=labels.get(naming.asset, ""),
            organisation=labels.get(naming.organisation, ""),
            url=link(said.get("url")),
            labels={key: value for key, value in labels.items() if value},
        ),
    )


def _given(value: Any) -> Any:
    """A macro without a value comes as *UNKNOWN*, one that was not filled in as it is written."""
    empty = isinstance(value, str) and (value == _UNKNOWN or _UNFILLED.fullmatch(value))
    return "" if empty else value


def _labels(said: dict[str, Any]) -> dict[str, str]:
    """The tags, as an object or as the list of pairs that {EVENT.TAGSJSON} is."""
    tags = said.get("tags")
    if isinstance(tags, str) and tags.startswith("["):
        tags = read_json(tags.encode())
    if isinstance(tags, list):
        pairs = (one for one in tags if isinstance(one, dict))
        tags = {plain(one.get("tag")): one.get("value") for one in pairs}
    return labels_of(tags)

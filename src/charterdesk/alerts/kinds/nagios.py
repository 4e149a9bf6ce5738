"""Nagios and its kin: fields of a form that `curl` sends, named as its macros are, or as JSON.

A form needs no quoting in a command line, where macros hold whatever a plug-in has printed.
"""

from urllib.parse import parse_qsl

from charterdesk.alerts.kinds.alert import Alert, Naming, UnreadableError, read_object
from charterdesk.alerts.kinds.checkmk import alert_of_monitor
from charterdesk.engine.phrase import phrase

MOST_FIELDS = 60


def read_nagios(body: bytes, naming: Naming) -> tuple[Alert, ...]:
    """The alert of a notification; raises UnreadableError."""
    said = read_object(body) if body.lstrip()[:1] == b"{" else dict(_fields(body))
    return (alert_of_monitor({key.upper(): _given(one) for key, one in said.items()}, naming),)


def _fields(body: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(body.decode("utf-8", "replace"), max_num_fields=MOST_FIELDS)
    except ValueError:
        said = phrase("The form has more than %(most)d fields.", most=MOST_FIELDS)
        raise UnreadableError(said) from None


def _given(value: object) -> object:
    """A macro that was not filled in stands as it is written: $SERVICEDESC$."""
    unfilled = isinstance(value, str) and value.startswith("$") and value.endswith("$")
    return "" if unfilled else value

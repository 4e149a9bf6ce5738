"""The charter that a new one begins as: a few lines that can be published as they stand."""

_BLANK = """\
charter: {name}
version: 1
zone: {zone}
hours: {{office: {{open: [Mon-Fri 09:00-17:00]}}}}
roles: {{manager: {{is: person}}}}
last_resort: manager
channels: {{phone: {{live: yes}}, mail: {{address: support@example.com}}}}
priorities: {{list: {{urgent: {{when: [nothing works]}}, normal: {{default: yes}}}}}}
promises: {{urgent: {{hours: office, response: 1h}}, normal: {{hours: office, response: 1d}}}}
waiting: {{customer: {{remind: [3d, 7d]}}}}
closing: {{silence: {{close: 14d after resolved}}}}
"""


def blank_charter(name: str, zone: str) -> str:
    """The first lines of a charter of that name, whose times are of `zone`."""
    return _BLANK.format(name=name, zone=zone)

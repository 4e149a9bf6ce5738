"""What a machine said when it opened a case: its labels, each a line of `name: value`.

Only a machine's own words count: what a customer writes into a mail is no label.
"""

import re
from collections.abc import Mapping

from charterdesk.alerts.models import SourceAlert
from charterdesk.cases.models import Case, Message
from charterdesk.charters.queries import charter_version

MOST_READ = 20_000
_LINE = re.compile(r"([^\s:][^:\n]{0,99}): ([^\n]{1,500})")


def came_from_a_machine(case: Case) -> bool:
    """Whether the case came on a channel that the charter calls a machine's."""
    return is_machines(case.charter, case.charter_version, case.channel)


def is_machines(charter: str, version: int, channel: str) -> bool:
    """Whether that version of the charter calls the channel a machine's."""
    found = charter_version(charter, version).channels.get(channel)
    return found is not None and found.machine


def labels_of(case: Case) -> Mapping[str, str]:
    """The labels by their names in small letters.

    Those of the alert that opened the case, where it has any: its text may hold lines of a log,
    which anybody may have written. Else the lines of what a machine wrote, of which the last wins.
    """
    if not came_from_a_machine(case):
        return {}
    alert = SourceAlert.objects.filter(case=case).order_by("pk").first()
    if alert is not None and alert.labels:
        return {name.casefold(): str(value) for name, value in alert.labels.items()}
    first = Message.objects.filter(case=case).order_by("pk").first()
    lines = first.text[-MOST_READ:].splitlines() if first else []
    found = (_LINE.fullmatch(line.strip()) for line in lines)
    return {one[1].casefold(): one[2].strip() for one in found if one}

"""What a machine said when it opened a case: its labels, each a line of `name: value`.

Only a machine's own words count: what a customer writes into a mail is no label.
"""

import re
from collections.abc import Mapping

from charterdesk.alerts.models import SourceAlert
from charterdesk.automation.telling import charter_of
from charterdesk.cases.models import Case, Message

MOST_READ = 20_000
_LINE = re.compile(r"([^\s:][^:\n]{0,99}): ([^\n]{1,500})")


def came_from_a_machine(case: Case) -> bool:
    """Whether the case came on a channel that the charter calls a machine's."""
    channel = charter_of(case).channels.get(case.channel)
    return channel is not None and channel.machine


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

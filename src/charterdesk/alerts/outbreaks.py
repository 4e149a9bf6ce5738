"""What a report is to a trouble that is known: new, the same, once more, over, or too late.

Pure but for the row that it looks at. Reports come twice, late and in another order (R11).
"""

from enum import Enum, auto

from charterdesk.alerts.kinds import Alert
from charterdesk.alerts.models import SourceAlert
from charterdesk.cases.commands.machines import has_ended


class Came(Enum):
    """What came of a report."""

    NEW = auto()
    AGAIN = auto()  # it was over, or its case had ended: a new outbreak
    MORE = auto()  # the same outbreak, in other words
    OVER = auto()
    NEWS = auto()
    NOTHING = auto()


def came_of(known: SourceAlert | None, alert: Alert) -> Came:
    """What the report of `alert` is, where `known` is what its source has said before."""
    if known is None:
        return Came.NEW if alert.state == "firing" else Came.NOTHING
    if alert.outbreak and known.outbreak and _earlier(alert.outbreak, known.outbreak):
        return Came.NOTHING
    match alert.state:
        case "firing":
            return _fired(known, alert)
        case "recovered":
            return Came.OVER if known.firing else Came.NOTHING
        case "news":
            return Came.NEWS if known.firing and not has_ended(known.case) else Came.NOTHING


def _fired(known: SourceAlert, alert: Alert) -> Came:
    same = bool(alert.outbreak) and alert.outbreak == known.outbreak
    if not same and (not known.firing or has_ended(known.case)):
        return Came.AGAIN
    if not known.firing or has_ended(known.case):
        # A copy that comes after the end of what it reports.
        return Came.NOTHING
    if same and (alert.text, alert.title, alert.severity) == (
        known.text, known.title, known.severity,
    ):  # fmt: skip
        return Came.NOTHING
    return Came.MORE if _says_more(known, alert, same=same) else Came.NOTHING


def _says_more(known: SourceAlert, alert: Alert, *, same: bool) -> bool:
    """Other words, or another outbreak whose end was never told."""
    other = (alert.text, alert.title, alert.severity) != (known.text, known.title, known.severity)
    return other or (bool(alert.outbreak) and not same)


def _earlier(one: str, other: str) -> bool:
    """Whether a mark is of an earlier outbreak: numbers by size, times as they are written."""
    if one.isdecimal() and other.isdecimal():
        return int(one) < int(other)
    return one < other and one[:4].isdecimal() and other[:4].isdecimal()

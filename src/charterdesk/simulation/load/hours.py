"""Hours as a load writes them: weights of the hours of the week, and the hours of a crew."""

import re
from collections.abc import Callable
from datetime import date

from charterdesk.engine.calendar import Calendar, always, is_open, parse_line
from charterdesk.engine.calendar_line import Line, zone_of
from charterdesk.engine.calendar_wall import datetime_of, instant_of
from charterdesk.engine.charter.faults import BadValueError, plain, suggestion
from charterdesk.engine.charter.nodes import Node, Table
from charterdesk.engine.charter.values import ALWAYS_NAME, Charter
from charterdesk.simulation.document import Document
from charterdesk.simulation.load.values import HOURS_OF_WEEK

EVENLY = (1 / HOURS_OF_WEEK,) * HOURS_OF_WEEK
# Any week without a change of the clock, in any zone there is.
_MONDAY = date(2026, 6, 15).toordinal()
_WEIGHT = re.compile(r"\d{1,9}(?:\.\d{1,6})?")


def weights_of(document: Document, node: Node, zone: str) -> tuple[float, ...]:
    """`{Mon-Fri 08:00-17:00: 10, Mon-Sun 00:00-24:00: 1}`: of each hour the first line that
    holds it says its weight, an hour of no line has none; all together they make one.
    """
    table = document.table(node, "Weights")
    lines: list[tuple[Calendar, float]] = []
    for entry in table.entries if table else ():
        line = document.made(entry.key, _line_in(zone))
        for text in document.texts(entry.value, entry.key.value):
            weight = document.made(text, _weight)
            if line is not None and weight is not None:
                lines.append((Calendar("weights", (line,), frozenset(), zone), weight))
    weights = [_weight_of(hour, lines, zone) for hour in range(HOURS_OF_WEEK)]
    total = sum(weights)
    if not total:
        if table is not None and not document.faults:
            document.fault(table.place, "No hour has a weight.", "Write `Mon-Sun 00:00-24:00: 1`.")
        return EVENLY
    return tuple(weight / total for weight in weights)


def _weight_of(hour: int, lines: list[tuple[Calendar, float]], zone: str) -> float:
    seconds = hour % 24 * 3600 + 1800
    middle = datetime_of(instant_of(_MONDAY + hour // 24, seconds, zone_of(zone), last=False))
    return next((weight for calendar, weight in lines if is_open(calendar, middle)), 0.0)


def _line_in(zone: str) -> Callable[[str], Line]:
    def parse(text: str) -> Line:
        try:
            return parse_line(text, zone)
        except ValueError as error:
            mend = "Write for example `Mon-Fri 08:00-17:00`."
            raise BadValueError(f"{error}.".replace("..", "."), mend) from None

    return parse


def _weight(text: str) -> float:
    if not _WEIGHT.fullmatch(text):
        raise BadValueError(f"'{text[:40]}' is not a weight.", "Write a number, such as 1 or 0.5.")
    return float(text)


def hours_of(document: Document, table: Table, charter: Charter, name: str) -> Calendar:
    """A calendar of the charter by its name, or lines of hours."""
    texts = document.texts(table.get("hours"), "hours")
    if not texts or (len(texts) == 1 and texts[0].value == ALWAYS_NAME):
        return always(charter.zone)
    if len(texts) == 1 and texts[0].value in charter.hours:
        return charter.calendar(texts[0].value)
    lines: list[Line] = []
    for text in texts:
        if not any(sign.isdigit() for sign in text.value):
            mend = plain(suggestion(text.value, (*charter.hours, ALWAYS_NAME)))
            document.fault(text.place, f"'{text.value}' is no calendar of the charter.", mend)
        elif (line := document.made(text, _line_in(charter.zone))) is not None:
            lines.append(line)
    return Calendar(name, tuple(lines), frozenset(), charter.zone)

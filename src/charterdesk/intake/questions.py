"""What a customer is asked before a case, read from the charter: nothing here is the desk's own.

Only what the asker may set is offered; a priority that a channel sets is chosen by its channel.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from charterdesk.engine.charter.values import Channel, Charter, Priority

CUSTOMER = "customer"
# The page asks for these in ways of its own: who asks is known, how bad it is has its own step.
ANSWERED_ELSEWHERE = ("name", "severity", "clear description")
ASKED_OF_EVERY_CASE = "intake.mark."


@dataclass(frozen=True, slots=True)
class Choice:
    """A priority that the asker may have, and the channel by which it comes in."""

    priority: Priority
    channel: str


def web_channel(charter: Charter) -> str:
    """The channel of a form on a page: one that is a form, else one that sets nothing."""
    plain = [channel for channel in charter.channels.values() if _is_plain(channel)]
    forms = [channel for channel in plain if channel.form and not channel.address]
    usual = next(iter([*forms, *plain]), None)
    return usual.name if usual else next(iter(charter.channels))


def choices_of(charter: Charter) -> tuple[Choice, ...]:
    """The priorities that the asker may choose among, the strictest first; of one, none."""
    if charter.matrix is not None:
        return ()
    found = tuple(_choices(charter))
    return found if len(found) > 1 else ()


def asked_axes(charter: Charter) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The axes of the matrix with their words; the contract is known and not asked (R-TER-9)."""
    matrix = charter.matrix
    if matrix is None:
        return ()
    rows = (matrix.row_axis, tuple(matrix.rows))
    if matrix.column_axis == "contract":
        return (rows,)
    return (rows, (matrix.column_axis, matrix.columns))


def asked_marks(charter: Charter) -> tuple[str, ...]:
    """The marks that the charter asks of every case (R-VOX-4)."""
    said = (shown.path for shown in charter.shown if shown.path.startswith(ASKED_OF_EVERY_CASE))
    return tuple(path.removeprefix(ASKED_OF_EVERY_CASE) for path in said)


def asked_words(charter: Charter) -> tuple[str, ...]:
    """What else is to be told: by the charter's intake and by the channel of the page."""
    asks = chain(charter.intake.asks, charter.channels[web_channel(charter)].asks)
    return tuple(word for word in dict.fromkeys(asks) if word not in ANSWERED_ELSEWHERE)


def emergency_words(charter: Charter, priority: str) -> tuple[str, ...]:
    """What an emergency is asked for before it is one (R-BIC-20); nothing for other priorities."""
    strictest = charter.priorities[0].name
    return charter.intake.emergency_asks if priority == strictest else ()


def _choices(charter: Charter) -> Iterator[Choice]:
    usual, free = web_channel(charter), CUSTOMER in {rule.who for rule in charter.set_by}
    for priority in charter.priorities:
        by_channel = _setting(charter.channels.values(), priority.name)
        if by_channel:
            yield Choice(priority, by_channel)
        elif free or priority.default:
            yield Choice(priority, usual)


def _setting(channels: Iterable[Channel], priority: str) -> str:
    setting = (
        one.name
        for one in channels
        if one.sets_priority == priority and one.address and not one.machine
    )
    return next(setting, "")


def _is_plain(channel: Channel) -> bool:
    marked = channel.escalates or channel.sets_priority or channel.subject_has
    return not (channel.live or channel.machine or marked)

"""How near a deadline is, in the words of a clock. The script of the clocks has the same rule."""

from datetime import timedelta
from typing import Final

from charterdesk.look.values import ClockState

_SOON: Final = 4
_CRITICAL: Final = 10
_QUARTER_HOUR: Final = timedelta(minutes=15)


def state_of(left: timedelta, total: timedelta) -> ClockState:
    """Soon below a quarter of `total`, act now below a tenth and a quarter of an hour (ux.md 2.7).

    Both are open time; at nought and below the promise is missed.
    """
    if left <= timedelta():
        return "breached"
    if left < min(_QUARTER_HOUR, total / _CRITICAL):
        return "critical"
    return "soon" if left < total / _SOON else "ok"

"""Who is on duty by a rota: layers of rotations, single shifts, absences, and who stands in (2.9).

Pure: one plan gives one final schedule, whichever order its parts were written in.
"""

from charterdesk.engine.rotation.difference import Difference, Outlook, difference
from charterdesk.engine.rotation.fairness import Share, shares
from charterdesk.engine.rotation.final import changes, final_schedule, layer_schedule, on_duty
from charterdesk.engine.rotation.gaps import Gap, gaps
from charterdesk.engine.rotation.values import (
    Cell,
    Held,
    How,
    Layer,
    RotaPlan,
    SingleShift,
    StandIn,
    Stretch,
    TurnTaking,
)

__all__ = [
    "Cell",
    "Difference",
    "Gap",
    "Held",
    "How",
    "Layer",
    "Outlook",
    "RotaPlan",
    "Share",
    "SingleShift",
    "StandIn",
    "Stretch",
    "TurnTaking",
    "changes",
    "difference",
    "final_schedule",
    "gaps",
    "layer_schedule",
    "on_duty",
    "shares",
]

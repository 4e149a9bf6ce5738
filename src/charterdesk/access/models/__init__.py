"""What is stored about customers' systems and the work on them."""

from charterdesk.access.models.checks import PortCheck
from charterdesk.access.models.data import TakenData, TakenPiece
from charterdesk.access.models.systems import AccessLine, Secret, System, TeamRight
from charterdesk.access.models.views import RemoteView

__all__ = [
    "AccessLine",
    "PortCheck",
    "RemoteView",
    "Secret",
    "System",
    "TakenData",
    "TakenPiece",
    "TeamRight",
]

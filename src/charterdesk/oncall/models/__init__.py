"""The rows of on-call duty: rotas with layers and shifts, absences, exchanges, calendars, walls."""

from charterdesk.oncall.models.absence import Absence
from charterdesk.oncall.models.calendars import CalendarFeed, CalendarSource
from charterdesk.oncall.models.exchange import CoverOffer, CoverRequest, Swap
from charterdesk.oncall.models.layer import LayerTurn, RotaLayer
from charterdesk.oncall.models.rota import Override, RoleAssignment, Rota, Shift
from charterdesk.oncall.models.wall import Wallboard

__all__ = [
    "Absence",
    "CalendarFeed",
    "CalendarSource",
    "CoverOffer",
    "CoverRequest",
    "LayerTurn",
    "Override",
    "RoleAssignment",
    "Rota",
    "RotaLayer",
    "Shift",
    "Swap",
    "Wallboard",
]

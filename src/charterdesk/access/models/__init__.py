"""What is stored about customers' systems and the work on them."""

from charterdesk.access.models.checks import PortCheck
from charterdesk.access.models.systems import AccessLine, Secret, System, TeamRight

__all__ = ["AccessLine", "PortCheck", "Secret", "System", "TeamRight"]

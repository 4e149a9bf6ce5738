"""What is stored about customers' systems and the work on them."""

from charterdesk.access.models.systems import AccessLine, Secret, System, TeamRight

__all__ = ["AccessLine", "Secret", "System", "TeamRight"]

"""Who works on an incident, what was said of the next update, rehearsals, and what is public."""

from charterdesk.incidents.models.participation import NextUpdate, Participation
from charterdesk.incidents.models.public import PublicIncident, PublicUpdate
from charterdesk.incidents.models.rehearsal import Rehearsal

__all__ = ["NextUpdate", "Participation", "PublicIncident", "PublicUpdate", "Rehearsal"]

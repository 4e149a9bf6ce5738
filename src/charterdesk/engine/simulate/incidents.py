"""Many cases of one outage: one fix for all of them.

The first case is worked on; the others are answered and wait for it, then each is told and ends.
"""

from dataclasses import dataclass, field

from charterdesk.engine.simulate.values import Arrival
from charterdesk.engine.simulate.working import Contact


@dataclass(slots=True)
class Incidents:
    """By incident: the case that is worked on, those that wait for it, and what is fixed."""

    _leads: dict[str, str] = field(default_factory=dict)
    _waiting: dict[str, list[Contact]] = field(default_factory=dict)
    _fixed: set[str] = field(default_factory=set)

    def follows(self, arrival: Arrival) -> bool:
        """Whether another case of the incident came first."""
        return bool(arrival.incident) and (
            self._leads.setdefault(arrival.incident, arrival.ref) != arrival.ref
        )

    def must_wait(self, contact: Contact) -> bool:
        """Keeps an answered case until the fix is there; False when it may go on."""
        incident = contact.arrival.incident
        if not self.follows(contact.arrival) or incident in self._fixed:
            return False
        self._waiting.setdefault(incident, []).append(contact)
        return True

    def fixed_by(self, contact: Contact) -> list[Contact]:
        """Those who waited for this case, now that it is resolved."""
        incident = contact.arrival.incident
        if not incident or self.follows(contact.arrival):
            return []
        self._fixed.add(incident)
        return self._waiting.pop(incident, [])

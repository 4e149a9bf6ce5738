"""Who stands behind the roles of a charter, read from one file: persons, their work, their turns.

A pure stand-in for the desk's own rotas, for checks, explanations and simulations.
"""

from charterdesk.engine.people.duty import PeopleRota
from charterdesk.engine.people.reader import read_people
from charterdesk.engine.people.values import People, Person

__all__ = ["People", "PeopleRota", "Person", "read_people"]

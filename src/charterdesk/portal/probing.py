"""What would follow if a guest did something: the engine is asked, and nothing is saved."""

from charterdesk.cases.store import Loaded, moment
from charterdesk.engine.commands import Command
from charterdesk.engine.decide import Decision, decide
from charterdesk.oncall.queries import rota_for
from charterdesk.portal.asking import Visit


def decision_on(visit: Visit, loaded: Loaded, command: Command) -> Decision:
    """The decision with the people who are on duty now."""
    at, rota = moment(visit.at), rota_for(loaded.charter)
    return decide(loaded.charter, loaded.state, command, at, rota)

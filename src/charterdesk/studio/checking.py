"""The checks of a text as the desk stands: over its real rotas, beside what is in force."""

from datetime import datetime

from charterdesk.accounts.rights import Actor
from charterdesk.cases.queries.counting import open_cases_by_row
from charterdesk.charters.queries import NoCharter, charter_in_force
from charterdesk.engine.charter.faults import CharterErrors
from charterdesk.engine.charter.reader import read_charter
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.check import Checked, Context, faults_found, findings
from charterdesk.oncall.queries import rota_for


def checked(asker: Actor, name: str, text: str, at: datetime, file: str = "") -> Checked:
    """What the checks say of a text that is to be the charter `name`; raises nothing.

    `file` is what the findings call it, where that is not the charter's name.
    """
    try:
        charter = read_charter(text, file or name)
    except CharterErrors as faults:
        return Checked(None, faults_found(faults.errors))
    former = former_of(name, at)
    context = Context(
        at=at,
        published_at=at,
        rota=rota_for(charter) if former is not None else None,
        former=former,
        open_cases=open_cases_by_row(asker, name) if former is not None else None,
    )
    return Checked(charter, findings(charter, context))


def former_of(name: str, at: datetime) -> Charter | None:
    """The version in force, if there is one."""
    try:
        return charter_in_force(name, at)
    except NoCharter:
        return None

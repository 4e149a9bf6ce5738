"""What happens around the sample's escalation: who joins, what is promised next, what is shared."""

from datetime import datetime, timedelta

from charterdesk.accounts.refusal import granted
from charterdesk.cases.commands import Form
from charterdesk.incidents.commands.joining import join_incident
from charterdesk.incidents.commands.publishing import Said, publish_incident, update_incident
from charterdesk.incidents.commands.updating import send_update
from charterdesk.incidents.queries.public import incident_shared_of
from charterdesk.sample.scene import Scene, done
from charterdesk.sample.script import Act


def joins(who: str) -> Act:
    """Somebody works on it, too."""

    def act(scene: Scene, at: datetime) -> None:
        join_incident(case=scene.case, by=scene.colleague(who), at=at)

    return act


def updates(by: str, text: str, *, next_in: int) -> Act:
    """An update to the customer that says when the next one comes, so many minutes later."""

    def act(scene: Scene, at: datetime) -> None:
        next_at = at + timedelta(minutes=next_in)
        answer = send_update(
            case=scene.case, text=text, next_at=next_at, by=scene.colleague(by), at=at, form=Form()
        )
        done(scene, answer)

    return act


def shares(by: str, title: str, affected: str, state: str, text: str, *, next_in: int) -> Act:
    """A lead publishes the incident on the status page."""

    def act(scene: Scene, at: datetime) -> None:
        said = Said(state, text, at + timedelta(minutes=next_in) if next_in else None)
        person = scene.colleague(by)
        granted(
            publish_incident(
                title=title, affected=affected, said=said, by=person, at=at, case=scene.case
            )
        )

    return act


def tells_all(by: str, state: str, text: str, *, next_in: int = 0) -> Act:
    """What is shared of the case is brought up to date."""

    def act(scene: Scene, at: datetime) -> None:
        said = Said(state, text, at + timedelta(minutes=next_in) if next_in else None)
        shared = incident_shared_of(scene.case)
        assert shared is not None, "a plot shares an incident before it updates it"
        granted(update_incident(incident=shared, said=said, by=scene.colleague(by), at=at))

    return act

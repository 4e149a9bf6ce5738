"""What the sample's desk wants to know of its cases beside what its charters ask."""

from datetime import datetime

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import granted
from charterdesk.cases.commands import Declared, declare_field, set_fields
from charterdesk.cases.models import OwnField
from charterdesk.sample.scene import Scene, done
from charterdesk.sample.script import Act

FIELDS = (
    Declared(
        name="Root cause", sort=OwnField.Sort.CHOICE,
        choices=("configuration", "hardware", "our defect", "handling", "somebody else's network"),
        help="What it came from, once you know.",
    ),
    Declared(
        name="Affected version", sort=OwnField.Sort.TEXT, is_shown=True,
        help="As the product shows it under “About”.",
    ),
    Declared(
        name="Can be reproduced", sort=OwnField.Sort.YES_NO,
        help="Whether one of us has seen it happen.",
    ),
)  # fmt: skip


def declare_fields(*, by: Person, at: datetime) -> None:
    """The fields of the desk. Raises Refused."""
    for one in FIELDS:
        granted(declare_field(declared=one, by=by, at=at))


def fills(by: str, **values: str) -> Act:
    """Values of the desk's own fields; a key has lines for its dashes: `root_cause`."""

    def act(scene: Scene, at: datetime) -> None:
        given = {key.replace("_", "-"): value for key, value in values.items()}
        person = scene.colleague(by)
        done(scene, set_fields(case=scene.case, values=given, by=person, at=at))

    return act

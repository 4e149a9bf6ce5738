"""Systems of the sample's customers, a password that opens one, and the team that may look."""

from dataclasses import dataclass
from datetime import datetime

from charterdesk.access.commands import give_right, keep_secret, keep_system
from charterdesk.accounts.models import Person, Team
from charterdesk.accounts.refusal import granted
from charterdesk.customers.models import Organisation

LOOKS = "support"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A customer's system; `secrets` are (what it opens, account, the invented secret)."""

    firm: str
    name: str
    address: str
    ports: tuple[tuple[str, tuple[int, ...]], ...]
    secrets: tuple[tuple[str, str, str], ...] = ()


PLACES = (
    Place(
        firm="Quiet Quarry Hotels", name="Exchange of the head office",
        address="pbx.quiet-quarry.example",
        ports=(("web", (80, 81, 443)), ("ssh PBXware", (2020,))),
        secrets=(("GUI user and password", "support", "a-quarry-is-quiet-at-night"),),
    ),
    Place(
        firm="Nine Bells Insurance", name="Bell tower", address="bells.nine-bells.example",
        ports=(("web", (443,)),),
    ),
)  # fmt: skip


def unlock_customers(*, by: Person, at: datetime) -> None:
    """Systems and secrets of customers that are there, and who may look. Raises Refused."""
    give_right(team=Team.objects.get(name=LOOKS), by=by, at=at)
    for place in PLACES:
        firm = Organisation.objects.get(name=place.firm)
        system = granted(
            keep_system(
                organisation=firm, name=place.name, address=place.address,
                ports=dict(place.ports), by=by, at=at,
            )
        )  # fmt: skip
        for what, account, secret in place.secrets:
            granted(
                keep_secret(system=system, what=what, account=account, secret=secret, by=by, at=at)
            )

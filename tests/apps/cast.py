"""The fixed cast: Ada, an agent; Ben, her lead; Cleo, a customer; Dora, a stranger to Cleo's case.

Plain functions; each makes its person once in a test's database and gives the same one after.
"""

from datetime import UTC, datetime

from charterdesk.accounts.commands import add_person, add_team, join_team, set_password
from charterdesk.accounts.models import Person, Team
from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.charters.commands import install_shipped_charters
from charterdesk.charters.queries import charter_in_force
from charterdesk.customers.commands import add_contact, add_organisation
from charterdesk.customers.models import Contact, Organisation
from charterdesk.engine.charter.values import Charter

# A Monday, 10:00 in Stockholm.
MONDAY = datetime(2026, 6, 15, 8, 0, tzinfo=UTC)

PASSWORD = "correct horse battery"
CLEO_ADDRESS = "cleo@customer.example"
DORA_ADDRESS = "dora@elsewhere.example"
STRANGER_ADDRESS = "nobody.knows@stranger.example"


def ada() -> Person:
    """An agent of team Tier 1, on Stockholm's clock, with a phone."""
    return _person("ada", "Ada Ek", phone="+46 70 000 00 01", team="tier1")


def ben() -> Person:
    """Ada's lead: he staffs roles and rotas, but does not administer the desk."""
    return _person("ben", "Ben Dahl", phone="+46 70 000 00 02", team="tier1", is_lead=True)


def admin() -> Person:
    """An administrator without a team."""
    return _person("root", "Ragna Root", is_admin=True)


def cleo() -> Contact:
    """A customer's contact, registered by her address."""
    return _contact("Cleo Lind", CLEO_ADDRESS, "Customer Ltd")


def dora() -> Contact:
    """A contact of another customer: nothing of Cleo's is hers to see."""
    return _contact("Dora Elm", DORA_ADDRESS, "Elsewhere Ltd")


def organisation(name: str = "Customer Ltd") -> Organisation:
    """A customer under the charter `roxen`."""
    known = Organisation.objects.filter(name=name).first()
    return known or granted(
        add_organisation(name=name, charter="roxen", zone="Europe/Stockholm", by=DESK, at=MONDAY)
    )


def charter(name: str = "roxen", at: datetime = MONDAY) -> Charter:
    """A shipped charter, published and live."""
    granted(install_shipped_charters(names=(name,), by=DESK, at=at))
    return charter_in_force(name, at)


def _person(
    username: str,
    name: str,
    phone: str = "",
    team: str = "",
    is_lead: bool = False,
    is_admin: bool = False,
) -> Person:
    known = Person.objects.filter(username=username).first()
    if known:
        return known
    person = granted(
        add_person(
            username=username,
            name=name,
            email=f"{username}@desk.example",
            phone=phone,
            zone="Europe/Stockholm",
            is_admin=is_admin,
            by=DESK,
            at=MONDAY,
        )
    )
    granted(set_password(person=person, password=PASSWORD, by=DESK, at=MONDAY))
    if team:
        joined = Team.objects.filter(name=team).first()
        joined = joined or granted(add_team(name=team, by=DESK, at=MONDAY))
        join_team(team=joined, person=person, is_lead=is_lead, by=DESK, at=MONDAY)
    return person


def _contact(name: str, address: str, customer: str) -> Contact:
    known = Contact.objects.filter(addresses__address=address).first()
    return known or granted(
        add_contact(
            name=name, address=address, organisation=organisation(customer), by=DESK, at=MONDAY
        )
    )

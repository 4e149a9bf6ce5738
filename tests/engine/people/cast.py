"""A charter with every kind of role, and ways to read people for it."""

from datetime import datetime

from charterdesk.engine.charter.faults import CharterError, CharterErrors
from charterdesk.engine.charter.reader import read_charter
from charterdesk.engine.people import People, PeopleRota, read_people

CHARTER = read_charter(
    """\
charter: example
version: 1
zone: Europe/Stockholm
hours: {office: {open: [Mon-Fri 08:00-17:00], closed: [2026-12-24]}}
roles:
  engineer:        {is: team first line}
  duty-engineer:   {is: rota nights, outside: office, else: [boss]}
  account-manager: {is: per customer}
  boss:            {is: person}
  robot:           {is: machine}
last_resort: boss
priorities: {list: {normal: {default: yes}}}
promises: {normal: {hours: office, response: 1d}}
tiers: [{name: tier1, role: [engineer, duty-engineer]}]
""",
    "charter.yaml",
)

SMALL = """\
people: example
persons:
  anna: {roles: [engineer]}
  bo:   {roles: [boss]}
"""


def people(text: str) -> People:
    """The people of a text that must be sound."""
    return read_people(text, "people.yaml", CHARTER)


def rota(text: str) -> PeopleRota:
    """The rota over the people of a text."""
    return PeopleRota(CHARTER, people(text))


def faults_in(text: str | bytes) -> tuple[CharterError, ...]:
    """The faults of a text; none when it is sound."""
    try:
        read_people(text, "people.yaml", CHARTER)
    except CharterErrors as found:
        return found.errors
    return ()


def at(text: str) -> datetime:
    """An ISO moment with its offset."""
    return datetime.fromisoformat(text)

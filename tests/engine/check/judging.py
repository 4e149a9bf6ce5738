"""Small charters for the checks of ladders, cover and life, and what the checks say of them."""

from datetime import UTC, datetime

from charterdesk.engine.charter.values import Charter
from charterdesk.engine.check import Context, Finding, findings
from charterdesk.engine.people import PeopleRota, read_people
from charterdesk.engine.phrase import english
from tests.engine.charter.charter_texts import read, small

AT = datetime(2026, 11, 22, tzinfo=UTC)

# The reader's small charter with all that a life needs, so that no check of this room trips.
SOUND = """\
roles:
  engineer: {is: team tier1}
  duty:     {is: rota nights, else: [boss]}
  boss:     {is: person}
  chief:    {is: person}
channels: {mail: {address: help@example.com}, phone: {live: yes}}
waiting: {customer: {remind: [3d]}}
closing: {silence: {close: 14d after resolved}}
"""


def charter(more: str = "") -> Charter:
    """The sound charter; a top-level key in `more` takes the place of its own."""
    taken = {line.partition(":")[0] for line in more.splitlines() if line[:1].isalpha()}
    kept: list[str] = []
    keep = True
    for line in SOUND.splitlines():
        keep = line.partition(":")[0] not in taken if line[:1].isalpha() else keep
        kept += [line] if keep else []
    return read(small("\n".join([*kept, *more.splitlines()])))


def found(number: str, more: str = "", people: str = "", at: datetime = AT) -> list[Finding]:
    """The findings of one number, over the charter and, where given, its people."""
    told = charter(more)
    rota = PeopleRota(told, read_people(people, "people.yaml", told)) if people else None
    return [one for one in findings(told, Context(at=at, rota=rota)) if one.number == number]


def said(finding: Finding) -> str:
    """The sentence in English, moments as in Stockholm."""
    return english(finding.message, "Europe/Stockholm")


def sentences(number: str, more: str = "", people: str = "", at: datetime = AT) -> list[str]:
    """What is said under one number."""
    return [said(one) for one in found(number, more, people, at)]


def steps(*written: str, head: str = "starts: [formal escalation]") -> str:
    """A ladder of these steps."""
    lines = "\n".join(f"      - {{{step}}}" for step in written)
    return f"ladders:\n  up:\n    {head}\n    steps:\n{lines}\n"

"""A contact that one of us writes down: a call, a meeting, a messenger, live or missed (2.6 B)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypedDict
from zoneinfo import ZoneInfo

from django.db import transaction

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import DESK
from charterdesk.cases.answers import Done, OpenAnswer
from charterdesk.cases.commands import Form, fill_in, open_case
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case
from charterdesk.cases.opening import Arrival
from charterdesk.cases.store import moment
from charterdesk.charges.commands import book_time
from charterdesk.charges.commands.timing import Spent
from charterdesk.charges.models import Work
from charterdesk.customers.models import Contact
from charterdesk.customers.queries import addresses_of, contract_in_force
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.commands import OpenCase
from charterdesk.engine.explain.opening import WhatIf, what_if
from charterdesk.engine.explain.unanswered import Call, unanswered
from charterdesk.intake.senders import Sender, may_ask
from charterdesk.oncall.queries import rota_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What was written down. `typed` stands for who asked where no `contact` is known.

    `answered`: one of us talked with them. `minutes` is how long it took, 0 for unsaid. `own`
    are values of the desk's own fields, by their keys.
    """

    charter: Charter
    contact: Contact | None
    typed: str
    channel: str
    subject: str
    text: str
    key: str
    priority: str = ""
    axes: tuple[tuple[str, str], ...] = ()
    answered: bool = True
    contact_at: datetime | None = None
    minutes: int = 0
    own: Mapping[str, str] = field(default_factory=dict)


class Asked(TypedDict):
    """What of an entry decides how a case is opened: alike for the case and for looking ahead."""

    channel: str
    asker: str
    registered: bool
    priority: str
    axes: tuple[tuple[str, str], ...]
    contract: str
    answered: bool
    zone: str


@dataclass(frozen=True, slots=True)
class Ahead:
    """What would be promised, and who would be called if nobody did anything then."""

    what: WhatIf
    calls: tuple[Call, ...]


def open_entry(
    entry: Entry, *, by: Person, at: datetime, confirmed_by: Person | None = None
) -> OpenAnswer:
    """Open the case, for a known contact under their contract, and book how long it took.

    `by` talked with them; `confirmed_by` lets it count although it lies too far back (R-TER-3).
    """
    with transaction.atomic():
        answer = _opened(entry, by, at, confirmed_by)
        if isinstance(answer, Done):
            answer = fill_in(answer=answer, values=entry.own, by=by, at=at)
    if isinstance(answer, Done) and entry.minutes:
        _book(answer.case, entry, by, at)
    return answer


def look_ahead(entry: Entry, *, by: Person, at: datetime) -> Ahead:
    """What opening the case now would promise, by the same words; nothing is saved.

    Where nothing was typed yet for who asks, it is somebody who may ask, without a contract.
    """
    charter, rota = entry.charter, rota_for(entry.charter)
    _arrival_of, asked = _asked(entry, at)
    if entry.contact is None and not entry.typed:
        asked["registered"] = True
    command = OpenCase(
        by=by.username, subject=entry.subject, contact=entry.contact_at, **asked
    )  # fmt: skip
    found = what_if(charter, command, moment(at), rota, by.zone)
    return Ahead(found, unanswered(charter, found.decision, rota, moment(at)))


def _opened(entry: Entry, by: Person, at: datetime, confirmed_by: Person | None) -> OpenAnswer:
    arrival, asked = _asked(entry, at)
    return open_case(
        arrival=arrival, by=by, at=at, contact_at=entry.contact_at, confirmed_by=confirmed_by,
        written=Written(text=entry.text, subject=entry.subject, channel=entry.channel),
        form=Form(key=entry.key), **asked,
    )  # fmt: skip


def _asked(entry: Entry, at: datetime) -> tuple[Arrival, Asked]:
    contact = entry.contact
    arrival, word = _arrival(entry, at)
    return arrival, Asked(
        channel=entry.channel, asker=_asker(contact, entry.typed), priority=entry.priority,
        registered=may_ask(Sender(address="", contact=contact), entry.charter),
        axes=entry.axes, contract=word, answered=entry.answered,
        zone=contact.zone if contact else "",
    )  # fmt: skip


def is_too_late(entry: Entry, at: datetime) -> bool:
    """Whether only the head may let it be written down, where the charter lets anybody at all."""
    intake = entry.charter.intake
    back = at - entry.contact_at if entry.contact_at else timedelta()
    return intake.later_allowed and back > intake.later_at_most


def _book(case: Case, entry: Entry, by: Person, at: datetime) -> None:
    """As time of whoever talked, not billed; sent twice it is once."""
    length = timedelta(minutes=entry.minutes)
    spent = Spent(
        minutes=entry.minutes, work=Work.SUPPORT, is_billed=False,
        ended_at=min((entry.contact_at or at) + length, at),
    )  # fmt: skip
    book_time(case=case, spent=spent, by=by, at=at, form=Form(key=f"call/{entry.key}"))


def _arrival(entry: Entry, at: datetime) -> tuple[Arrival, str]:
    organisation = entry.contact.organisation if entry.contact else None
    if organisation is None:
        return Arrival(charter=entry.charter, contact=entry.contact), ""
    today = at.astimezone(ZoneInfo(organisation.zone)).date()
    held = contract_in_force(DESK, organisation, entry.charter.name, today)
    arrival = Arrival(
        charter=entry.charter, contact=entry.contact, organisation=organisation,
        contract=held.contract if held else None,
    )  # fmt: skip
    return arrival, held.word if held else ""


def _asker(contact: Contact | None, typed: str) -> str:
    """The address by which the engine knows who asks; what was typed where there is none."""
    addresses = addresses_of(DESK, contact) if contact else []
    return addresses[0] if addresses else contact.name if contact else typed

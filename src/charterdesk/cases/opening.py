"""A new case: decided first, then numbered, then written with its events in one transaction."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from charterdesk.cases import chain
from charterdesk.cases.actors import Asker, By
from charterdesk.cases.correspondence import Thread, going_on_from
from charterdesk.cases.indexing import index_case
from charterdesk.cases.messages import Kept, Written, add_message
from charterdesk.cases.models import Case, CaseEvent, Message
from charterdesk.cases.newsworthy import note_news
from charterdesk.cases.numbers import next_number
from charterdesk.cases.projection import columns_of
from charterdesk.cases.store import moment
from charterdesk.cases.submissions import take_key
from charterdesk.cases.telling import Outcome, queue_notices
from charterdesk.customers.models import Contact, Contract, Organisation
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.commands import Command
from charterdesk.engine.decide import Decision, decide
from charterdesk.oncall.queries import rota_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Under which charter somebody asks, and who that is, as far as the desk knows them."""

    charter: Charter
    organisation: Organisation | None = None
    contact: Contact | None = None
    contract: Contract | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The message that came with an arrival, with its files kept already."""

    ref: str
    written: Written
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """A decision on no case yet; `case` is None where none came of it: held, or refused."""

    decision: Decision
    case: Case | None = None
    message: Message | None = None


def open_on(
    arrival: Arrival, command: Command, at: datetime, *, by: By, said: Said | None = None,
    asker: str = "", quiet: bool = False, key: str = "",
) -> Opened:  # fmt: skip
    """Decide a command that may open a case, and save the case that it opens.

    `asker` names who asks where the command does not. `quiet` holds the acknowledgement back
    (M3). `key` is the form's; raises IntegrityError where it was taken meanwhile.
    """
    charter = arrival.charter
    decision = decide(charter, None, command, moment(at), rota_for(charter))
    if not decision.case.exists:
        return Opened(decision)
    number, sequence = next_number(charter.intake.prefix)
    with transaction.atomic():
        row = _row(arrival, decision, number, sequence, at)
        row.asker = row.asker or asker
        row.subject = row.subject or (said.written.subject if said else "")
        row.save(force_insert=True)
        index_case(row)
        message = _message(row, said, by, at)
        events = chain.rows_after(row, "", 0, decision.events)
        CaseEvent.objects.bulk_create(events)
        thread = going_on_from(message) if message else Thread()
        text = said.written.text if said else ""
        queue_notices([Outcome(row, charter, decision, quiet, thread, text=text)], at)
        note_news([events], at)
        take_key(key, row, message, at)
    return Opened(decision, row, message)


def _row(arrival: Arrival, decision: Decision, number: str, sequence: int, at: datetime) -> Case:
    state = decision.case
    row = Case(
        number=number, sequence=sequence, charter=arrival.charter.name, subject=state.subject,
        asker=state.asker, channel=state.channel, organisation=arrival.organisation,
        contact=arrival.contact, contract=arrival.contract, updated_at=moment(at),
        next_wake_at=decision.next_wake, wake_copy_at=decision.next_wake,
        version=len(decision.events),
    )  # fmt: skip
    for name, value in columns_of(arrival.charter, state, row).items():
        setattr(row, name, value)
    return row


def _message(row: Case, said: Said | None, by: By, at: datetime) -> Message | None:
    if said is None:
        return None
    return add_message(
        row, said.ref, said.written, said.kept, by=by, at=at, public=isinstance(by, Asker)
    )

"""From the form of a new case to the command that opens it."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from charterdesk.accounts.rights import DESK
from charterdesk.cases.answers import Done, OpenAnswer
from charterdesk.cases.commands import Form, open_case
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case
from charterdesk.cases.opening import Arrival
from charterdesk.charges.commands import book_time
from charterdesk.charges.commands.timing import Spent
from charterdesk.charges.models import Work
from charterdesk.customers.models import Contact
from charterdesk.customers.queries import addresses_of, contract_in_force
from charterdesk.desk.forms.new import YES, Desk, NewCaseForm
from charterdesk.intake.senders import Sender, may_ask


def open_from(form: NewCaseForm) -> OpenAnswer:
    """Open the case: for a known contact under their contract, else for whoever was named."""
    desk, data = form.desk, form.cleaned_data
    contact = form.asker()
    arrival, word = _arrival(desk, contact)
    answer = open_case(
        arrival=arrival, channel=data["channel"], by=desk.person, at=desk.at,
        written=Written(text=data["body"], subject=data["subject"], channel=data["channel"]),
        asker=_asker(contact, data["contact"].strip()), registered=_may_ask(desk, contact),
        priority=data.get("priority", ""), axes=form.axes(), contract=word,
        answered=data["answered"] == YES, contact_at=data["contacted_at"],
        zone=contact.zone if contact else "", form=Form(key=data["key"]),
    )  # fmt: skip
    if isinstance(answer, Done) and data["length"]:
        _book(answer.case, form)
    return answer


def _book(case: Case, form: NewCaseForm) -> None:
    """How long the contact took, as time of whoever wrote it down; sent twice it is once."""
    desk, data = form.desk, form.cleaned_data
    began = data["contacted_at"] or desk.at
    spent = Spent(
        minutes=data["length"], work=Work.SUPPORT, is_billed=False,
        ended_at=min(began + timedelta(minutes=data["length"]), desk.at),
    )  # fmt: skip
    once = Form(key=f"call/{data['key']}")
    book_time(case=case, spent=spent, by=desk.person, at=desk.at, form=once)


def _may_ask(desk: Desk, contact: Contact | None) -> bool:
    """Whether the charter knows the caller as one who may ask (R-BIC-12, R-TER-6)."""
    return may_ask(Sender(address="", contact=contact), desk.charter)


def _arrival(desk: Desk, contact: Contact | None) -> tuple[Arrival, str]:
    organisation = contact.organisation if contact else None
    if organisation is None:
        return Arrival(charter=desk.charter, contact=contact), ""
    today = desk.at.astimezone(ZoneInfo(organisation.zone)).date()
    held = contract_in_force(desk.person, organisation, desk.charter.name, today)
    arrival = Arrival(
        charter=desk.charter, contact=contact, organisation=organisation,
        contract=held.contract if held else None,
    )  # fmt: skip
    return arrival, held.word if held else ""


def _asker(contact: Contact | None, typed: str) -> str:
    """The address by which the engine knows who asks; what was typed where there is none."""
    addresses = addresses_of(DESK, contact) if contact else []
    return addresses[0] if addresses else contact.name if contact else typed

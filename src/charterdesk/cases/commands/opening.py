"""Opening a case: by a message, by a form, by a telephone log, by an escalation."""

from datetime import datetime

from django.db import IntegrityError

from charterdesk.accounts.models import Person
from charterdesk.cases.actors import DESK, Asker, By, name_of
from charterdesk.cases.answers import Done, Held, OpenAnswer
from charterdesk.cases.commands.acting import NO_FORM, Form, repeated
from charterdesk.cases.messages import Written, keep_files, new_ref
from charterdesk.cases.opening import Arrival, Opened, Said, open_on
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.commands import Command, OpenCase
from charterdesk.engine.decide import Refusal
from charterdesk.engine.phrase import phrase

NOT_OPENED = Refusal(phrase("No case was opened: the charter asks for more before it opens one."))


def open_case(
    *, arrival: Arrival, channel: str, written: Written, by: By, at: datetime,
    asker: str = "", registered: bool = True, priority: str = "",
    axes: tuple[tuple[str, str], ...] = (), contract: str = "", answered: bool = False,
    marks: tuple[str, ...] = (), contact_at: datetime | None = None, zone: str = "",
    acknowledge: bool = True, answered_by: Person | None = None, reason: str = "",
    confirmed_by: Person | None = None, form: Form = NO_FORM,
) -> OpenAnswer:  # fmt: skip
    """A new case under the arrival's charter (R-ROX-2). `by` an Asker for what the asker sent.

    `asker` is the address or name that the case is for; `contract` the engine's word for it.
    `answered`: one of us spoke with the asker, at `contact_at` if that was before `at` (2.6 B).
    `answered_by` did so while the asker was writing: the message is still the asker's own.
    `acknowledge` False for mail that no machine may answer (M3). `reason` is why a priority is
    asked for that only an escalation reaches (2.6 J). `confirmed_by` lets a contact be written
    down that lies too far back (R-TER-3).
    """
    command = OpenCase(
        by=name_of(answered_by or by), channel=channel, priority=priority, axes=axes,
        contract=contract, asker=asker, registered=registered, subject=written.subject,
        answered=answered or answered_by is not None, marks=marks, contact=contact_at,
        message=new_ref(), zone=zone, reason=reason,
        confirmed_by=confirmed_by.username if confirmed_by else "",
    )  # fmt: skip
    said = Said(ref=command.message, written=written, kept=tuple(keep_files(written.files)))
    return opened_by(arrival, command, at, by=by, said=said, quiet=not acknowledge, form=form)


def open_outage_case(
    *, charter: Charter, channel: str, priority: str, written: Written, by: By, at: datetime,
    form: Form = NO_FORM,
) -> OpenAnswer:  # fmt: skip
    """A case of nobody's asking, for an outage of which other cases are (2.10)."""
    command = OpenCase(
        by=name_of(by), channel=channel, priority=priority, subject=written.subject,
        message=new_ref(), outage=True, reason=written.subject,
    )  # fmt: skip
    said = Said(ref=command.message, written=written, kept=tuple(keep_files(written.files)))
    arrival = Arrival(charter=charter)
    return opened_by(arrival, command, at, by=by, said=said, quiet=True, form=form)


def opened_by(
    arrival: Arrival, command: Command, at: datetime, *, by: By = DESK,
    said: Said | None = None, quiet: bool = False, form: Form,
) -> OpenAnswer:  # fmt: skip
    """What becomes of a command that may open a case; done once for a form's key."""
    try:
        asker = by.name if isinstance(by, Asker) else ""
        opened = open_on(
            arrival, command, at, by=by, said=said, asker=asker, quiet=quiet, key=form.key
        )
    except IntegrityError:
        # The key was taken: only the second press pays for looking.
        if earlier := repeated(form.key):
            return earlier
        raise
    return _answer(opened)


def _answer(opened: Opened) -> OpenAnswer:
    decision = opened.decision
    if opened.case is not None:
        return Done(opened.case, decision, opened.message)
    if decision.refused is not None:
        return decision.refused
    return Held(decision) if decision.case.status == "held" else NOT_OPENED

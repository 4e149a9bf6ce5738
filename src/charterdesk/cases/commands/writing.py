"""What is written on a case: the asker's messages, our replies and talks, notes, bounces."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction

from charterdesk.accounts.models import Person
from charterdesk.cases.actors import DESK, Asker, name_of
from charterdesk.cases.answers import Answer, Done
from charterdesk.cases.commands.acting import NO_FORM, Form, act
from charterdesk.cases.commands.following import open_following, standing_for
from charterdesk.cases.commands.withdrawing import hold_back
from charterdesk.cases.correspondence import address_of, sender_of, thread_of
from charterdesk.cases.mentions import colleagues_named, quoted
from charterdesk.cases.messages import Written, keep_files, new_ref
from charterdesk.cases.models import Case
from charterdesk.cases.opening import Said
from charterdesk.charters.queries import charter_version
from charterdesk.engine.commands import (
    AddNote,
    Command,
    CustomerWrites,
    Reply,
    ReportBounce,
    SendAutomatic,
)  # fmt: skip
from charterdesk.engine.decide import Refusal
from charterdesk.engine.phrase import phrase
from charterdesk.notifications.naming import message_id_of

NO_ADDRESS = Refusal(
    phrase(
        "The asker has no mail address: call and log the talk, or add an address to the contact."
    )
)


def receive_message(
    *, case: Case, written: Written, by: Asker, at: datetime, form: Form = NO_FORM
) -> Answer:
    """A message of the asker comes in; `written.automatic` moves nothing (M3).

    On a merged case it goes to the one that took it in; after the window for reopening it
    opens a new, linked case, which is then the answer's (2.6 F).
    """
    case = standing_for(case)
    said = _said(written)
    command = CustomerWrites(
        by=name_of(by), message=said.ref, subject=written.subject, channel=written.channel,
        automatic=written.automatic, asker=by.name,
    )  # fmt: skip
    with transaction.atomic():
        answer = act(case, command, at, by=by, form=form, said=said)
        return open_following(answer, at, by=by) if isinstance(answer, Done) else answer


def send_reply(
    *, case: Case, written: Written, by: Person, at: datetime, form: Form = NO_FORM,
    then: tuple[Command, ...] = (), waits: timedelta = timedelta(),
) -> Answer:  # fmt: skip
    """A human, public message of ours goes to the asker by mail (2.5), after it has waited.

    `written.recipients` empty means the asker. `then` are commands that go with it, such as
    Wait(on="customer"): if one of them is refused, nothing is sent.
    """
    said = said_to_asker(case, written)
    if not said.written.recipients:
        return NO_ADDRESS
    command = Reply(by=name_of(by), message=said.ref)
    with transaction.atomic():
        answer = act(case, command, at, by=by, form=form, said=said, mailed=True, then=then)
        if waits and isinstance(answer, Done) and not answer.repeated:
            hold_back(answer.case, at, waits)
    return answer


def log_talk(
    *, case: Case, written: Written, by: Person, at: datetime, contact_at: datetime | None = None,
    form: Form = NO_FORM,
) -> Answer:  # fmt: skip
    """We spoke with the asker, by telephone, chat or in person, at `contact_at` (2.6 B)."""
    said = _said(written)
    command = Reply(by=name_of(by), message=said.ref, contact=contact_at, live=True)
    return act(case, command, at, by=by, form=form, said=said, public=False)


def send_automatic(*, case: Case, written: Written, at: datetime) -> Answer:
    """A public message that no person wrote; it keeps no promise (R-HFN-13)."""
    said = said_to_asker(case, replace(written, automatic=True))
    command = SendAutomatic(message=said.ref)
    return act(case, command, at, said=said, mailed=bool(said.written.recipients))


def add_note(
    *, case: Case, written: Written, by: Person, at: datetime, form: Form = NO_FORM
) -> Answer:
    """An internal note; the asker never sees it. Colleagues named in it are told (ux.md 1, 13)."""
    said = _said(written)
    command = AddNote(
        by=name_of(by), message=said.ref, mentions=colleagues_named(case, written.text, by),
        words=(("body", quoted(written.text, by)),),
    )  # fmt: skip
    return act(case, command, at, by=by, form=form, said=said, public=False)


def add_desk_note(*, case: Case, text: str, tell: tuple[Person, ...], at: datetime) -> Answer:
    """What the desk itself did, as an internal note; those of `tell` are told of it."""
    said = _said(Written(text=text, automatic=True))
    command = AddNote(
        message=said.ref, mentions=tuple(one.username for one in tell), words=(("body", text),)
    )
    return act(case, command, at, said=said, public=False)


def report_bounce(*, case: Case, ref: str, at: datetime) -> Answer:
    """The message `ref` never arrived: it is void, and the owner is told (2.6 C)."""
    return act(case, ReportBounce(by=name_of(DESK), of=ref), at)


def said_to_asker(case: Case, written: Written) -> Said:
    """The message as it will go out: to whom, in which thread, under which Message-ID (M9)."""
    said = _said(written)
    charter = charter_version(case.charter, case.charter_version)
    thread = thread_of(case)
    to = written.recipients or tuple(filter(None, [address_of(case)]))
    outgoing = replace(
        said.written, recipients=to, subject=written.subject or case.subject,
        message_id=message_id_of(
            case.number, f"message/{said.ref}", sender_of(charter, case.channel)
        ),
        in_reply_to=thread.in_reply_to, references=thread.references,
    )  # fmt: skip
    return replace(said, written=outgoing)


def _said(written: Written) -> Said:
    return Said(ref=new_ref(), written=written, kept=tuple(keep_files(written.files)))

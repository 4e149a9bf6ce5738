"""From lines to the case: every line reaches its case in the transaction that stores it.

What one person writes without being answered is one message of the case, which grows; its event
is recorded with its first line, so that promises run from the moment at which it was said. A
chat without a case gets one with the first answer, which then was a live one (2.5), or when it
is left as a message, from its first word on.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import DESK
from charterdesk.cases.actors import Asker
from charterdesk.cases.answers import Conflict, Done, Held
from charterdesk.cases.commands import (
    NO_FORM,
    Form,
    answer_live,
    extend_message,
    open_case,
    receive_message,
)
from charterdesk.cases.messages import File, Written
from charterdesk.cases.models import Case, Message
from charterdesk.cases.opening import Arrival
from charterdesk.customers.models import Contact
from charterdesk.customers.queries import addresses_of, contract_in_force
from charterdesk.engine.decide import Refusal
from charterdesk.engine.phrase import phrase
from charterdesk.kit.kept_files import path_of
from charterdesk.talk.lines import Words, add_line, keep
from charterdesk.talk.models import Chat, ChatLine
from charterdesk.talk.ways import ChatWay, may_chat, way_to_write

BLOCK_AT_MOST = timedelta(minutes=10)
LONGEST_SUBJECT = 80
NO_CHAT = Refusal(phrase("This charter has no chat any more: write a message instead."))
NOT_OPENED = Refusal(phrase("No case could be opened of this chat: its customer may not ask."))


def record(
    chat: Chat, words: Words, by: Person | Contact, at: datetime
) -> Message | Refusal | None:
    """Put a line on the case of a locked chat; None where it has none yet (a customer waits).

    The first answer opens the case, with what was said before it as the asker's message.
    """
    if chat.case is None:
        if not isinstance(by, Person):
            return None
        if refused := open_from(chat, at, answered_by=by):
            return refused
    block = chat.block
    if block is not None and _goes_on(chat, block, by, at):
        extend_message(message=block, text=words.text, files=_files(words), at=at)
        return block
    return _new_block(chat, words, by, at)


def open_from(chat: Chat, at: datetime, *, answered_by: Person | None = None) -> Refusal | None:
    """Open a case of a locked chat that has none: met at once where somebody answers now.

    Nobody answering, the contact time is that of the first word: the promise runs from there.
    """
    way = way_to_write(chat.charter, at)
    if way is None:
        return NO_CHAT
    written = Written(
        text=_said_so_far(chat), subject=chat.subject, channel=way.channel.name,
        files=tuple(_files_so_far(chat)),
    )  # fmt: skip
    # Nobody answering, the contact was when the customer began; not every charter backdates.
    began = None if answered_by or not way.charter.intake.later_allowed else chat.begun_at
    opened = open_for(
        chat.contact, way, written, at, answered_by=answered_by,
        contact_at=began.replace(microsecond=0) if began else None,
    )  # fmt: skip
    if isinstance(opened, Refusal):
        return opened
    keep(chat, case=opened, block=None, block_by=None)
    add_line(chat, ChatLine.Kind.CASE, at, text=opened.number)
    return None


def open_for(
    contact: Contact, way: ChatWay, written: Written, at: datetime, *,
    answered_by: Person | None = None, contact_at: datetime | None = None, form: Form = NO_FORM,
) -> Case | Refusal:  # fmt: skip
    """A case of what the contact wrote on that way, under the contract of that day."""
    asker = asker_of(contact)
    held = contract_in_force(DESK, contact.organisation, way.charter.name, _today(contact, at))
    answer = open_case(
        arrival=Arrival(
            charter=way.charter, organisation=contact.organisation, contact=contact,
            contract=held.contract if held else None,
        ),
        channel=way.channel.name, written=written, by=asker, at=at, asker=asker.name,
        registered=may_chat(contact, way.charter), answered_by=answered_by,
        contract=held.word if held else "", contact_at=contact_at, zone=_zone(contact), form=form,
    )  # fmt: skip
    match answer:
        case Done():
            return answer.case
        case Held():
            return NOT_OPENED
        case Refusal():
            return answer


def asker_of(contact: Contact) -> Asker:
    """The contact as commands on cases know them, by the first registered address."""
    known = addresses_of(DESK, contact)
    return Asker(name=known[0] if known else contact.name, contact=contact)


def subject_of(text: str) -> str:
    """The first line, as long as a subject may be."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    cut = first[:LONGEST_SUBJECT].rsplit(" ", 1)[0] if len(first) > LONGEST_SUBJECT else first
    return f"{cut}…" if cut != first else first


def _goes_on(chat: Chat, block: Message, by: Person | Contact, at: datetime) -> bool:
    """Whether the line belongs to the message that grows: same writer, still the last, not old."""
    writer = by.pk if isinstance(by, Person) else None
    last = Message.objects.filter(case=block.case_id, public=True).order_by("-at", "-id").first()
    return (
        chat.block_by_id == writer
        and block.case_id == chat.case_id
        and last is not None
        and last.pk == block.pk
        and at - block.at < BLOCK_AT_MOST
    )


def _new_block(chat: Chat, words: Words, by: Person | Contact, at: datetime) -> Message | Refusal:
    assert chat.case is not None
    written = Written(text=words.text, channel=chat.channel, files=_files(words))
    if isinstance(by, Person):
        answer = answer_live(case=chat.case, written=written, by=by, at=at)
    else:
        answer = receive_message(case=chat.case, written=written, by=asker_of(by), at=at)
    match answer:
        case Done(case=case, message=message):
            assert message is not None
            keep(chat, case=case, block=message, block_by=by if isinstance(by, Person) else None)
            return message
        case Refusal():
            return answer
        case Conflict():
            raise AssertionError("A line of a chat is never held for news.")


def _today(contact: Contact, at: datetime) -> date:
    organisation = contact.organisation
    return at.astimezone(ZoneInfo(organisation.zone if organisation else "UTC")).date()


def _zone(contact: Contact) -> str:
    return contact.zone or (contact.organisation.zone if contact.organisation else "")


def _said_so_far(chat: Chat) -> str:
    said = chat.lines.filter(kind=ChatLine.Kind.SAID, side=ChatLine.Side.CUSTOMER)
    return "\n".join(said.order_by("seq").values_list("text", flat=True))


def _files_so_far(chat: Chat) -> list[File]:
    lines = chat.lines.filter(kind=ChatLine.Kind.FILE, side=ChatLine.Side.CUSTOMER)
    return [
        File(line.text, line.content_type, path_of(line.stored).read_bytes())
        for line in lines.order_by("seq")
    ]


def _files(words: Words) -> tuple[File, ...]:
    return (words.file,) if words.file else ()

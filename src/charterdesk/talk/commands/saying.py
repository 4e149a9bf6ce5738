"""A line is said: stored once under its writer's key, and on the case in the same transaction."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.customers.models import Contact
from charterdesk.customers.ways_in import too_many
from charterdesk.engine.decide import Refusal as Refused
from charterdesk.kit.kept_files import keep_file
from charterdesk.talk.lines import LONGEST_LINE, Words, add_line, earlier, keep, key_of, locked
from charterdesk.talk.models import Chat, ChatLine
from charterdesk.talk.recording import record

# Nobody types so fast: a program does, and each line is told to a person.
LINES_A_MINUTE = 120
MINUTE = timedelta(minutes=1)


def say(
    *, chat: Chat, words: Words, by: Person | Contact, at: datetime
) -> ChatLine | Refusal | Refused:
    """The line as it is stored; the same one for the same key, however often it is sent.

    Raises OSError where a file can't be kept.
    """
    with transaction.atomic():
        said = say_locked(locked(chat), words, by, at)
        if isinstance(said, Refusal | Refused):
            transaction.set_rollback(True)
        return said


def say_locked(
    chat: Chat, words: Words, by: Person | Contact, at: datetime
) -> ChatLine | Refusal | Refused:
    """The same on a chat that the caller has locked."""
    key = key_of(by, words.key)
    if repeated := earlier(chat, key):
        return repeated
    if refused := _why_not(chat, words, by, at):
        return refused
    message = record(chat, words, by, at)
    if isinstance(message, Refused):
        return message
    stored = ""
    if words.file:
        own = message.attachments.order_by("-pk").first() if message else None
        stored = own.stored if own else keep_file(words.file.content)
    kind = ChatLine.Kind.FILE if words.file else ChatLine.Kind.SAID
    text = words.file.name if words.file else words.text
    line = add_line(chat, kind, at, by=by, key=key, text=text, stored=stored, file=words.file)
    keep(chat, **_after(line, by, at))
    return line


def _why_not(chat: Chat, words: Words, by: Person | Contact, at: datetime) -> Refusal | None:
    if chat.state == Chat.State.ENDED:
        return Refusal(_("The chat has ended: what you wrote was not sent, and stands here still."))
    if isinstance(by, Person) and chat.agent_id != by.pk:
        return Refusal(_("This chat is not yours now: take it, or leave it to its owner."))
    if not words.file and not words.text.strip():
        return Refusal(_("Write something first: an empty line is not sent."))
    if len(words.text) > LONGEST_LINE:
        return Refusal(_("It is too long for a chat: 8000 characters at most. Send it as a file."))
    lately = chat.lines.filter(side=ChatLine.Side.CUSTOMER, at__gt=at - MINUTE)
    if isinstance(by, Contact) and lately.count() >= LINES_A_MINUTE:
        return too_many(at + MINUTE, at)
    return None


def _after(line: ChatLine, by: Person | Contact, at: datetime) -> dict[str, object]:
    """Who writes has read so far, is there, and has stopped typing."""
    if isinstance(by, Person):
        return {"agent_read": line.seq, "agent_seen_at": at, "agent_typing_at": None}
    return {"customer_read": line.seq, "customer_seen_at": at, "customer_typing_at": None}

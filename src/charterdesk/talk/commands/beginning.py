"""A chat begins: with its first words, on the charter's way, about a case or about nothing yet."""

from collections.abc import Sequence
from datetime import datetime
from secrets import token_urlsafe

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.cases.answers import Conflict, Done
from charterdesk.cases.commands import Form, receive_message
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case
from charterdesk.customers.models import Contact
from charterdesk.engine.decide import Refusal as Refused
from charterdesk.talk.commands.saying import say_locked
from charterdesk.talk.lines import Words, locked
from charterdesk.talk.models import Chat
from charterdesk.talk.recording import asker_of, open_for, subject_of
from charterdesk.talk.ways import ChatWay


def begin_chat(
    *, way: ChatWay, words: Sequence[Words], by: Contact, at: datetime, case: Case | None = None
) -> Chat | Refusal | Refused:
    """A new chat that waits for somebody; the one that goes on already, where there is one.

    Two presses begin one, under the key of the first words. Out of the charter's hours it is
    refused.
    """
    if going := Chat.objects.filter(contact=by).exclude(state=Chat.State.ENDED).first():
        return going
    key = f"{by.pk}:{words[0].key}"[:100]
    if pressed := Chat.objects.filter(key=key).first():
        return pressed
    if not way.is_open(at):
        return Refusal(
            _("Nobody is there to chat now: leave a message, it is answered as promised.")
        )
    try:
        with transaction.atomic():
            return _begun(way, words, by, at, case, key)
    except IntegrityError:
        # Two presses at once: one began it, and this is the other.
        return Chat.objects.filter(contact=by).latest("pk")


def write_instead(
    *, way: ChatWay, words: Sequence[Words], by: Contact, at: datetime, case: Case | None = None
) -> Case | Refusal | Refused:
    """Where nobody is there: the words are a message of the case, or open one (R-BIC-22)."""
    if not any(one.text.strip() or one.file for one in words):
        return Refusal(_("Write something first: an empty message is not sent."))
    text = "\n".join(one.text for one in words if one.text)
    written = Written(
        text=text, subject=case.subject if case else subject_of(text), channel=way.channel.name,
        files=tuple(one.file for one in words if one.file),
    )  # fmt: skip
    form = Form(key=f"chat:{by.pk}:{words[0].key}"[:100])
    if case is None:
        return open_for(by, way, written, at, form=form)
    answer = receive_message(case=case, written=written, by=asker_of(by), at=at, form=form)
    assert not isinstance(answer, Conflict)
    return answer.case if isinstance(answer, Done) else answer


def _begun(
    way: ChatWay, words: Sequence[Words], by: Contact, at: datetime, case: Case | None, key: str
) -> Chat | Refusal | Refused:
    text = next((one.text for one in words if one.text), "")
    chat = Chat.objects.create(
        ref=token_urlsafe(18), key=key, charter=way.charter.name, channel=way.channel.name,
        contact=by, case=case, subject=subject_of(text), begun_at=at, customer_seen_at=at,
    )  # fmt: skip
    for one in words:
        said = say_locked(locked(chat), one, by, at)
        if isinstance(said, Refusal | Refused):
            transaction.set_rollback(True)
            return said
    chat.refresh_from_db()
    return chat

"""Who answers: one person takes a chat, may hand it over, and has five of them at most.

Two who take the same chat at once are told apart by the chat's lock; the limit holds under the
lock of the person who gets one more.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.cases.commands import add_note
from charterdesk.cases.messages import Written
from charterdesk.talk.lines import add_line, keep, locked
from charterdesk.talk.models import Chat, ChatLine
from charterdesk.talk.queries import may_answer

AT_ONCE = 5


@transaction.atomic
def take_chat(*, chat: Chat, by: Person, at: datetime) -> Chat | Refusal:
    """The chat is the person's, who joins it. Taken by somebody else meanwhile, it is refused."""
    if not may_answer(by, chat):
        raise PermissionDenied(_("Only people of this charter may answer its chats."))
    person, row = _locked_person(by), locked(chat)
    if row.state == Chat.State.OPEN and row.agent_id == by.pk:
        return row
    if refused := _not_waiting(row):
        return refused
    if _chats_of(person) >= AT_ONCE:
        return Refusal(_("You have five chats: end one or hand it over before you take another."))
    keep(row, state=Chat.State.OPEN, agent=by, agent_seen_at=at, agent_typing_at=None)
    if row.answered_at is None:
        keep(row, answered_at=at)
    add_line(row, ChatLine.Kind.JOINED, at, by=by, text=by.name)
    return row


@transaction.atomic
def hand_over(*, chat: Chat, to: Person, note: str, by: Person, at: datetime) -> Chat | Refusal:
    """A colleague goes on with it, and reads the note, which the customer never sees."""
    if not (to.is_active and may_answer(to, chat)):
        return Refusal(_("%(name)s may not answer this charter's chats.") % {"name": to.name})
    person, row = _locked_person(to), locked(chat)
    if row.state != Chat.State.OPEN or row.agent_id != by.pk:
        return Refusal(_("This chat is not yours now: take it, or leave it to its owner."))
    if to.pk == by.pk:
        return Refusal(_("It is yours already: choose a colleague."))
    if _chats_of(person) >= AT_ONCE:
        return Refusal(_("%(name)s has five chats already.") % {"name": to.name})
    if note.strip():
        _add_note(row, note, by, at)
    keep(row, agent=to, agent_seen_at=at, agent_typing_at=None, agent_read=0)
    add_line(row, ChatLine.Kind.HANDED, at, by=by, text=to.name)
    return row


@transaction.atomic
def give_back(*, chat: Chat, by: Person, at: datetime) -> Chat | Refusal:
    """The chat waits again, at the place that its beginning gives it."""
    row = locked(chat)
    if row.state != Chat.State.OPEN or row.agent_id != by.pk:
        return Refusal(_("This chat is not yours now: take it, or leave it to its owner."))
    return put_back(row, at)


def put_back(row: Chat, at: datetime) -> Chat:
    """The same for a locked chat, whoever wants it so."""
    name = row.agent.name if row.agent else ""
    keep(row, state=Chat.State.WAITING, agent=None, agent_seen_at=None, agent_typing_at=None,
         agent_read=0)  # fmt: skip
    add_line(row, ChatLine.Kind.RETURNED, at, text=name)
    return row


def _not_waiting(row: Chat) -> Refusal | None:
    if row.state == Chat.State.ENDED:
        return Refusal(_("This chat has ended meanwhile."))
    if row.state == Chat.State.OPEN and row.agent:
        return Refusal(_("%(name)s was faster and has this chat.") % {"name": row.agent.name})
    return None


def _add_note(row: Chat, note: str, by: Person, at: datetime) -> None:
    add_line(row, ChatLine.Kind.NOTE, at, by=by, text=note.strip())
    if row.case is not None:
        add_note(case=row.case, written=Written(text=note.strip()), by=by, at=at)


def _locked_person(person: Person) -> Person:
    return Person.objects.select_for_update(of=("self",)).get(pk=person.pk)


def _chats_of(person: Person) -> int:
    return Chat.objects.filter(agent=person, state=Chat.State.OPEN).count()

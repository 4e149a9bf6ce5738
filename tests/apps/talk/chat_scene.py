"""Cleo's chats with Bicom's desk, made through the commands that everybody uses."""

from datetime import UTC, datetime, timedelta

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.charters.commands import publish_charter, set_charter_live
from charterdesk.charters.shipped import shipped_text
from charterdesk.customers.models import Contact
from charterdesk.oncall.models import RoleAssignment
from charterdesk.talk.commands import begin_chat, say, take_chat
from charterdesk.talk.lines import Words
from charterdesk.talk.models import Chat, ChatLine
from charterdesk.talk.ways import ChatWay, way_of
from tests.apps.cast import ada, ben, charter, cleo

# Monday 15 June 2026, 10:00 in Paris: Bicom's chat is open until Tuesday 06:00.
OPEN = datetime(2026, 6, 15, 8, 0, tzinfo=UTC)
# Saturday noon: nobody is there until Sunday 17:00 in New York.
SHUT = datetime(2026, 6, 20, 10, 0, tzinfo=UTC)
HOURS = "hours: business, prefer_for"


def after(seconds: float, since: datetime = OPEN) -> datetime:
    """So many seconds after the scene's beginning."""
    return since + timedelta(seconds=seconds)


def customer() -> Contact:
    """Cleo, whose firm is under Bicom's charter; Ada and Ben answer there."""
    charter("bicom")
    return _staffed()


def customer_at_any_hour(at: datetime) -> Contact:
    """The same under a charter whose chat is never shut, from before `at` on."""
    text = shipped_text("bicom")
    assert HOURS in text
    granted(publish_charter(text=text.replace(HOURS, "prefer_for"), by=DESK, at=at))
    granted(set_charter_live(name="bicom", is_live=True, by=DESK, at=at))
    return _staffed()


def way(contact: Contact, at: datetime = OPEN) -> ChatWay:
    """Her way to chat."""
    found = way_of(contact, at)
    assert found is not None
    return found


def begun(
    text: str = "No calls pass.", *, at: datetime = OPEN, by: Contact | None = None, key: str = "a"
) -> Chat:
    """A chat of hers that waits."""
    contact = by or customer()
    chat = begin_chat(way=way(contact, at), words=[Words(key=key, text=text)], by=contact, at=at)
    assert isinstance(chat, Chat), chat
    return chat


def taken(chat: Chat, *, by: Person | None = None, at: datetime = OPEN) -> Chat:
    """The chat, taken by Ada."""
    answer = take_chat(chat=chat, by=by or ada(), at=at)
    assert isinstance(answer, Chat), answer
    return answer


def said(
    chat: Chat, text: str, by: Person | Contact, *, at: datetime = OPEN, key: str = ""
) -> ChatLine:
    """A line that was said."""
    line = say(chat=chat, words=Words(key=key or text, text=text), by=by, at=at)
    assert isinstance(line, ChatLine), line
    return line


def texts(chat: Chat) -> list[str]:
    """What was said, in order."""
    lines = chat.lines.filter(kind__in=("said", "file", "note"))
    return list(lines.order_by("seq").values_list("text", flat=True))


def _staffed() -> Contact:
    for role in ("desk", "support-manager"):
        for person in (ada(), ben()):
            RoleAssignment.objects.get_or_create(charter="bicom", role=role, person=person)
    contact = cleo()
    organisation = contact.organisation
    assert organisation is not None
    organisation.charter = "bicom"
    organisation.save()
    return contact

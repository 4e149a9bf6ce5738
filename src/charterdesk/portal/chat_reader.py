"""The customer's end of a stream: what is new in their chat, in their language and zone."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from django.conf import settings
from django.utils import translation

from charterdesk.accounts.sessions import SessionStore
from charterdesk.cases.queries.guests import Guest
from charterdesk.look.chatting import entries_drawn
from charterdesk.portal.chat_page import entries_for_guest, state_of_chat
from charterdesk.portal.sessions import guest_in, guests_still_in
from charterdesk.portal.shell import zone_of
from charterdesk.talk.frames import frame, seen_up_to
from charterdesk.talk.hub import Reader, Seen, View
from charterdesk.talk.models import Chat, ChatLine
from charterdesk.talk.queries import chat_of, last_line_of, lines_after
from charterdesk.visit.chatting import AT_ONCE, language_said


class GuestReader:
    """A guest in one chat; `after` is the line up to which everything went over the wire."""

    agent = 0

    def __init__(self, session: str, guest: Guest, chat: Chat, language: str, after: int) -> None:
        self.owner, self.chat = f"guest {guest.contact.pk}", chat.pk
        self._session, self._contact, self._ref = session, guest.contact, chat.ref
        self._zone, self._language, self._after = zone_of(guest), language, after
        self._own = last_line_of(chat, ChatLine.Side.CUSTOMER)
        self._seen: Seen | None = None

    @classmethod
    def welcome(cls, readers: "Sequence[GuestReader]", view: View) -> "list[GuestReader]":
        """Those whose sessions are still their contacts'."""
        still = guests_still_in({one._session: one._contact.pk for one in readers})
        return [one for one in readers if one._session in still]

    def news(self, view: View, at: datetime) -> bytes:
        """Lines with their numbers, then how it is going."""
        seen = view.chats.get(self.chat)
        if seen is None or seen == self._seen:
            return b""
        chat = chat_of(self._contact, self._ref)
        if chat is None:
            return b""
        lines = lines_after(chat, self._after, internal=False, most=AT_ONCE)
        # Where more is to come, the next look goes on with it.
        self._seen = seen if len(lines) < AT_ONCE else None
        with translation.override(self._language):
            written = [self._line(chat, line) for line in lines]
            state = state_of_chat(chat, at, self._own, seen.before)
        return b"".join([*written, frame("state", asdict(state))])

    def _line(self, chat: Chat, line: ChatLine) -> bytes:
        self._after = line.seq
        if line.side == ChatLine.Side.CUSTOMER:
            self._own = line.seq
        html = entries_drawn(entries_for_guest(chat, [line], self._zone))
        return frame("line", {"html": html}, line.seq)


def admit(cookies: Mapping[str, str], query: Mapping[str, str], last_event: str) -> Reader | int:
    """The reader whom these cookies let into the chat of the query; 401, or 404 for no such one."""
    session = cookies.get(settings.SESSION_COOKIE_NAME, "")
    guest = guest_in(SessionStore(session)) if session else None
    if guest is None:
        return 401
    chat = chat_of(guest.contact, query.get("chat", ""))
    if chat is None:
        return 404
    after = seen_up_to(last_event, query.get("after", ""))
    return GuestReader(session, guest, chat, language_said(query), after)

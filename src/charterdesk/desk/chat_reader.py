"""The desk's end of a stream: one's chats and who waits, and the lines of the one that is open."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from charterdesk.accounts.models import Person
from charterdesk.desk.pages.chat_panel import entries_for_desk, state_for_desk
from charterdesk.desk.pages.chats import panel_of
from charterdesk.look.chatting import entries_drawn
from charterdesk.talk.frames import frame, seen_up_to
from charterdesk.talk.hub import Reader, Seen, View
from charterdesk.talk.models import Chat, ChatLine
from charterdesk.talk.queries import chat_for, chats_at_hand, last_line_of, lines_after
from charterdesk.visit.chatting import AT_ONCE, language_said
from charterdesk.visit.sessions import people_still_in, person_of_session


class AgentReader:
    """A person of the desk at one chat, or at none: then `chat` is 0 and only lists are told."""

    def __init__(
        self, session: str, person: Person, chat: Chat | None, language: str, after: int
    ) -> None:
        self.owner, self.agent = f"desk {person.pk}", person.pk
        self.chat = chat.pk if chat else 0
        self._session, self._person, self._language = session, person, language
        self._ref, self._zone, self._after = chat.ref if chat else "", ZoneInfo(person.zone), after
        self._own = last_line_of(chat, ChatLine.Side.DESK) if chat else 0
        self._seen: Seen | None = None
        self._lists: object = None

    @classmethod
    def welcome(cls, readers: "Sequence[AgentReader]", view: View) -> "list[AgentReader]":
        """Those whose sessions are still theirs, and whose chats are theirs to see."""
        still = people_still_in({one._session: one._person.pk for one in readers})
        return [one for one in readers if one._session in still and one._may_see(view)]

    def _may_see(self, view: View) -> bool:
        seen = view.chats.get(self.chat)
        if not self.chat or (seen is not None and seen.agent == self._person.pk):
            return True
        return chat_for(self._person, self._ref) is not None

    def news(self, view: View, at: datetime) -> bytes:
        """Lines with their numbers, how it is going, and the lists where they changed."""
        with translation.override(self._language):
            return self._lines(view, at) + self._panel(view)

    def _lines(self, view: View, at: datetime) -> bytes:
        seen = view.chats.get(self.chat)
        if seen is None or seen == self._seen:
            return b""
        chat = chat_for(self._person, self._ref)
        if chat is None:
            return b""
        lines = lines_after(chat, self._after, internal=True, most=AT_ONCE)
        # Where more is to come, the next look goes on with it.
        self._seen = seen if len(lines) < AT_ONCE else None
        written = [self._line(chat, line) for line in lines]
        state = state_for_desk(chat, at, self._own, self._zone)
        return b"".join([*written, frame("state", asdict(state))])

    def _line(self, chat: Chat, line: ChatLine) -> bytes:
        self._after = line.seq
        if line.side == ChatLine.Side.DESK:
            self._own = line.seq
        html = entries_drawn(entries_for_desk(chat, [line], self._zone))
        return frame("line", {"html": html}, line.seq)

    def _panel(self, view: View) -> bytes:
        lists = (view.of.get(None), view.of.get(self._person.pk))
        if lists == self._lists:
            return b""
        self._lists = lists
        panel = {"panel": panel_of(chats_at_hand(self._person), self._zone, self._ref)}
        drawn = {"html": "desk/_chats.html", "tray": "desk/_tray.html"}
        return frame("panel", {name: render_to_string(one, panel) for name, one in drawn.items()})


def admit(cookies: Mapping[str, str], query: Mapping[str, str], last_event: str) -> Reader | int:
    """The reader whom these cookies let in; 401, or 404 for a chat that they may not see."""
    session = cookies.get(settings.SESSION_COOKIE_NAME, "")
    person = person_of_session(session)
    if person is None:
        return 401
    chat = chat_for(person, query["chat"]) if query.get("chat") else None
    if chat is None and query.get("chat"):
        return 404
    after = seen_up_to(last_event, query.get("after", ""))
    return AgentReader(session, person, chat, language_said(query), after)

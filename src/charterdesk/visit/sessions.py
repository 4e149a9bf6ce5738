"""Which person a session is, remembered by this process: a session never changes its person.

So that the pulse, asked every five seconds by everybody, finds session, person and news with one
query. Whether the session still holds is asked every time; only whose it is, is remembered.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import Subquery
from django.utils.crypto import constant_time_compare

from charterdesk.accounts.models import Person
from charterdesk.accounts.sessions import SessionStore
from charterdesk.cases.models import CaseEvent
from charterdesk.kit.wallclock import now
from charterdesk.lists.queries.news import ended_count
from charterdesk.talk.queries import last_sign, own_count, unread_of_person, waiting
from charterdesk.watching.queries import unread_news

KEPT_AT_MOST = 10_000
_people: dict[str, int] = {}


@dataclass(frozen=True, slots=True)
class Pulse:
    """Whose pulse it is, and the newest event of the desk.

    `waiting` chats there are for anybody, `unread` lines for this person in their `own` chats, to
    which they gave the last sign of life at `chats_seen_at`. `news` are those they have not read.
    """

    person: Person
    newest: int
    waiting: int = 0
    unread: int = 0
    own: int = 0
    chats_seen_at: datetime | None = None
    news: int = 0


def remember_session(key: str | None, person: Person) -> None:
    """Whose the session is; called where the whole sign-in was checked."""
    if key is None or key in _people:
        return
    if len(_people) >= KEPT_AT_MOST:
        _people.clear()
    _people[key] = person.pk


def pulse_of(key: str | None, at: datetime) -> Pulse | None:
    """The person of a remembered session that still holds, with the newest event; one query.

    None where this process does not know the session, or it has ended.
    """
    person_id = _people.get(key or "")
    if person_id is None:
        return None
    sessions = Session.objects.filter(session_key=key, expire_date__gt=at)
    newest = CaseEvent.objects.order_by("-pk").values("pk")[:1]
    found = (
        Person.objects.filter(pk=person_id, is_active=True)
        .annotate(session=Subquery(sessions.values("session_data")[:1]), newest=Subquery(newest))
        .annotate(waiting=waiting(), unread=unread_of_person(), chats_seen_at=last_sign())
        .annotate(own=own_count(), unread_news=unread_news(), ended=ended_count())
        .first()
    )
    if found is None or not _holds(found, found.session):
        return None
    return Pulse(
        found,
        found.newest or 0,
        found.waiting or 0,
        found.unread or 0,
        found.own or 0,
        found.chats_seen_at,
        (found.unread_news or 0) + (found.ended or 0),
    )


def said_in(keys: Iterable[str]) -> dict[str, dict[str, Any]]:
    """What these sessions say, of those that have not expired; one query."""
    found = Session.objects.filter(session_key__in=set(keys), expire_date__gt=now())
    return {one.session_key: SessionStore().decode(one.session_data) for one in found}


def people_still_in(sessions: Mapping[str, int]) -> set[str]:
    """Of sessions and the people they were, those that still are; two queries."""
    said = said_in(sessions)
    people = Person.objects.filter(is_active=True).in_bulk(set(sessions.values()))
    return {
        key
        for key, pk in sessions.items()
        if pk in people and str(said.get(key, {}).get(SESSION_KEY)) == str(pk)
        and _is_of(people[pk], said[key])
    }  # fmt: skip


def person_of_session(key: str) -> Person | None:
    """The person whose session that is, while it holds; two queries, nothing is remembered."""
    data = SessionStore(key).load() if key else {}
    said = str(data.get(SESSION_KEY, ""))
    person = Person.objects.filter(pk=said, is_active=True).first() if said.isdigit() else None
    return person if person and _is_of(person, data) else None


def _holds(person: Person, data: str | None) -> bool:
    """Whether what the session says is this person, signed in since the last change of hash."""
    return _is_of(person, SessionStore().decode(data) if data else {})


def _is_of(person: Person, said: Mapping[str, object]) -> bool:
    return str(said.get(SESSION_KEY)) == str(person.pk) and constant_time_compare(
        str(said.get(HASH_SESSION_KEY, "")), person.get_session_auth_hash()
    )

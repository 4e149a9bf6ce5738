"""From what a decision wants told to rows of the outbox: whom exactly, in which language and zone.

Every `Tell` of a decision becomes exactly one notice under its key, in the decision's own
transaction; one that must not be sent is kept as withheld, with the reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from charterdesk.accounts.models import Person
from charterdesk.cases.bundling import bundle
from charterdesk.cases.correspondence import (
    Thread,
    address_of,
    sender_of,
    thread_of,
    voice_of,
    voice_of_contact,
)
from charterdesk.cases.judges import Judge, judges_of
from charterdesk.cases.lacking import lacking_of
from charterdesk.cases.models import Case, Message
from charterdesk.engine.case import Case as State
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.decide import Decision
from charterdesk.engine.events import ReplySent
from charterdesk.engine.intents import CONTACT, Tell
from charterdesk.notifications.admission import NOT_AUTHORISED
from charterdesk.notifications.models import Notice
from charterdesk.notifications.naming import message_id_of
from charterdesk.notifications.reaching import carriers_that_reached
from charterdesk.notifications.rendering import PASSED
from charterdesk.notifications.routes import REACHED_BY
from charterdesk.notifications.surveys import SURVEY, is_unsubscribed

LADDER_KEY = "run"
OPENED = "opened"
ALL_CLEAR = "all-clear"
NOBODY = "There is nobody called “{name}” at this desk."
NOBODY_AUTHORISED = "Nobody of the customer's is authorised and has a mail address: ask by hand."
NO_ADDRESS = "The asker has no mail address."
NO_SURVEYS = "The asker wants no questions about how it went."
WITH_REPLY = "It goes with the reply itself."
NO_ROBOTS = "The sender's mail says that no machine may answer it."


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision on a case, whose notices are to be queued; `thread` where it is known already.

    `sender` is the address that it goes out from, filled in once for all; `text` is what the asker
    wrote with it.
    """

    row: Case
    charter: Charter
    decision: Decision
    quiet: bool = False
    thread: Thread | None = None
    sender: str = ""
    text: str = ""


def queue_notices(outcomes: Sequence[Outcome], at: datetime) -> None:
    """Put every notice of these decisions into the outbox, in the caller's transaction.

    `quiet` holds the acknowledgement back (M3).
    """
    telling = _with_senders([one for one in outcomes if _tells(one.decision)])
    tells = [(one, tell) for one in telling for tell in _tells(one.decision)]
    if not tells:
        return
    people = _people({name for _, tell in tells for name in _names(tell)})
    notices = [
        notice
        for one, tell in tells
        for notice in (
            _to_contacts(one, tell, at)
            if tell.person == CONTACT
            else (_to_person(one, tell, people, at),)
        )
    ]
    _come_as_the_calls_did(notices)
    bundle(notices, at)
    Notice.objects.bulk_create(notices)


def _come_as_the_calls_did(notices: Sequence[Notice]) -> None:
    """An all-clear goes by the means that has reached its person; one query where there is one."""
    clear = [one for one in notices if one.about == ALL_CLEAR and one.person_id is not None]
    found = carriers_that_reached([one.case_id for one in clear if one.case_id is not None])
    for notice in clear:
        kind = found.get((notice.case_id or 0, notice.person_id or 0))
        if kind:
            notice.words[REACHED_BY] = kind


def queue_reply(row: Case, charter: Charter, message: Message, at: datetime) -> Notice:
    """Put a human, public message to the asker into the outbox."""
    sender = sender_of(charter, row.channel)
    key = f"message/{message.ref}"
    language, zone = voice_of(row, charter)
    return Notice.objects.create(
        scope=row.number, key=key, case=row, kind=Notice.Kind.REPLY, reply=message,
        address=", ".join(message.recipients), language=language, zone=zone, about="reply",
        means=["mail"], sender=sender, text=message.text, words=_words(row),
        message_id=message.message_id, in_reply_to=message.in_reply_to,
        references=message.references, due_at=at, queued_at=at, send_at=at,
    )  # fmt: skip


def _with_senders(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The same with the addresses they go out from, each looked up once."""
    found: dict[tuple[str, int, str], str] = {}
    filled = []
    for one in outcomes:
        key = (one.charter.name, one.charter.version, one.row.channel)
        if key not in found:
            found[key] = sender_of(one.charter, one.row.channel)
        filled.append(replace(one, sender=found[key]))
    return filled


def _tells(decision: Decision) -> list[Tell]:
    return [intent for intent in decision.intents if isinstance(intent, Tell)]


def _names(tell: Tell) -> list[str]:
    """Who is told, and who is spoken of as having passed."""
    named = [tell.person, dict(tell.words).get(PASSED, "")]
    return [name for name in named if name not in ("", CONTACT)]


def _people(names: set[str]) -> dict[str, Person]:
    if not names:
        return {}
    return {one.username: one for one in Person.objects.filter(username__in=names)}


def _to_person(one: Outcome, tell: Tell, people: Mapping[str, Person], at: datetime) -> Notice:
    notice = _notice(one, tell, at, Thread())
    notice.person = person = people.get(tell.person)
    notice.words["roles"] = list(tell.for_roles)
    if (passer := people.get(notice.words.get(PASSED, ""))) is not None:
        notice.words[PASSED] = passer.name
    if person is None:
        return _withheld(notice, NOBODY.format(name=tell.person))
    notice.address = person.email
    notice.language, notice.zone = person.language, person.zone
    return notice


def _to_contacts(one: Outcome, tell: Tell, at: datetime) -> Sequence[Notice]:
    """To the asker; whether the asker may ask, to each who is authorised for the customer (TER-6).

    The first of these has the engine's key, so that one row stands for each `Tell` at least.
    """
    if tell.about != NOT_AUTHORISED:
        return (_to_contact(one, tell, at),)
    found = judges_of(one.row)
    notices = [_to_judge(one, tell, judge, n, at) for n, judge in enumerate(found)]
    return notices or (_withheld(_notice(one, tell, at, Thread()), NOBODY_AUTHORISED),)


def _to_judge(one: Outcome, tell: Tell, judge: Judge, number: int, at: datetime) -> Notice:
    key = f"{tell.key}/{judge.contact.pk}" if number else tell.key
    notice = _notice(one, replace(tell, key=key), at, Thread())
    notice.address, contact = judge.address, judge.contact
    notice.language, notice.zone = voice_of_contact(contact, one.charter)
    name = one.row.contact.name if one.row.contact else ""
    asker = f"{name} ({one.row.asker})" if name else one.row.asker
    notice.words |= {"judge": contact.pk, "asker": asker}
    return notice


def _to_contact(one: Outcome, tell: Tell, at: datetime) -> Notice:
    notice = _notice(one, tell, at, one.thread or thread_of(one.row))
    notice.address = address_of(one.row)
    notice.language, notice.zone = voice_of(one.row, one.charter)
    if tell.about == OPENED:
        notice.kind = Notice.Kind.ACKNOWLEDGEMENT
        notice.words["promises"] = _promised(one.decision.case)
        notice.words["missing"] = list(lacking_of(one.charter, one.row, one.text))
    return _withheld(notice, reason) if (reason := _why_not(one, tell, notice)) else notice


def _why_not(one: Outcome, tell: Tell, notice: Notice) -> str:
    if not notice.address:
        return NO_ADDRESS
    if one.quiet and tell.about == OPENED:
        return NO_ROBOTS
    if tell.about == SURVEY and is_unsubscribed(notice.address):
        return NO_SURVEYS
    answered = any(isinstance(e, ReplySent) and not e.automatic for e in one.decision.events)
    return WITH_REPLY if answered and (tell.with_reply or tell.about == "update") else ""


def _withheld(notice: Notice, reason: str) -> Notice:
    notice.state, notice.trouble = Notice.State.WITHHELD, reason
    return notice


def _notice(one: Outcome, tell: Tell, at: datetime, thread: Thread) -> Notice:
    row, sender = one.row, one.sender
    return Notice(
        scope=row.number, key=tell.key, case=row, kind=Notice.Kind.NOTICE, about=tell.about,
        means=list(tell.means), sender=sender, text=tell.text,
        words={**_words(row), **dict(tell.words), "from_roles": list(tell.sender)},
        message_id=message_id_of(row.number, tell.key, sender),
        in_reply_to=thread.in_reply_to, references=list(thread.references),
        urgent=tell.urgent or tell.key.startswith(LADDER_KEY), late=tell.late,
        due_at=tell.due_at, queued_at=at, send_at=at,
    )  # fmt: skip


def _words(row: Case) -> dict[str, Any]:
    return {
        "case": row.number,
        "subject": row.subject,
        "priority": row.priority,
        "charter": row.charter,
    }


def _promised(state: State) -> list[dict[str, str]]:
    """The promises to the asker that run with a due, in the order in which they fall due."""
    running = [one for one in state.promises if one.is_open and one.is_named and one.due]
    return [
        {"kind": one.kind, "due": one.due.isoformat(), "target": one.term.target.text}
        for one in sorted(running, key=lambda one: one.due or one.start)
        if one.due
    ]

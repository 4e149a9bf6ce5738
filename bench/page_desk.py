"""A desk with very many open cases, for measuring pages.

`python -m bench.page_desk COUNT` furnishes the database that the environment names: some cases
are worked on through the real commands, the others are copies of them with their whole log. It
prints the key of a signed-in session and the number of a case.
"""

import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bench.copying import APART
from bench.copying import multiply as copied
from charterdesk.command import set_up_django

if TYPE_CHECKING:
    from charterdesk.accounts.models import Person

WORKED_ON = 100
EACH_REPLIES = 4


def work(at: datetime) -> None:
    """Cases with some letters and notes each, owned by Ada or by nobody."""
    from charterdesk.cases.answers import Done
    from charterdesk.cases.commands import add_note, open_case, send_reply
    from charterdesk.cases.messages import Written
    from tests.apps.cases.desk_work import CLEO_ADDRESS, arrival, cleo_asks, cleos_letter
    from tests.apps.cast import ada

    came, person = arrival(), ada()
    for index in range(WORKED_ON):
        letter = cleos_letter(subject=f"Nothing works on machine {index}")
        opened = open_case(
            arrival=came, channel="mail", written=letter, by=cleo_asks(), at=at,
            asker=CLEO_ADDRESS,
        )  # fmt: skip
        assert isinstance(opened, Done)
        for step in range(EACH_REPLIES if index % 2 else 0):
            later = at + timedelta(minutes=step + 1)
            written = Written(text="We are looking into it. " * 5)
            send_reply(case=opened.case, written=written, by=person, at=later)
            add_note(case=opened.case, written=written, by=person, at=later)


def multiply(count: int, *, wakes: bool = False) -> None:
    """Copies of every case with its events and messages, until there are `count`.

    Only with `wakes` are the copies ever to be woken.
    """
    from charterdesk.cases.models import Case, CaseEvent, Message

    case = f"case_id + copy::bigint * {APART}"
    changed = {
        Case: {
            "number": "number || '-' || copy",
            "queue_key": "lpad((substr(queue_key, 1, 12)::bigint + copy)::text, 12, '0')"
            " || substr(queue_key, 13)",
            **({} if wakes else {"next_wake_at": "NULL", "wake_copy_at": "NULL"}),
        },
        CaseEvent: {"case_id": case},
        Message: {"case_id": case, "ref": "ref || '-' || copy"},
    }  # fmt: skip
    copied(changed, count // WORKED_ON - 1)


def signed_in(who: "Person | None" = None) -> str:
    """The key of a session of Ada's, or of somebody else's."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from tests.apps.cast import ada

    person, session = who or ada(), SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


if __name__ == "__main__":
    set_up_django()
    from charterdesk.cases.models import Case
    from charterdesk.kit.wallclock import now

    work(now())
    multiply(int(sys.argv[1]))
    print(signed_in(), Case.objects.filter(owner__isnull=False).latest("pk").number)

"""What a pulse tells of chats, and the sign of life that it is for one's own."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.accounts.models import Person
from charterdesk.talk.commands import keep_alive
from charterdesk.talk.queries import doings_of
from charterdesk.visit.sessions import Pulse

SIGN_EVERY = timedelta(seconds=10)
NONE = "0.0"


def chat_alerts(found: Pulse | None, known: str, at: datetime) -> dict[str, Any] | None:
    """Who waits and what is unread, where that is not what the page knows already.

    One query more, where something is; a person with chats of their own is there.
    """
    if found is None:
        return None
    if found.chats_seen_at and at - found.chats_seen_at > SIGN_EVERY:
        keep_alive(customers_of=(), agents=(found.person.pk,), at=at)
    mark = f"{found.waiting}.{found.unread}"
    if mark == (known or NONE):
        return None
    with translation.override(found.person.language):
        return {"mark": mark, **_told(found.person)}


def _told(person: Person) -> dict[str, Any]:
    doings = doings_of(person)
    words = []
    if doings.waiting:
        words.append(
            ngettext("%(count)d chat waits.", "%(count)d chats wait.", doings.waiting)
            % {"count": doings.waiting}
        )
    if doings.unread:
        words.append(_("There are new lines in your chats."))
    return {
        "count": doings.waiting + doings.unread, "own": doings.own, "words": " ".join(words)
    }  # fmt: skip

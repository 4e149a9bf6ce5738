"""What a pulse tells of chats, and the sign of life that it is for one's own."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.accounts.models import Person
from charterdesk.desk.pages.chats import panel_of
from charterdesk.talk.commands import keep_alive
from charterdesk.talk.queries import chats_at_hand, doings_of
from charterdesk.visit.sessions import Pulse

SIGN_EVERY = timedelta(seconds=10)
NONE = "0.0.0"


def chat_alerts(found: Pulse | None, known: str, at: datetime) -> dict[str, Any] | None:
    """Who waits, what is unread and how many one has, where the page does not know it already.

    A few queries more, where something changed; a person with chats of their own is there.
    """
    if found is None:
        return None
    if found.chats_seen_at and at - found.chats_seen_at > SIGN_EVERY:
        keep_alive(customers_of=(), agents=(found.person.pk,), at=at)
    mark = f"{found.waiting}.{found.unread}.{found.own}"
    if mark == (known or NONE):
        return None
    with translation.override(found.person.language):
        return {"mark": mark, **_told(found.person)}


def _told(person: Person) -> dict[str, Any]:
    doings, panel = doings_of(person), panel_of(chats_at_hand(person), ZoneInfo(person.zone), "")
    words = []
    if doings.waiting:
        words.append(
            ngettext("%(count)d chat waits.", "%(count)d chats wait.", doings.waiting)
            % {"count": doings.waiting}
        )
    if doings.unread:
        words.append(_("There are new lines in your chats."))
    return {
        "count": doings.waiting + doings.unread, "own": doings.own, "words": " ".join(words),
        "tray": render_to_string("desk/_tray.html", {"panel": panel}),
    }  # fmt: skip

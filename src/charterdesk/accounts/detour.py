"""A form that was sent after its session had ended waits in the new, nameless session until its
sender is in again. It is sent by their press alone, and given to nobody else.

Who a browser was last is a sealed cookie; where there is none, nothing is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponseRedirect

LASTS = timedelta(hours=12)
MOST_FIELDS = 200
MOST_CHARS = 300_000
# The token is made anew; a secret is typed again rather than kept in the clear (trust.md rule 7).
LEFT_OUT = frozenset({"csrfmiddlewaretoken", "secret", "password"})
WRITTEN = frozenset({"body", "text", "reason", "message", "note"})


@dataclass(frozen=True, slots=True)
class Door:
    """A way in: the cookie of who came in by it last, and where in a session a form waits."""

    name: str
    cookie: str
    place: str

    def key(self, who: int) -> str:
        """By what a page of theirs, and what the browser keeps for it, is told from another's."""
        return f"{self.name}{who}"


DESK = Door("person", f"{settings.SESSION_COOKIE_NAME}_person", "kept_form")
PORTAL = Door("guest", f"{settings.SESSION_COOKIE_NAME}_guest", "guest_form")


@dataclass(frozen=True, slots=True)
class KeptForm:
    """What was sent to `to` from `page`, as pairs; `files` is how many there were besides."""

    to: str
    page: str
    pairs: tuple[tuple[str, str], ...]
    files: int

    @property
    def texts(self) -> tuple[str, ...]:
        """What somebody typed, as far as it tells them which form it was."""
        typed = ((name, text.strip()) for name, text in self.pairs)
        return tuple(text for name, text in typed if text and (name in WRITTEN or " " in text))


@dataclass(frozen=True, slots=True)
class Somebodys:
    """A form waited that another person had sent; it is gone now. `page` is where it stood."""

    page: str


def remember_last(answer: HttpResponseRedirect, door: Door, who: int) -> HttpResponseRedirect:
    """The answer, which tells the browser who came in by the door."""
    answer.set_signed_cookie(
        door.cookie, str(who), salt=door.place, max_age=settings.SESSION_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax",
    )  # fmt: skip
    return answer


def keep_form(request: HttpRequest, door: Door, page: str, at: datetime) -> bool:
    """Keep what was sent for who was in last; False where there is nothing that can be kept."""
    who = request.get_signed_cookie(
        door.cookie, default="", salt=door.place, max_age=settings.SESSION_COOKIE_AGE
    )
    if not who or _is_background(request):
        return False
    pairs = [
        (name, str(value))
        for name, values in request.POST.lists()
        if name not in LEFT_OUT
        for value in values
    ]
    if len(pairs) > MOST_FIELDS or sum(len(text) for _, text in pairs) > MOST_CHARS:
        return False
    request.session[door.place] = {
        "who": who, "to": request.get_full_path(), "page": page, "pairs": pairs,
        "files": len([one for _, several in request.FILES.lists() for one in several]),
        "at": at.timestamp(),
    }  # fmt: skip
    return True


def kept_form(
    session: SessionBase, door: Door, who: int, at: datetime
) -> KeptForm | Somebodys | None:
    """What waits for this person; what waited for another is dropped."""
    kept = session.get(door.place)
    if not isinstance(kept, Mapping) or at.timestamp() - kept["at"] > LASTS.total_seconds():
        return None
    if kept["who"] != str(who):
        del session[door.place]
        return Somebodys(kept["page"])
    pairs = tuple((name, text) for name, text in kept["pairs"])
    return KeptForm(kept["to"], kept["page"], pairs, kept["files"])


def _is_background(request: HttpRequest) -> bool:
    """Whether a script sent it, which keeps the text in its page."""
    fetched = request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"
    return (fetched and "X-Carried" not in request.headers) or "application/json" in (
        request.headers.get("Accept", "")
    )
